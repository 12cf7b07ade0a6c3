import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { newFunction, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { newHttpApi, routesOf, users } from './http-fixture';
import { HttpAuthorization, HttpBackend, HttpJwtApi, type HttpJwtApiProps, type HttpRouteOptions } from 'cdk-apigateway-patterns';

const scopes = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`GET /r${index}`, {}]));

test('routes come from props and later, with the key that was given', () => {
  const api = newHttpApi({ routes: { 'GET /orders/{id}': {}, '$default': {} } });
  const added = api.addRoute('ANY /files/{path+}');
  expect(Object.keys(routesOf(api)).sort()).toEqual(['$default', 'ANY /files/{path+}', 'GET /orders/{id}']);
  expect([added.routeKey, added.routes.length, added.routes[0]?.path]).toEqual(['ANY /files/{path+}', 1, '/files/{path+}']);
});

test('one integration and one permission for a function, however many routes', () => {
  const stack = newStack();
  const handler = newFunction(stack);
  const api = newHttpApi({ handler, stageName: 'live', routes: { ...many(30), 'GET /own': { handler }, 'GET /same': { backend: HttpBackend.lambda(handler) } } }, stack);
  templateOf(api).resourceCountIs('AWS::ApiGatewayV2::Route', 32);
  templateOf(api).resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
  const [permission, ...others] = propertiesOf(api, 'AWS::Lambda::Permission');
  expect(others).toEqual([]);
  expect(JSON.stringify(permission?.SourceArn)).toMatch(/:execute-api:.*"Ref":"Api\w+"\},"\/live\/\*"/);
});

test('a function of another stack: the permission is in the API\'s stack, and only that refers to the other', () => {
  const app = new App();
  const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
  newHttpApi({ handler: newFunction(functions) }, shop);
  expect([propertiesOf(shop, 'AWS::Lambda::Permission').length, propertiesOf(functions, 'AWS::Lambda::Permission').length]).toEqual([1, 0]);
  expect([shop.dependencies, functions.dependencies]).toEqual([[functions], []]);
});

test('a function may know the API\'s URL, which is no cycle', () => {
  const stack = newStack();
  const handler = newFunction(stack);
  const api = newHttpApi({ handler }, stack);
  handler.addEnvironment('URL', api.url);
  expect(JSON.stringify(propertiesOf(stack, 'AWS::Lambda::Function')[0]?.Environment)).toMatch(/\.execute-api\..*"\/"/);
});

test.each<[string, HttpRouteOptions, string]>([
  ['GET /orders', {}, 'route "GET /orders" exists already; give each route key once'],
  ['GET /orders/{orderId}', {}, 'takes the same requests as "GET /orders/{id}", because names of parameters don\'t tell routes apart'],
  ['get /a', {}, 'upper case, "GET /a"'],
  ['GET /a?b=c', {}, 'functions get it with each event'],
  ['$connect', {}, 'expected a method, one space and a path'],
  ['GET /a', { handler: newFunction(newStack()), backend: HttpBackend.url('https://a.example.com') }, 'has handler and backend; give only one of them'],
  ['GET /a', { throttle: { rateLimit: 5, burstLimit: 0 } }, 'throttle of route "GET /a".burstLimit is 0, which refuses every request'],
  ['GET /a', { scopes: ['read write'] }, 'is several scopes; give each as an entry of its own, like ["read","write"]'],
  ['GET /a', { scopes: scopes(11) }, 'has 11 scopes, of which a token needs one; API Gateway takes 10 for a route'],
  ['GET /a', { scopes: ['read'], authorization: HttpAuthorization.iam() }, 'nobody would look at them with HttpAuthorization.iam()'],
])('%s %j is refused with the fix', (key, options, message) => {
  const api = newHttpApi({ routes: { 'GET /orders': {}, 'GET /orders/{id}': {} } });
  expect(() => api.addRoute(key, options)).toThrow(message);
  expect(Object.keys(routesOf(api))).toHaveLength(2);
});

test('parameters may have other names on other methods and in other places', () => {
  const api = newHttpApi({ routes: { 'GET /orders/{id}': {}, 'PUT /orders/{orderId}': {}, 'GET /orders/{path+}': {}, 'GET /customers/{id}': {} } });
  expect(Object.keys(routesOf(api))).toHaveLength(4);
});

test('a route needs something that answers', () => {
  expect(() => newHttpApi({ handler: undefined })).toThrow('route "GET /orders" has nothing that answers; give it a handler, integration or backend, or give the API a handler');
});

test('a function answers in its own time, an integration of the CDK as it is', () => {
  const stack = newStack();
  const handler = newFunction(stack);
  const own = new HttpUrlIntegration('Own', 'https://example.com');
  const api = newHttpApi({ handler, routes: { 'GET /a': { timeout: Duration.seconds(5) }, 'GET /b': { timeout: Duration.seconds(5) }, 'GET /c': {}, 'GET /d': { integration: own } } }, stack);
  api.addRoute('GET /e', { integration: own });
  const integrations = propertiesOf(api, 'AWS::ApiGatewayV2::Integration').map(({ IntegrationType, TimeoutInMillis }) => [IntegrationType, TimeoutInMillis]);
  expect(integrations).toHaveLength(3);
  expect(integrations).toEqual(expect.arrayContaining([['AWS_PROXY', 5000], ['AWS_PROXY', undefined], ['HTTP_PROXY', undefined]]));
  expect(() => api.addRoute('GET /f', { timeout: Duration.seconds(31) })).toThrow('timeout of route "GET /f" is 31000 ms; HTTP APIs take 50 ms to 30 seconds');
  expect(() => api.addRoute('GET /f', { backend: HttpBackend.lambda(handler), timeout: Duration.seconds(3) })).toThrow('give it to the backend instead');
});

test('an API without routes is refused when it is synthesized', () => {
  const api = newHttpApi({ routes: {} });
  expect(() => templateOf(api)).toThrow('this API has no routes');
});

test('300 routes are the most, unless AWS allows more', () => {
  expect(() => newHttpApi({ routes: many(301) })).toThrow('makes 301 routes of this API, but the quota is 300; join routes with a greedy parameter');
  const cors = { allowOrigins: ['*'] };
  expect(() => newHttpApi({ cors, routes: { ...many(295), 'ANY /x': {} } })).toThrow('write out the methods of ANY routes, each of which counts as six with cors');
  expect(() => newHttpApi({ cors, routes: { ...many(294), 'ANY /x': {} } })).not.toThrow();
  expect(() => newHttpApi({ routes: many(301), quotas: { routes: 400 } })).not.toThrow();
});

test.each<[Partial<HttpJwtApiProps>, string]>([
  [{ issuer: undefined }, 'issuer is missing; give the JwtIssuer whose tokens callers have'],
  [{ routes: [] as never }, 'routes is a list; give an object from route key to options'],
  [{ apiName: ' orders' }, 'apiName is " orders"; expected up to 128 characters without spaces at its ends'],
  [{ apiName: 'x'.repeat(129) }, 'expected up to 128 characters'],
  [{ stageName: 'a/b' }, 'stageName is "a/b"; expected up to 128 letters, digits, _ and -'],
  [{ defaultScopes: ['a b'] }, 'defaultScopes has "a b", which is several scopes'],
  [{ defaultScopes: scopes(11) }, 'has 11 scopes'],
  [{ throttle: { rateLimit: 1 } as never }, 'throttle.burstLimit is missing; both halves of a limit are needed'],
  [{ stageVariables: { 'a-b': 'c' } }, 'name of a stage variable is "a-b"'],
  [{ stageVariables: { [`a${'b'.repeat(64)}`]: 'c' } }, 'of 65 characters; API Gateway takes 64'],
  [{ stageVariables: { a: 'b'.repeat(513) } }, 'has 513 characters; API Gateway takes 512'],
  [{ stageVariables: Object.fromEntries(scopes(101).map((name) => [name, 'x'])) }, 'has 101 variables; API Gateway takes 100'],
  [{ quotas: { routes: 0 } }, 'quotas.routes is 0; expected the whole number that Service Quotas shows'],
  [{ loggedClaims: ['https://example.com/tenant'] }, 'loggedClaims has "https://example.com/tenant"; expected the name of a claim'],
  [{ loggedClaims: scopes(60) }, 'API Gateway takes 3072, so log fewer'],
])('props %j are refused', (props, message) => {
  expect(() => newHttpApi(props)).toThrow(message);
});

test('the smallest API needs an issuer, a function and a route', () => {
  const stack = newStack();
  const api = new HttpJwtApi(stack, 'Api', { issuer: users, handler: newFunction(stack), routes: { 'GET /': {} } });
  expect(Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Api'))).toEqual([expect.objectContaining({
    Properties: { Name: expect.stringContaining('Shop-Api'), ProtocolType: 'HTTP', IpAddressType: 'dualstack' },
  })]);
});
