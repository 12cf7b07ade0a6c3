import * as fc from 'fast-check';
import { HttpRouteTree } from '../../../../local/gateway/http/routing/route-tree';

function tree(...routeKeys: string[]): HttpRouteTree<string> {
  const made = new HttpRouteTree<string>();
  for (const routeKey of routeKeys) made.add(routeKey, routeKey);
  return made;
}

/** The table of the developer guide. */
const GUIDE = ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'];

test.each<[routes: string[], request: string, found: string | undefined, parameters?: Record<string, string>]>([
  [GUIDE, 'GET /pets/dog/1', 'GET /pets/dog/1'],
  [GUIDE, 'GET /pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  [GUIDE, 'GET /pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  [GUIDE, 'POST /test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
  [GUIDE, 'GET /', '$default'],
  [['GET /'], 'GET /', 'GET /'],
  [['GET /'], 'POST /', undefined],
  [['GET /orders'], 'GET /orders/', undefined],
  [['GET /orders'], 'GET /Orders', undefined],
  [['GET /orders/{id}'], 'GET /orders/', undefined],
  [['GET /orders/{id}'], 'GET /orders/1/', undefined],
  [['GET /orders/{proxy+}'], 'GET /orders', undefined],
  [['GET /orders/{proxy+}'], 'GET /orders/', 'GET /orders/{proxy+}', { proxy: '' }],
  [['GET /orders/{proxy+}'], 'GET /orders/a//b/', 'GET /orders/{proxy+}', { proxy: 'a//b/' }],
  [['ANY /orders', 'GET /orders'], 'GET /orders', 'GET /orders'],
  [['ANY /orders', 'GET /orders'], 'PUT /orders', 'ANY /orders'],
  // The verb goes before the path, and a full match before the verb.
  [['GET /{a}', 'ANY /orders'], 'GET /orders', 'GET /{a}', { a: 'orders' }],
  [['GET /{proxy+}', 'ANY /orders'], 'GET /orders', 'ANY /orders'],
  [['GET /{proxy+}', 'ANY /a/{proxy+}'], 'GET /a/b', 'GET /{proxy+}', { proxy: 'a/b' }],
  // A branch that ends in nothing is left again.
  [['GET /a/b/c', 'GET /a/{x}/d'], 'GET /a/b/d', 'GET /a/{x}/d', { x: 'b' }],
  [['GET /{x}/b/{y+}', 'GET /a/{z}'], 'GET /a/b/c', 'GET /{x}/b/{y+}', { x: 'a', y: 'c' }],
  // Names of parameters have no weight.
  [['GET /{a}/{c}', 'GET /{b}/y'], 'GET /1/y', 'GET /{b}/y', { b: '1' }],
  [['GET /..'], 'GET /..', 'GET /..'],
  [['GET /a'], 'GET /b/../a', undefined],
  [[], 'GET /', undefined],
])('%j: %s leads to %s', (routes, request, found, parameters = {}) => {
  const [method = '', path = ''] = request.split(' ');
  const match = tree(...routes).find(method, path);
  expect(match?.route).toBe(found);
  if (match) expect(Object.fromEntries(match.pathParameters)).toEqual(parameters);
});

/** The rules one by one over all routes, as slow as they are plain. */
function slowly(routeKeys: readonly string[], method: string, path: string): string | undefined {
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const fitting = routeKeys.flatMap((routeKey) => {
    const [verb = '', pattern] = routeKey.split(' ');
    if (pattern === undefined || (verb !== method && verb !== 'ANY')) return [];
    const parts = pattern === '/' ? [] : pattern.slice(1).split('/');
    const isGreedy = parts.at(-1)?.endsWith('+}') === true;
    if (isGreedy ? segments.length < parts.length : segments.length !== parts.length) return [];
    const kinds = parts.map((part) => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0));
    if (!parts.every((part, index) => kinds[index] === 2 || (kinds[index] === 1 ? segments[index] !== '' : segments[index] === part))) return [];
    return [{ routeKey, rank: [isGreedy ? 1 : 0, verb === 'ANY' ? 1 : 0, ...kinds] }];
  });
  fitting.sort((one, other) => {
    const at = one.rank.findIndex((rank, index) => rank !== other.rank[index]);
    return at < 0 ? 0 : (one.rank[at] ?? 0) - (other.rank[at] ?? 0);
  });
  return fitting[0]?.routeKey ?? routeKeys.find((routeKey) => routeKey === '$default');
}

const method = fc.constantFrom('GET', 'POST', 'ANY');
const part = fc.constantFrom('a', 'b', '{x}');
const routeKey = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(method, fc.array(part, { maxLength: 4 }), fc.boolean()).map(([verb, parts, greedy]) => `${verb} /${[...parts.map((each, index) => each.replace('x', `x${index}`)), ...greedy ? ['{proxy+}'] : []].join('/')}`) },
  { weight: 1, arbitrary: fc.constant('$default') },
);
const requested = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);

test('any routes and requests: as the rules say, one by one', () => {
  fc.assert(fc.property(fc.uniqueArray(routeKey, { maxLength: 12 }), fc.constantFrom('GET', 'POST', 'DELETE'), requested, (routeKeys, verb, path) => {
    expect(tree(...routeKeys).find(verb, path)?.route).toBe(slowly(routeKeys, verb, path));
  }), { numRuns: 2000 });
});

test('what a greedy parameter and the parameters before it take is the path again', () => {
  fc.assert(fc.property(requested, (path) => {
    const match = tree('ANY /{proxy+}').find('GET', path);
    expect(match === undefined ? '/' : `/${match.pathParameters.get('proxy')}`).toBe(path);
  }));
});

test('300 routes need no more steps than 3', () => {
  const steps = (routes: number, path: string): number => {
    const made = tree(...Array.from({ length: routes }, (_each, index) => (index % 2 === 0 ? `GET /r${index}/{id}/parts` : `ANY /r${index}/{proxy+}`)));
    const looked = jest.spyOn(Map.prototype, 'get');
    try {
      made.find('GET', path);
      return looked.mock.calls.length;
    } finally {
      looked.mockRestore();
    }
  };
  for (const path of ['/r2/7/parts', '/r1/a/b', '/r0/7', '/nowhere/at/all']) {
    expect(steps(3, path)).toBeGreaterThan(0);
    expect(steps(300, path)).toBeLessThanOrEqual(steps(3, path));
  }
});
