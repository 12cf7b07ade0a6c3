import { httpIssuers } from '../../../local/issuer/http-issuers';
import { HttpApi, HttpJwtConfiguration } from '../../../local/model/http-api';
import { httpApi } from '../../support/http-models';
import { authorizerModel } from '../authorization/http/scenario';

const api = (...jwts: HttpJwtConfiguration[]): HttpApi => httpApi([], { authorizers: [authorizerModel({ type: 'REQUEST' }), ...jwts.map((jwt) => authorizerModel({ jwt }))] });
const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1B2c3D4e';

test('an issuer with the audiences that its authorizers take', () => {
  const jwt = { issuer: 'https://issuer.example', audience: ['orders'], local: false };
  expect(httpIssuers([api(jwt, { ...jwt, audience: ['orders', 'invoices'] }), api()])).toEqual([
    { issuer: 'https://issuer.example', kind: 'oidc', audience: ['orders', 'invoices'], clientIds: [], local: false },
  ]);
});

test('a user pool, whose access tokens have a client and no audience', () => {
  expect(httpIssuers([api({ issuer: pool, audience: ['client-1'], local: true })])).toEqual([
    { issuer: pool, kind: 'cognito', audience: [], clientIds: ['client-1'], local: true },
  ]);
});

test('what only looks like a user pool is none', () => {
  expect(httpIssuers([api({ issuer: 'https://cognito-idp.evil.example/amazonaws.com/', audience: ['a'], local: false })])[0]?.kind).toBe('oidc');
});
