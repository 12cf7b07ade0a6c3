import { createPublicKey, verify } from 'node:crypto';
import { readCompactToken } from '../../../local/authorization/jwt/compact-token';
import { IssuerProfile } from '../../../local/issuer/issuer-profile';
import { IssuerServer } from '../../../local/issuer/issuer-server';
import { LocalIssuer } from '../../../local/issuer/local-issuer';
import { JsonObject } from '../../../local/json';
import { LocalClock } from '../../../local/local-clock';
import { TokenRequest } from '../../../local/token-request';
import { RecordingReporter } from '../../support/recording-reporter';

const clock = LocalClock.frozenAt(1_000_000);
const auth0: IssuerProfile = { issuer: 'https://shop.eu.auth0.com/', kind: 'oidc', audience: ['https://api', 'other'], clientIds: [], local: false };
const pool: IssuerProfile = { issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x', kind: 'cognito', audience: [], clientIds: ['web'], local: true };

function read(token: string): { header: JsonObject; claims: JsonObject; isSignedBy: (keys: readonly JsonObject[]) => boolean } {
  const parts = readCompactToken(token);
  if (typeof parts === 'string') throw new Error(parts);
  const { header, claims, input, signature } = parts;
  return {
    header,
    claims,
    isSignedBy: (keys) => {
      const jwk = keys.find(({ kid }) => kid === header.kid);
      return jwk !== undefined && verify('sha256', input, { key: createPublicKey({ key: jwk as { kty: string }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, signature);
    },
  };
}

const issuer = new LocalIssuer(clock);
beforeAll(async () => issuer.ready);
beforeEach(() => issuer.standInFor([auth0]));

describe('what a token says', () => {
  test.each<[string, IssuerProfile, TokenRequest, JsonObject]>([
    ['by default', auth0, {}, { iss: auth0.issuer, sub: 'local-user', aud: 'https://api', scope: '', iat: 1000, exp: 4600 }],
    ['as told', auth0, { sub: 'ann', scopes: ['a', 'b'], audience: 'other', clientId: 'app', expiresInSeconds: 60 }, { sub: 'ann', scope: 'a b', aud: 'other', client_id: 'app', exp: 1060 }],
    ['further claims', auth0, { claims: { tier: 'gold', exp: 5, iss: 'https://evil.example' } }, { tier: 'gold', exp: 5, iss: auth0.issuer }],
    ['of a pool with scopes', pool, { scopes: ['orders/write'] }, { token_use: 'access', client_id: 'web', scope: 'orders/write', username: 'local-user' }],
    ['of a pool without', pool, { sub: 'ann' }, { 'token_use': 'id', 'aud': 'web', 'cognito:username': 'ann' }],
    ['of a pool whose verifier takes access tokens', { ...pool, tokenUse: 'access' }, {}, { token_use: 'access' }],
    ['of a pool, as told', pool, { scopes: ['a'], tokenUse: 'id' }, { token_use: 'id' }],
  ])('%s', (_, profile, request, claims) => {
    issuer.standInFor([profile]);
    expect(read(issuer.mint(request)).claims).toMatchObject(claims);
  });

  test('an access token has no audience, an ID token no client', () => {
    issuer.standInFor([pool]);
    expect(read(issuer.mint({ tokenUse: 'access' })).claims).not.toHaveProperty('aud');
    expect(read(issuer.mint({ tokenUse: 'id' })).claims).not.toHaveProperty('client_id');
  });
});

test.each(['RS256', 'ES256'] as const)('%s tokens verify with the published keys, which hold nothing secret', (algorithm) => {
  const token = read(issuer.mint({}, algorithm));
  expect(token.header).toMatchObject({ alg: algorithm, kid: expect.any(String), typ: 'JWT' });
  expect(token.isSignedBy(issuer.publicKeys)).toBe(true);
  for (const jwk of issuer.publicKeys) expect(Object.keys(jwk)).not.toEqual(expect.arrayContaining(['d']));
});

test.each<[string, IssuerProfile[], string | undefined, string]>([
  ['stands in for nobody', [], undefined, 'stands in for nobody'],
  ['stands in for several', [auth0, pool], undefined, `name one: ${auth0.issuer}, ${pool.issuer}`],
  ['is asked for another', [auth0], 'https://shop.eu.auth0.com', 'does not stand in for "https://shop.eu.auth0.com"; it does for https://shop.eu.auth0.com/'],
])('makes no token when it %s', (_, profiles, wanted, message) => {
  issuer.standInFor(profiles);
  expect(() => issuer.mint(wanted === undefined ? {} : { issuer: wanted })).toThrow(message);
});

describe('its server', () => {
  const reporter = new RecordingReporter();
  let server: IssuerServer;
  beforeAll(async () => { server = await IssuerServer.open(issuer, reporter); });
  afterAll(async () => server.close());

  test('publishes a discovery document that leads to the keys', async () => {
    const document = await (await fetch(`${server.url}/.well-known/openid-configuration`)).json() as { issuer: string; jwks_uri: string };
    expect(document.issuer).toBe(server.url);
    expect(await (await fetch(document.jwks_uri)).json()).toEqual({ keys: issuer.publicKeys });
  });

  test.each([['GET', '//'], ['GET', '//['], ['GET', '/?//'], ['GET', '/'], ['GET', '/token'], ['POST', '/token'], ['POST', '/.well-known/jwks.json'], ['GET', '/.well-known/../issuer.json']])('has nothing at %s %s', async (method, path) => {
    expect((await fetch(server.url + path, { method })).status).toBe(404);
    expect(reporter.of('problem')).toEqual([]);
  });

  test('listens on this machine only, under names of this machine only', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request(server.jwksUri, { headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode)).on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});
