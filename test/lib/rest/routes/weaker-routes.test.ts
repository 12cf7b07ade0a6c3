import { Annotations, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { keyOnly, newApi, templateOf, warningsOf } from '../../fixture';
import { JwtIssuer, RestAuthorization, type RestRouteOptions } from 'cdk-apigateway-patterns';

const WARNING = 'cdk-apigateway-patterns:weaker-route';
const mocked: RestRouteOptions = { mockResponse: {} };
const open = RestAuthorization.publicAccess('a page that everyone sees');
const issuers = [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })];
const byIam = { ...mocked, authorization: RestAuthorization.iam() };
const byToken = { ...mocked, authorization: RestAuthorization.jwt({ issuers }) };

const apiOf = (authorization: RestAuthorization, routes: { [key: string]: RestRouteOptions }) => newApi({ authorization, routes });

test.each<[string, RestAuthorization, { [key: string]: RestRouteOptions }]>([
  ['a verb before ANY of its path', open, { 'GET /x': mocked, 'ANY /x': byIam }],
  ['a verb before a greedy route', open, { 'GET /admin/stats': mocked, 'ANY /admin/{proxy+}': byIam }],
  ['ANY before a greedy route', keyOnly, { 'ANY /health': mocked, 'ANY /{proxy+}': byToken }],
  ['a verb before a greedy one of that verb', keyOnly, { 'GET /x/a': mocked, 'GET /x/{proxy+}': byIam }],
  ['no key before a key', open, { 'GET /x': mocked, 'ANY /x': { ...mocked, authorization: keyOnly } }],
  ['any token before a scope', byToken.authorization, { 'GET /x': mocked, 'ANY /x': { ...mocked, scopes: ['admin'] } }],
])('%s that asks less without saying so is a warning', (_, authorization, routes) => {
  expect(warningsOf(apiOf(authorization, routes)).filter((id) => id === WARNING)).toEqual([WARNING]);
});

test.each<[string, RestAuthorization, { [key: string]: RestRouteOptions }]>([
  ['a public route with its own reason', keyOnly, { 'GET /health': { ...mocked, authorization: open }, 'ANY /{proxy+}': byIam }],
  ['a key with its own reason', open, { 'GET /x': { ...mocked, authorization: keyOnly }, 'ANY /x': byIam }],
  ['scopes that the route names, none included', byToken.authorization, { 'GET /x': { ...mocked, scopes: [] }, 'ANY /x': { ...mocked, scopes: ['admin'] } }],
  ['other scopes', byToken.authorization, { 'GET /x': { ...mocked, scopes: ['read'] }, 'ANY /x': { ...mocked, scopes: ['write'] } }],
  ['as much asked', keyOnly, { 'GET /x': mocked, 'ANY /{proxy+}': mocked }],
  ['more asked', keyOnly, { 'GET /x': byIam, 'ANY /{proxy+}': mocked }],
  ['another kind of credentials', byToken.authorization, { 'GET /x': mocked, 'ANY /{proxy+}': byIam }],
  ['other paths', keyOnly, { 'GET /shop': mocked, 'GET /': mocked, 'ANY /admin/{proxy+}': byIam }],
  ['another verb', keyOnly, { 'GET /x/y': mocked, 'POST /x/{proxy+}': byIam }],
  ['a parameter that is not greedy', keyOnly, { 'GET /orders/mine': mocked, 'GET /orders/{id}': byIam }],
  ['a guarded route before an open greedy one', open, { 'GET /x': byIam, 'ANY /{proxy+}': mocked }],
  ['the wider of both', open, { 'GET /{proxy+}': mocked, 'ANY /admin/{proxy+}': byIam }],
  ['a preflight', open, { 'OPTIONS /x': mocked, 'ANY /x': byIam }],
  ['an open part of a guarded whole, with its reason', keyOnly, { 'GET /shop/x': mocked, 'ANY /shop/{proxy+}': { ...mocked, authorization: open }, 'ANY /{proxy+}': byIam }],
])('%s is none', (_, authorization, routes) => {
  expect(warningsOf(apiOf(authorization, routes))).not.toContain(WARNING);
});

test('it says which requests, what is asked of them and what to do, and can be acknowledged at the route', () => {
  const api = newApi({ authorization: byToken.authorization, routes: { 'ANY /{proxy+}': { ...mocked, scopes: ['admin'] } } });
  const routes = ['GET /a', 'GET /b'].map((key) => api.addRoute(key, mocked));
  const messages = () => Found.fromStack(Stack.of(api)).findWarning('*', Match.stringLikeRegexp(WARNING)).map(({ id, entry }) => [id.split('/').at(-2), String(entry.data)]);
  if (routes[1]) Annotations.of(routes[1]).acknowledgeWarning(WARNING, 'meant');
  templateOf(api);
  expect(messages()).toEqual([['GET |a', expect.stringContaining(
    'route "GET /a" takes requests out of "ANY /{proxy+}" and asks less of callers: RestAuthorization.jwt(...) with any token instead of RestAuthorization.jwt(...) with one of the scopes "admin"; '
    + 'give the route the authorization or scopes that you want, the same again where they are meant',
  )]]);
});
