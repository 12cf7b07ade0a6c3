import { trustedIssuers, withLocalKeys } from '../../../local/issuer/authorizer-configuration';
import { FunctionModel } from '../../../local/model/functions/function';

const issuer = 'https://shop.eu.auth0.com/';
const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x';

function lambda(configuration: unknown): FunctionModel {
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  return {
    stack: 'Shop',
    logicalId: 'Auth',
    name: 'auth',
    arn: 'arn',
    region: 'us-east-1',
    account: '123456789012',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    codeDirectory: '/code',
    memoryMegabytes: 256,
    timeoutMilliseconds: 10_000,
    qualifiers: [],
    environment: new Map([['OTHER', 'x'], ...(configuration === undefined ? [] : [['AUTHORIZER_CONFIG', text] as const])]),
  };
}

test('finds out whose tokens packaged authorizers take, and what these look like', () => {
  expect(trustedIssuers([
    lambda({ issuers: [{ issuer, audience: ['api'] }, { issuer: pool, kind: 'cognito', clientIds: ['web'] }] }), lambda({ issuers: [{ issuer: pool, kind: 'cognito', tokenUse: 'id' }] }),
  ], new Set([pool]))).toEqual([
    { issuer, kind: 'oidc', audience: ['api'], clientIds: [], local: false },
    { issuer: pool, kind: 'cognito', audience: [], clientIds: ['web'], tokenUse: 'access', local: true },
    { issuer: pool, kind: 'cognito', audience: [], clientIds: [], tokenUse: 'id', local: true },
  ]);
});

test.each([['no configuration', undefined], ['broken JSON', '{'], ['a list', '[]'], ['no issuers', {}], ['issuers of another form', { issuers: ['x', { issuer: 7 }] }]])('leaves a function with %s alone', (_, configuration) => {
  const model = lambda(configuration);
  expect(trustedIssuers([model], new Set())).toEqual([]);
  expect(withLocalKeys([model], new Set([issuer]), 'http://127.0.0.1:1/jwks')).toEqual([model]);
});

test('redirects the keys of the issuers it stands in for, and nothing else', () => {
  const [changed] = withLocalKeys([lambda({ issuers: [{ issuer, audience: ['api'], jwksUri: 'https://x' }, { issuer: pool, kind: 'cognito' }], requiredScopes: ['a'] })], new Set([issuer]), 'http://127.0.0.1:1/jwks');
  expect(changed?.environment.get('OTHER')).toBe('x');
  expect(JSON.parse(changed?.environment.get('AUTHORIZER_CONFIG') ?? '')).toEqual({
    issuers: [{ issuer, audience: ['api'], jwksUri: 'http://127.0.0.1:1/jwks' }, { issuer: pool, kind: 'cognito' }], requiredScopes: ['a'], loopbackAllowed: true,
  });
});

test('a function that trusts none of them stays as it is', () => {
  const model = lambda({ issuers: [{ issuer: pool, kind: 'cognito' }] });
  expect(withLocalKeys([model], new Set([issuer]), 'http://127.0.0.1:1/jwks')[0]).toBe(model);
});
