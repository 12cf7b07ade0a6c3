import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { newApi, newFunction, newStack, warningsOf } from '../fixture';
import { newHttpApi } from '../http/http-fixture';
import type { HttpJwtApi, RestApiWithUsagePlans } from 'cdk-apigateway-patterns';

const ID = 'cdk-apigateway-patterns:cors-method';
const allowOrigins = ['https://shop.example.com'];

type Create = (routeKeys: string[], allowMethods?: string[]) => HttpJwtApi | RestApiWithUsagePlans;

const propsOf = (...[routeKeys, allowMethods]: Parameters<Create>) => ({
  routes: Object.fromEntries(routeKeys.map((key) => [key, {}])),
  cors: { allowOrigins, allowMethods },
});
const http: Create = (...args) => newHttpApi(propsOf(...args));
const rest: Create = (...args) => {
  const stack = newStack();
  return newApi({ handler: newFunction(stack), ...propsOf(...args) }, stack);
};

describe.each([['RestApiWithUsagePlans', rest], ['HttpJwtApi', http]])('%s', (_, create) => {
  const corsWarnings = (...args: Parameters<Create>) => warningsOf(create(...args)).filter((id) => id === ID);
  const messageOf = (api: ReturnType<Create>) => Found.fromStack(Stack.of(api)).findWarning('*', Match.stringLikeRegexp(ID)).map(({ entry }) => String(entry.data)).join('\n');

  test.each(['PUT', 'PATCH', 'DELETE'])('%s of a route that allowMethods leaves out is refused by browsers: a warning at the route', (method) => {
    expect(messageOf(create([`${method} /orders`, 'GET /orders'], ['GET']))).toContain(
      `route "${method} /orders" can't be called by pages: cors.allowMethods is ["GET"], and browsers refuse what it leaves out; add "${method}", or leave allowMethods out`);
  });

  test.each(['GET', 'HEAD', 'POST'])('%s is allowed by browsers whatever the list says: the warning says that it keeps nobody off', (method) => {
    expect(messageOf(create([`${method} /orders`, 'PUT /orders'], ['PUT']))).toContain(
      `route "${method} /orders" can be called by pages although cors.allowMethods is ["PUT"]: browsers let them use GET, HEAD and POST in any case; add "${method}", or leave allowMethods out`);
  });

  test.each<[string, string[], string[]?]>([
    ['methods that are all there', ['GET /orders', 'POST /orders'], ['GET', 'POST']],
    ['a list that nobody gave', ['GET /orders', 'DELETE /orders']],
    ['ANY, which leaves it to the list', ['ANY /orders'], ['GET']],
    ['a list with entries that are known at deployment only', ['DELETE /orders'], [Lazy.string({ produce: () => 'DELETE' })]],
  ])('%s is none', (...[, routeKeys, allowMethods]) => {
    expect(corsWarnings(routeKeys, allowMethods)).toEqual([]);
  });

  test('a route that is added later is seen, and what is meant is acknowledged there', () => {
    const api = create(['GET /orders'], ['GET']);
    const [put] = [api.addRoute('PUT /orders'), api.addRoute('DELETE /orders')];
    Annotations.of(put).acknowledgeWarning(ID, 'only servers write orders');
    expect(warningsOf(api).filter((id) => id === ID)).toEqual([ID]);
    expect(messageOf(api)).toContain('route "DELETE /orders"');
  });
});

test('a list that is known at deployment only is no warning with an HTTP API', () => {
  expect(warningsOf(http(['DELETE /orders'], Lazy.list({ produce: () => ['DELETE'] })))).toEqual([]);
});

test('a preflight that a REST API\'s own route answers does not look at the list', () => {
  expect(warningsOf(rest(['OPTIONS /orders', 'PUT /orders', 'PUT /customers'], ['GET'])).filter((id) => id === ID)).toEqual([ID]);
});
