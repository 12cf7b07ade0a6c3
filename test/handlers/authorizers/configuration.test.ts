import { ConfigurationError } from '../../../handlers/authorizers/errors';
import { readConfiguration } from '../../../handlers/authorizers/read-configuration';

const none = (): never => { throw new Error('no such file'); };
const issuer = { issuer: 'https://issuer.example', audience: ['a'] };

it('fills in what is not given', () => {
  expect(readConfiguration(JSON.stringify({ issuers: [issuer] }), none)).toEqual({
    issuers: [{ ...issuer, kind: 'oidc', clientIds: [], tokenUse: null, scopeClaims: ['scope', 'scp'] }],
    clockToleranceSeconds: 30,
    requiredScopes: [],
    policy: 'stage',
    contextClaims: ['sub', 'iss', 'client_id', 'scope', 'username', 'token_use', 'exp'],
    keys: { refreshSeconds: 300, staleSeconds: 3600 },
    loopbackAllowed: false,
  });
});

it('expects access tokens of Cognito, unless told otherwise', () => {
  const tokenUse = (members: object) => readConfiguration(JSON.stringify({ issuers: [{ issuer: 'https://c.example', kind: 'cognito', clientIds: ['c'], ...members }] }), none).issuers[0]?.tokenUse;
  expect([tokenUse({}), tokenUse({ tokenUse: 'id' }), tokenUse({ tokenUse: null })]).toEqual(['access', 'id', null]);
});

it('reads routes from a file beside the code', () => {
  const read = (name: string): string => name === 'routes.json' ? '{"GET /a":["one"]}' : none();
  expect(readConfiguration(JSON.stringify({ issuers: [issuer], routes: 'routes.json' }), read).routes).toEqual({ 'GET /a': ['one'] });
  expect(() => readConfiguration(JSON.stringify({ issuers: [issuer], routes: 'lost.json' }), read)).toThrow('lost.json');
});

it.each<[string, unknown]>([
  ['AUTHORIZER_CONFIG', undefined],
  ['AUTHORIZER_CONFIG', []],
  ['AUTHORIZER_CONFIG.issuers', {}],
  ['AUTHORIZER_CONFIG.issuers', { issuers: [] }],
  ['AUTHORIZER_CONFIG.issuers', { issuers: [issuer, issuer] }],
  ['AUTHORIZER_CONFIG.issuers[0]', { issuers: ['https://issuer.example'] }],
  ['"tokenuse"', { issuers: [{ ...issuer, tokenuse: 'id' }] }],
  ['AUTHORIZER_CONFIG.issuers', { issuers: [{ issuer: 'https://issuer.example' }] }],
  ['AUTHORIZER_CONFIG.issuers', { issuers: [{ issuer: 'https://issuer.example', kind: 'cognito' }] }],
  ['AUTHORIZER_CONFIG.issuers[0].audience', { issuers: [{ ...issuer, audience: 'a' }] }],
  ['AUTHORIZER_CONFIG.issuers[0].audience[1]', { issuers: [{ ...issuer, audience: ['a', ''] }] }],
  ['"http://issuer.example"', { issuers: [{ ...issuer, issuer: 'http://issuer.example' }] }],
  ['"http://127.0.0.1:8080"', { issuers: [{ ...issuer, issuer: 'http://127.0.0.1:8080' }] }],
  ['"http://127.0.0.1.evil.example"', { issuers: [{ ...issuer, issuer: 'http://127.0.0.1.evil.example' }], loopbackAllowed: true }],
  ['"https://u:p@issuer.example"', { issuers: [{ ...issuer, jwksUri: 'https://u:p@issuer.example' }] }],
  ['AUTHORIZER_CONFIG.issuers[0].kind', { issuers: [{ ...issuer, kind: 'saml' }] }],
  ['AUTHORIZER_CONFIG.issuers[0].tokenUse', { issuers: [{ ...issuer, tokenUse: 'refresh' }] }],
  ['AUTHORIZER_CONFIG.issuers[0].usageIdentifier.claim', { issuers: [{ ...issuer, usageIdentifier: {} }] }],
  ['AUTHORIZER_CONFIG.clockToleranceSeconds', { issuers: [issuer], clockToleranceSeconds: 3600 }],
  ['AUTHORIZER_CONFIG.clockToleranceSeconds', { issuers: [issuer], clockToleranceSeconds: '30' }],
  ['AUTHORIZER_CONFIG.requiredScopes', { issuers: [issuer], requiredScopes: 'a b' }],
  ['AUTHORIZER_CONFIG.requiredScopes', { issuers: [issuer], requiredScopes: ['a'], routes: { 'GET /': [] } }],
  ['AUTHORIZER_CONFIG.routes.GET /', { issuers: [issuer], routes: { 'GET /': 'a' } }],
  ['AUTHORIZER_CONFIG.policy', { issuers: [issuer], policy: 'all' }],
  ['AUTHORIZER_CONFIG.keys.staleSeconds', { issuers: [issuer], keys: { refreshSeconds: 7200 } }],
  ['AUTHORIZER_CONFIG.loopbackAllowed', { issuers: [issuer], loopbackAllowed: 'true' }],
])('names %s in %j', (path, value) => {
  const read = () => readConfiguration(JSON.stringify(value), none);
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(path);
});
