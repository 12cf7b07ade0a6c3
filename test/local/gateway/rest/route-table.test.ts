import * as fc from 'fast-check';
import { CompiledRestRoute } from '../../../../local/gateway/rest/compiled-rest-api';
import { RouteTable } from '../../../../local/gateway/rest/route-table';
import { method } from '../../../support/models';

/** A table of routes such as `GET /orders/{id}`. */
function table(...keys: string[]): RouteTable {
  const routes = new RouteTable();
  for (const key of keys) {
    const [httpMethod = '', path = ''] = key.split(' ');
    const resource = { id: path, path, methods: [] };
    const route: CompiledRestRoute = { resource, method: method(httpMethod), methodKey: key, validate: () => undefined, integrate: () => undefined };
    routes.add(path, httpMethod, route);
  }
  return routes;
}

function find(routes: RouteTable, request: string): string | undefined {
  const [httpMethod = '', path = ''] = request.split(' ');
  const match = routes.find(path, httpMethod);
  return match && `${match.route.methodKey} ${JSON.stringify(Object.fromEntries(match.pathParameters))}`;
}

const routes = table(
  'GET /', 'POST /test', 'ANY /test/any', 'GET /test/any', 'OPTIONS /{proxy+}', 'GET /orders/{id}', 'GET /orders/special', 'ANY /orders/{id}/items/{item}',
  'GET /files/{path+}', 'GET /part1', 'GET /part1/fixed',
);

describe('routing', () => {
  test.each<[string, string | undefined]>([
    ['GET /', 'GET / {}'],
    ['POST /', undefined],
    ['POST /test', 'POST /test {}'],
    ['OPTIONS /test', 'OPTIONS /{proxy+} {"proxy":"test"}'],
    ['GET /test', undefined],
    ['GET /test/any', 'GET /test/any {}'],
    ['OPTIONS /test/any', 'ANY /test/any {}'],
    ['GET /orders/special', 'GET /orders/special {}'],
    ['GET /orders/7', 'GET /orders/{id} {"id":"7"}'],
    ['GET /orders/7/', 'GET /orders/{id} {"id":"7"}'],
    ['GET /orders/', undefined],
    ['PUT /orders/7/items/x', 'ANY /orders/{id}/items/{item} {"id":"7","item":"x"}'],
    ['GET /orders/a%2Fb', 'GET /orders/{id} {"id":"a%2Fb"}'],
    ['GET /orders/%zz', 'GET /orders/{id} {"id":"%zz"}'],
    ['GET /files/a/b/c.txt', 'GET /files/{path+} {"path":"a/b/c.txt"}'],
    ['GET /files/../../etc/passwd', 'GET /files/{path+} {"path":"../../etc/passwd"}'],
    ['GET /files', undefined],
    ['GET /part1/other', undefined],
    ['OPTIONS /part1/fixed', 'OPTIONS /{proxy+} {"proxy":"part1/fixed"}'],
    ['OPTIONS /', undefined],
    ['GET /Orders/7', undefined],
    ['GET /orders/__proto__', 'GET /orders/{id} {"id":"__proto__"}'],
    ['GET /constructor', undefined],
  ])('%s', (request, expected) => {
    expect(find(routes, request)).toBe(expected);
  });

  test('a parameter gives way to a greedy one that has the verb', () => {
    expect(find(table('GET /{id}', 'POST /{proxy+}'), 'POST /7')).toBe('POST /{proxy+} {"proxy":"7"}');
  });

  test('an abandoned branch leaves no parameters behind', () => {
    expect(find(table('GET /{a}/x', 'GET /{b}/{c}'), 'GET /1/y')).toBe('GET /{b}/{c} {"b":"1","c":"y"}');
  });

  test('whatever the path, a catch-all gets it', () => {
    const all = table('ANY /', 'ANY /{proxy+}');
    fc.assert(fc.property(fc.webPath(), (path) => {
      const match = all.find(path === '' ? '/' : path, 'GET');
      expect(match).toBeDefined();
      const rest = path.replace(/^\//, '').replace(/\/$/, '');
      if (match?.pathParameters.has('proxy')) expect(match.pathParameters.get('proxy')).toBe(rest);
    }));
  });
});
