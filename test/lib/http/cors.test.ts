import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { propertiesOf, warningsOf } from '../fixture';
import { newHttpApi, routesOf } from './http-fixture';
import { HttpAuthorization, type HttpCorsOptions, type HttpRouteOptions } from 'cdk-apigateway-patterns';

const shop = 'https://shop.example.com';
const cors = { allowOrigins: [shop] };
const VERBS = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];
const on = (...paths: string[]) => paths.flatMap((path) => VERBS.map((verb) => `${verb} ${path}`)).sort();
const keysOf = (api: ReturnType<typeof newHttpApi>) => Object.keys(routesOf(api)).sort();
const corsOf = (options: Partial<HttpCorsOptions> = {}, routes?: Record<string, HttpRouteOptions>) => (
  propertiesOf(newHttpApi({ cors: { ...cors, ...options }, ...(routes && { routes }) }), 'AWS::ApiGatewayV2::Api')[0]?.CorsConfiguration
);

test('the API answers preflights for its methods, for two hours', () => {
  expect(corsOf({}, { 'GET /orders': {}, 'DELETE /orders/{id}': {} })).toEqual({
    AllowOrigins: [shop],
    AllowMethods: ['DELETE', 'GET', 'OPTIONS'],
    AllowHeaders: ['Authorization', 'Content-Type', 'X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-User-Agent'],
    ExposeHeaders: ['apigw-requestid'],
    AllowCredentials: false,
    MaxAge: 7200,
  });
});

test('what is given wins', () => {
  expect(corsOf({ allowMethods: ['GET'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['ETag'], maxAge: Duration.minutes(1) })).toMatchObject({
    AllowMethods: ['GET'], AllowHeaders: ['*', 'authorization'], ExposeHeaders: ['apigw-requestid', 'ETag'], MaxAge: 60,
  });
  expect(corsOf({ allowCredentials: true })).toMatchObject({ AllowCredentials: true });
});

test('without cors nothing answers preflights, and routes are as they were given', () => {
  const api = newHttpApi({ routes: { 'ANY /orders': {}, '$default': {} } });
  expect(keysOf(api)).toEqual(['$default', 'ANY /orders']);
  expect(propertiesOf(api, 'AWS::ApiGatewayV2::Api')[0]).not.toHaveProperty('CorsConfiguration');
});

test.each([
  ['ANY is every method but OPTIONS', ['ANY /orders/{id}'], on('/orders/{id}')],
  ['$default is that of every path', ['$default'], on('/', '/{proxy+}')],
  ['a route that names its method wins over ANY', ['ANY /orders', 'GET /orders'], on('/orders')],
  ['whatever its parameter is called', ['ANY /orders/{id}', 'GET /orders/{orderId}'], ['GET /orders/{orderId}', ...on('/orders/{id}').filter((key) => !key.startsWith('GET'))].sort()],
  ['and ANY wins over $default', ['$default', 'ANY /{rest+}', 'POST /'], [...on('/'), ...on('/{rest+}')].sort()],
])('%s', (_, keys, written) => {
  for (const order of [keys, [...keys].reverse()]) {
    const api = newHttpApi({ cors, routes: Object.fromEntries(order.map((key) => [key, {}])) });
    expect(keysOf(api)).toEqual(written);
  }
});

test('a route that is added later takes its own out of ANY, and stays the same resource', () => {
  const api = newHttpApi({ cors, routes: {} });
  const any = api.addRoute('ANY /orders', { authorization: HttpAuthorization.iam() });
  const [before] = any.routes.filter((route) => route.node.id.startsWith('GET'));
  const get = api.addRoute('GET /orders');
  expect([any.routes.length, get.routes.length, get.routes[0]?.node.path]).toEqual([5, 1, before?.node.path]);
  expect(routesOf(api)).toMatchObject({ 'GET /orders': { AuthorizationType: 'JWT' }, 'PUT /orders': { AuthorizationType: 'AWS_IAM' } });
});

test('no route of any API catches a preflight, whatever its routes and their order are', () => {
  const path = fc.constantFrom('/', '/{proxy+}', '/orders', '/orders/{id}', '/orders/{rest+}');
  const key = fc.oneof(fc.constant('$default'), fc.tuple(fc.constantFrom('ANY', 'GET', 'POST'), path).map((parts) => parts.join(' ')));
  fc.assert(fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 6 }), (keys) => {
    const routesIn = (order: string[]) => Object.fromEntries(order.map((each) => [each, {}]));
    const [api, reversed] = [keys, [...keys].reverse()].map((order) => newHttpApi({ cors, routes: routesIn(order) }));
    for (const [written, { AuthorizationType }] of Object.entries(routesOf(api!))) {
      expect([VERBS.includes(written.split(' ')[0] ?? ''), AuthorizationType]).toEqual([true, 'JWT']);
    }
    expect(routesOf(reversed!)).toEqual(routesOf(api!));
  }), { numRuns: 15 });
}, 60_000);

test('a preflight of one\'s own is named when browsers can\'t pass it', () => {
  expect(warningsOf(newHttpApi({ cors, routes: { 'OPTIONS /a': {} } }))).toEqual(['cdk-apigateway-patterns:preflight-refused']);
  const open = newHttpApi({ cors });
  open.addPublicRoute('answers preflights with more than CORS', 'OPTIONS /a');
  expect(warningsOf(open)).toEqual([]);
});

test.each<[Partial<HttpCorsOptions>, string]>([
  [{ allowOrigins: ['*'], allowCredentials: true }, 'which browsers refuse'],
  [{ allowOrigins: ['https://*.example.com'] }, 'there are no wildcards'],
  [{ allowOrigins: [`${shop}/`] }, 'has no trailing slash'],
  [{ allowHeaders: ['*'], allowCredentials: true }, 'name the headers in allowHeaders'],
  [{ allowHeaders: ['*'] }, 'no page could send a token; give ["Authorization", "*"]'],
  [{ exposeHeaders: ['*'], allowCredentials: true }, 'name the headers in exposeHeaders'],
  [{ allowMethods: ['*'] }, 'allowMethods has "*"'],
  [{ maxAge: Duration.days(2) }, '172800 seconds; API Gateway takes 86400 at most'],
])('%j is refused', (options, message) => {
  expect(() => newHttpApi({ cors: { ...cors, ...options } })).toThrow(message);
});
