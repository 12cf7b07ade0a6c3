import { Annotations, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { templateOf, warningsOf } from '../../fixture';
import { newHttpApi, partners, users } from '../http-fixture';
import { HttpAuthorization, type HttpJwtApiProps } from 'cdk-apigateway-patterns';

const WEAKER = 'cdk-apigateway-patterns:weaker-route';
const TAKEN = 'cdk-apigateway-patterns:requests-taken';
const open = { authorization: HttpAuthorization.publicAccess('a page that everyone sees') };
const byIam = { authorization: HttpAuthorization.iam() };
const admin = { scopes: ['admin'] };
const cors = { allowOrigins: ['https://app.example.com'] };

const apiOf = (routes: HttpJwtApiProps['routes'], props: Partial<HttpJwtApiProps> = {}) => newHttpApi({ routes, ...props });

test.each<[string, HttpJwtApiProps['routes'], Partial<HttpJwtApiProps>?]>([
  ['ANY of its path', { 'GET /x': {}, 'ANY /x': admin }],
  ['ANY of its path, which cors writes as verbs', { 'GET /x': {}, 'ANY /x': admin }, { cors }],
  ['a greedy route', { 'GET /x/{id}': {}, 'ANY /{proxy+}': admin }],
  ['$default', { 'POST /x': {}, '$default': admin }],
  ['$default, which cors writes as verbs', { 'POST /x': {}, '$default': admin }, { cors }],
])('any token before %s with a scope is a warning', (...[, routes, props]) => {
  expect(warningsOf(apiOf(routes, props))).toEqual([WEAKER]);
});

test.each<[string, HttpJwtApiProps['routes'], Partial<HttpJwtApiProps>?]>([
  ['a public route with its reason', { 'GET /health': open, 'GET /': open, '$default': {}, 'ANY /{proxy+}': byIam }],
  ['scopes that the route names, none included', { 'GET /x': { scopes: [] }, 'GET /y': { scopes: ['read'] }, '$default': admin }],
  ['tokens of another issuer', { 'GET /x': {}, '$default': { authorization: HttpAuthorization.jwt({ issuer: partners, scopes: ['all'] }) } }, { additionalIssuers: { partners } }],
  ['credentials of another kind', { 'GET /x': {}, '$default': byIam }],
  ['scopes that all routes have', { 'GET /x': {}, '$default': {} }, { defaultScopes: ['read'] }],
  ['a token that the route says itself', { 'GET /x': { authorization: HttpAuthorization.jwt({ issuer: users, scopes: [] }) }, '$default': admin }],
  ['a page with everything else behind tokens', { 'GET /': open, 'GET /assets/{proxy+}': open, 'ANY /api/{proxy+}': {}, 'ANY /api/admin/{proxy+}': admin }],
  ['a preflight', { 'OPTIONS /{proxy+}': open, 'ANY /admin/{proxy+}': {} }],
  ['a guarded route whose verb is written out', { 'GET /{proxy+}': open, 'ANY /admin/{proxy+}': {}, 'GET /admin/{proxy+}': {} }],
  ['a guarded route that cors writes as verbs', { 'GET /{proxy+}': open, 'ANY /admin/{proxy+}': {} }, { cors }],
  ['a guarded route of one verb, whose path says more', { 'GET /{proxy+}': open, 'GET /admin/{proxy+}': {}, 'GET /{id}': open, 'GET /orders': {} }],
  ['ANY before ANY, where the path decides', { 'ANY /{proxy+}': open, 'ANY /admin/{proxy+}': {} }],
])('%s is none', (...[, routes, props]) => {
  expect(warningsOf(apiOf(routes, props))).toEqual([]);
});

test.each<[string, string, string, HttpJwtApiProps['routes'], Partial<HttpJwtApiProps>?]>([
  ['GET /{proxy+}', 'ANY /admin/{proxy+}', 'GET /admin/{proxy+}', { 'GET /{proxy+}': open, 'ANY /admin/{proxy+}': {} }],
  ['GET /{id}', 'ANY /admin', 'GET /admin', { 'GET /{id}': open, 'ANY /admin': {} }],
  ['GET /{tenant}/users', 'ANY /admin/{proxy+}', 'GET /admin/users', { 'GET /{tenant}/users': open, 'ANY /admin/{proxy+}': {} }],
  ['ANY /{tenant}/users', 'GET /admin/{proxy+}', 'GET /admin/users', { 'ANY /{tenant}/users': open, 'GET /admin/{proxy+}': {} }],
  ['GET /{tenant}/users', 'ANY /admin/{proxy+}', 'GET /admin/users', { 'GET /{tenant}/users': open, 'ANY /admin/{proxy+}': {} }, { cors }],
  ['GET /{proxy+}', 'ANY /admin/{proxy+}', 'GET /admin/{proxy+}', { 'GET /{proxy+}': { scopes: [] }, 'ANY /admin/{proxy+}': admin }],
])('%s takes requests of %s whatever its reason, and %s gives them back', (...[taker, loser, fix, routes, props]) => {
  const api = apiOf(routes, props);
  templateOf(api);
  expect(Found.fromStack(Stack.of(api)).findWarning('*', Match.stringLikeRegexp(TAKEN)).map(({ id, entry }) => [id.split('/').at(-2), entry.data])).toEqual([
    [taker.replaceAll('/', '|'), expect.stringContaining(`route "${taker}" takes requests of "${loser}" and asks less of callers: for "${fix}" `)],
  ]);
  expect(warningsOf(apiOf({ ...routes, [fix]: { ...routes?.[loser] } }, props))).toEqual([]);
});

test('both are acknowledged at the route, or for the whole API', () => {
  const api = apiOf({ 'ANY /admin/{proxy+}': admin, 'GET /admin/me': {} });
  Annotations.of(api.addPublicRoute('pages', 'GET /{proxy+}')).acknowledgeWarning(TAKEN, 'admins only send POST');
  expect(warningsOf(api)).toEqual([WEAKER]);
  const all = apiOf({ 'ANY /admin/{proxy+}': admin, 'GET /admin/me': {} });
  Annotations.of(all).acknowledgeWarning(WEAKER, 'meant');
  expect(warningsOf(all)).toEqual([]);
});
