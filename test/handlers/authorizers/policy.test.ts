import * as fc from 'fast-check';
import { configurationOf } from './support/authorizer-configuration';
import { STAGE_ARN } from './support/rest-event';
import { AuthorizerConfiguration } from '../../../handlers/authorizers/configuration';
import { ConfigurationError } from '../../../handlers/authorizers/errors';
import { policyDocument, PolicyDocument } from '../../../handlers/authorizers/rest/policy-document';
import { routeAuthorization } from '../../../handlers/authorizers/rest/route-authorization';

type Routes = Record<string, string[]>;

const configure = (routes: Routes, policy: AuthorizerConfiguration['policy'] = 'stage') => routeAuthorization(configurationOf({ routes, policy }));

/** How API Gateway reads a policy: an explicit denial first, then an allowance, else denied; `*` is any text and `?` any character. */
function evaluate({ Statement }: PolicyDocument, arn: string): boolean {
  const matches = (pattern: string, text: string): boolean => {
    if (pattern === '') return text === '';
    if (pattern.startsWith('*')) return matches(pattern.slice(1), text) || (text !== '' && matches(pattern, text.slice(1)));
    return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && matches(pattern.slice(1), text.slice(1));
  };
  const applies = (effect: string): boolean =>
    Statement.some(({ Effect, Resource }) => Effect === effect && [Resource].flat().some((pattern) => matches(pattern, arn)));
  return !applies('Deny') && applies('Allow');
}

/** The route that API Gateway leads a call to: per segment a literal before a parameter before a greedy one; own method before ANY. */
function routeOf(routes: Routes, method: string, path: string): string | undefined {
  const rank = (key: string): string => key.replace(/^\w+ /, '').split('/').map((part) => part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0).join('');
  const expression = (key: string): RegExp => new RegExp(`^${key.replace(/^\w+ /, '').replace(/\{\w+\+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')}$`);
  const [first] = Object.keys(routes)
    .filter((key) => key.startsWith(`${method} `) || (key.startsWith('ANY ') && !Object.hasOwn(routes, key.replace('ANY', method))))
    .filter((key) => expression(key).test(path))
    .sort((a, b) => rank(a) < rank(b) ? -1 : 1);
  return first;
}

const orders: Routes = {
  'GET /orders': ['orders/read', 'orders/write'],
  'POST /orders': ['orders/write'],
  'GET /orders/{id}': ['orders/read'],
  'GET /orders/{id}/invoice': ['invoices/read'],
  'DELETE /orders/{id}': ['orders/admin'],
  'GET /orders/mine': [],
  'GET /me': [],
  'ANY /admin/{proxy+}': ['orders/admin'],
  'GET /': [],
};

describe('a policy for the stage', () => {
  const decide = configure(orders);
  const calls: [method: string, path: string][] = [
    ['GET', '/orders'], ['POST', '/orders'], ['GET', '/orders/7'], ['GET', '/orders/7/invoice'], ['DELETE', '/orders/7'], ['GET', '/orders/mine'], ['GET', '/me'],
    ['GET', '/admin/a'], ['PUT', '/admin/a/b/c'], ['GET', '/'],
  ];
  const tokens = [[], ['orders/read'], ['orders/write'], ['invoices/read'], ['orders/admin'], ['orders/read', 'invoices/read'], [...new Set(Object.values(orders).flat())], ['orders'], ['orders/*']];

  it.each(tokens.map((scopes) => ({ scopes })))('with the scopes $scopes is right for every route, whichever was called first', ({ scopes }) => {
    for (const [firstMethod, firstPath] of calls) {
      const policy = policyDocument(decide(scopes, `${firstMethod} ${routeOf(orders, firstMethod, firstPath)?.replace(/^\w+ /, '')}`, `${firstMethod}${firstPath}`), STAGE_ARN);
      for (const [method, path] of calls) {
        const required = orders[routeOf(orders, method, path) ?? ''] ?? [];
        const isExpected = required.length === 0 || required.some((scope) => scopes.includes(scope));
        expect([method, path, evaluate(policy, `${STAGE_ARN}/${method}${path}`)]).toEqual([method, path, isExpected]);
      }
    }
  });

  it('is one wildcard for a token that may call everything', () => {
    expect(decide([...new Set(Object.values(orders).flat())], 'GET /orders', 'GET/orders')).toEqual({ allow: ['*/*'], deny: [] });
  });

  it('does not let a slash at the end around a denial', () => {
    const policy = policyDocument(configure({ 'GET /a/{id}': ['one'], 'GET /a': ['two'], 'GET /a/{id}/b': ['two'] })(['one'], undefined, 'GET/a/1'), STAGE_ARN);
    expect(['/a', '/a/', '/a/1/b', '/a/1/b/', '/a/1'].filter((path) => evaluate(policy, `${STAGE_ARN}/GET${path}`))).toEqual(['/a/1']);
  });

  it('follows the route that the event names where the path is spelt in another way', () => {
    const allowed = policyDocument(configure({ 'GET /a': ['one'], 'GET /b': ['two'] })(['one'], 'GET /a', 'GET/a/'), STAGE_ARN);
    expect(evaluate(allowed, `${STAGE_ARN}/GET/a/`)).toBe(true);
    const denied = policyDocument(configure({ 'GET /a/{id}': ['one'], 'GET /a/mine': ['two'] })(['one'], 'GET /a/mine', 'GET/a/%6Dine'), STAGE_ARN);
    expect(evaluate(denied, `${STAGE_ARN}/GET/a/%6Dine`)).toBe(false);
    expect(evaluate(denied, `${STAGE_ARN}/GET/a/7`)).toBe(true);
  });

  it.each(['GET/a/*', 'GET/a/?', 'GET/a/${x}'])('denies everything rather than to write %s into a statement', (call) => {
    const policy = policyDocument(configure({ 'GET /a/{id}': ['one'], 'GET /c': ['two'] })(['one'], 'GET /c', call), STAGE_ARN);
    expect(policy.Statement).toEqual([{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: `${STAGE_ARN}/*/*` }]);
  });

  it('does not grant a route that the configuration lacks', () => {
    const policy = policyDocument(configure({ 'GET /a': [], 'GET /b': [] })([], 'GET /forgotten', 'GET/forgotten'), STAGE_ARN);
    expect(evaluate(policy, `${STAGE_ARN}/GET/forgotten`)).toBe(false);
    expect(evaluate(policy, `${STAGE_ARN}/GET/a`)).toBe(true);
  });
});

const segment = fc.constantFrom('a', 'b', '{x}');
const pathOf = fc.tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([parts, isGreedy]) => `/${[...parts, ...isGreedy ? ['{rest+}'] : []].join('/')}`);
const routesOf = fc.uniqueArray(fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), pathOf, fc.subarray(['one', 'two', 'three'], { maxLength: 2 })), {
  selector: ([method, path]) => `${method} ${path}`, minLength: 1, maxLength: 6,
});
const callOf = fc.tuple(fc.constantFrom('GET', 'POST', 'PUT'), fc.array(fc.constantFrom('a', 'b', 'c', 'a.b'), { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`));

it('is right for any routes, scopes and calls, or refuses the routes', () => {
  let checked = 0;
  fc.assert(fc.property(routesOf, fc.subarray(['one', 'two', 'three']), fc.array(callOf, { minLength: 5, maxLength: 20 }), (list, scopes, calls) => {
    const routes = Object.fromEntries(list.map(([method, path, required]) => [`${method} ${path}`, required]));
    let decide: ReturnType<typeof configure>;
    try {
      decide = configure(routes);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return;
    }
    const policy = policyDocument(decide(scopes, undefined, ''), STAGE_ARN);
    for (const [method, path] of calls) {
      const required = routes[routeOf(routes, method, path) ?? ''];
      if (!required) continue;
      checked += 1;
      const isExpected = required.length === 0 || required.some((scope) => scopes.includes(scope));
      expect([method, path, evaluate(policy, `${STAGE_ARN}/${method}${path}`)]).toEqual([method, path, isExpected]);
    }
  }), { numRuns: 1500 });
  expect(checked).toBeGreaterThan(1000);
});

describe('routes that one policy can\'t keep apart', () => {
  const nested: Routes = { 'GET /a/{x}': ['one'], 'GET /a/{x}/{y}': ['two'], 'GET /a/{x}/b': ['one'] };

  it('are refused, with the way out', () => {
    expect(() => configure(nested)).toThrow(/"GET \/a\/\{x\}","GET \/a\/\{x\}\/\{y\}","GET \/a\/\{x\}\/b".*"policy": "route"/);
  });

  it('are taken when each result holds for one route', () => {
    const decide = configure(nested, 'route');
    const allowed = (scopes: string[], route: string, call: string): boolean => evaluate(policyDocument(decide(scopes, route, call), STAGE_ARN), `${STAGE_ARN}/${call}`);
    expect(allowed(['one'], 'GET /a/{x}', 'GET/a/1')).toBe(true);
    expect(allowed(['one'], 'GET /a/{x}/{y}', 'GET/a/1/2')).toBe(false);
    expect(allowed(['one'], 'GET /a/{x}/b', 'GET/a/1/b')).toBe(true);
    expect(allowed(['one'], 'GET /forgotten', 'GET/forgotten')).toBe(false);
    expect(decide(['one'], undefined, 'GET/a/1')).toEqual({ allow: [], deny: ['*/*'] });
  });
});

it('refuses more routes than a policy has room for, and takes them one by one', () => {
  const many: Routes = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`GET /resource-number-${index}`, [index % 2 === 0 ? 'even' : 'odd']]));
  expect(() => configure(many)).toThrow('"policy": "route"');
  expect(configure(many, 'route')(['odd'], 'GET /resource-number-7', 'GET/resource-number-7')).toEqual({ allow: ['GET/resource-number-7'], deny: [] });
});

it.each(['orders', 'GET', 'GET orders', 'get /orders', 'LIST /orders', 'GET /orders/', 'GET /a//b', 'GET /a*', 'GET /a?', 'GET /{a+}/b', 'GET /x{id}', 'GET /${x}', 'GET /a b'])('refuses the route %j', (key) => {
  expect(() => configure({ [key]: [] })).toThrow(ConfigurationError);
});
