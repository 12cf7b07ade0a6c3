import { readHttpConfiguration } from '../../../../handlers/authorizers/http/configuration';

const origin = { secretId: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin', header: 'x-origin-verify' };
const issuers = [{ issuer: 'https://issuer.example', audience: ['web'] }];
const noFile = () => { throw new Error('no file'); };
const read = (members: object) => readHttpConfiguration(JSON.stringify({ origin, issuers, routes: {}, ...members }), noFile);

it('fills in what is left out', () => {
  expect(read({ routes: { 'GET /a': { issuer: 0 }, 'GET /b': {} } })).toMatchObject({
    origin: { refreshSeconds: 300, staleSeconds: 3600 },
    routes: { 'GET /a': { issuer: 0, scopes: [] }, 'GET /b': { scopes: [] } },
    clockToleranceSeconds: 30,
    contextClaims: ['sub', 'client_id'],
    keys: { refreshSeconds: 300, staleSeconds: 3600 },
    loopbackAllowed: false,
  });
});

it('an API of public routes has no issuers', () => {
  expect(read({ issuers: [], routes: { 'GET /health': {} } }).issuers).toEqual([]);
});

it('long lists of routes come from a file', () => {
  const json = JSON.stringify({ origin, issuers, routes: 'routes.json' });
  expect(readHttpConfiguration(json, (name) => name === 'routes.json' ? '{"GET /a":{"issuer":0,"scopes":["x"]}}' : '').routes).toEqual({ 'GET /a': { issuer: 0, scopes: ['x'] } });
  expect(() => readHttpConfiguration(json, noFile)).toThrow('routes.json is missing, expected JSON');
});

it.each<[string, object, string]>([
  ['no origin', { origin: undefined }, 'AUTHORIZER_CONFIG.origin'],
  ['a header in upper case', { origin: { ...origin, header: 'X-Origin' } }, 'origin.header is "X-Origin"'],
  ['values that go stale before they are read again', { origin: { ...origin, refreshSeconds: 600, staleSeconds: 300 } }, 'origin.staleSeconds is 300'],
  ['no routes', { routes: undefined }, 'AUTHORIZER_CONFIG.routes'],
  ['a route of no issuer', { routes: { 'GET /a': { issuer: 1 } } }, 'routes.GET /a'],
  ['a route of half an issuer', { routes: { 'GET /a': { issuer: 0.5 } } }, 'routes.GET /a'],
  ['scopes without an issuer', { routes: { 'GET /a': { scopes: ['x'] } } }, 'routes.GET /a'],
  ['a misspelt member', { routes: { 'GET /a': { isuer: 0 } } }, 'expected one of ["issuer","scopes"]'],
  ['an issuer that is no URL', { issuers: [{ issuer: 'x', audience: ['a'] }] }, 'an https URL'],
  ['an issuer of no audience', { issuers: [{ issuer: 'https://issuer.example' }] }, 'one with "audience"'],
])('%s is refused', (_, members, message) => {
  expect(() => read(members)).toThrow(message);
});

it('no configuration is refused', () => {
  expect(() => readHttpConfiguration(undefined, noFile)).toThrow('AUTHORIZER_CONFIG is missing, expected JSON');
});
