import * as fc from 'fast-check';
import { readConfiguration } from '../../../../handlers/authorizers/read-configuration';
import { routeAuthorization } from '../../../../handlers/authorizers/rest/route-authorization';
import { RouteKey } from '../../../../lib/common/private/route-key';
import { policyScope } from '../../../../lib/rest/private/authorization/policy-scope';

type Routes = Record<string, string[]>;

const scopeOf = (routes: Routes) => policyScope(Object.entries(routes).map(([key, scopes]) => ({ key: RouteKey.parse(key), scopes })));

/** What the packaged authorizer does with these routes at its start. */
function authorizerTakes(routes: Routes, policy: 'stage' | 'route'): boolean {
  const configuration = readConfiguration(JSON.stringify({ issuers: [{ issuer: 'https://a.example', audience: ['a'] }], routes, policy }), () => '');
  try {
    routeAuthorization(configuration);
    return true;
  } catch {
    return false;
  }
}

test.each<[string, 'stage' | 'route', Routes]>([
  ['methods of a path', 'stage', { 'GET /orders': ['r'], 'POST /orders': ['w'] }],
  ['a parameter beside text', 'stage', { 'GET /orders/new': ['a'], 'GET /orders/{id}': ['b'] }],
  ['a path below a parameter', 'stage', { 'GET /orders/{id}': ['a'], 'GET /orders/{id}/items': ['b'] }],
  ['everything else', 'stage', { 'ANY /{proxy+}': ['a'], 'GET /health': [], 'GET /': [] }],
  ['equal scopes, however they overlap', 'stage', { 'GET /{a}/x': ['a'], 'GET /y/{b+}': ['a'] }],
  ['patterns that take one another in', 'route', { 'GET /{area}/list': ['a'], 'GET /files/{path+}': ['b'], 'GET /files/today/list': ['a'] }],
  ['more than a policy holds', 'route', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`GET /things-${index}`, [`${index}`]]))],
])('%s: %s', (_, expected, routes) => {
  expect(scopeOf(routes)).toBe(expected);
  expect(authorizerTakes(routes, expected)).toBe(true);
});

const segment = fc.constantFrom('a', 'b', '{x}', '{y}');
const path = fc.tuple(fc.array(segment, { maxLength: 4 }), fc.boolean()).map(([segments, greedy]) => [...segments, ...(greedy ? ['{rest+}'] : [])])
  .filter((segments) => new Set(segments.filter((each) => each.startsWith('{'))).size === segments.filter((each) => each.startsWith('{')).length)
  .map((segments) => `/${segments.join('/')}`);
const key = fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), path).map((parts) => parts.join(' '));
const routesOf = (maxKeys: number) => fc.dictionary(key, fc.subarray(['r', 'w', 'x']), { minKeys: 2, maxKeys });

test('it never says stage where the authorizer would deny everything', () => {
  fc.assert(fc.property(fc.oneof(routesOf(6), routesOf(40)), (routes) => {
    expect(authorizerTakes(routes, scopeOf(routes))).toBe(true);
  }), { numRuns: 2000 });
}, 60_000);

test('it seldom says route where stage would do', () => {
  const samples = fc.sample(routesOf(6), { numRuns: 1000, seed: 7 });
  const needless = samples.filter((routes) => scopeOf(routes) === 'route' && authorizerTakes(routes, 'stage'));
  expect(needless.length).toBeLessThan(samples.length / 20);
});
