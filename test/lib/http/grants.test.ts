import { App, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { newFunction, newStack, propertiesOf, templateOf } from '../fixture';
import { newHttpApi, routesOf } from './http-fixture';
import { HttpAuthorization, HttpJwtApi } from 'cdk-apigateway-patterns';

const byIam = { authorization: HttpAuthorization.iam() };
const roleIn = (stack: Stack) => new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });

/** What the policies of a stack allow to call, from the API's id on. */
function allowed(stack: Stack): string[] {
  const policies = [...propertiesOf(stack, 'AWS::IAM::Policy'), ...propertiesOf(stack, 'AWS::IAM::ManagedPolicy')];
  const statements = policies.flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: { Resource: unknown }[] }).Statement);
  return statements.flatMap(({ Resource }) => Resource)
    .map((resource) => JSON.stringify(resource).replace(/^.*\},?"?(\/[^"]*)".*$/, '$1')).sort();
}

test.each([
  ['every route by IAM', [], ['/$default/*/files/*', '/$default/GET/orders/*']],
  ['one of them', ['GET /orders/{id}'], ['/$default/GET/orders/*']],
])('%s', (_, keys, resources) => {
  const stack = newStack();
  newHttpApi({ routes: { 'GET /orders/{id}': byIam, 'ANY /files/{path+}': byIam, 'GET /tokens': {} } }, stack).grantInvoke(roleIn(stack), ...keys);
  expect(allowed(stack)).toEqual(resources);
});

test('$default is everything, and ANY every method, also when cors writes them out', () => {
  const stack = newStack();
  newHttpApi({ stageName: 'live', cors: { allowOrigins: ['*'] }, routes: { $default: byIam } }, stack).grantInvoke(roleIn(stack));
  expect(allowed(stack)).toEqual(['/live/*']);
});

test.each([
  ['GET /tokens', 'which is authorized by HttpAuthorization.jwt(...): a policy would change nothing; give the route HttpAuthorization.iam()'],
  ['GET /open', 'which is authorized by HttpAuthorization.publicAccess(reason)'],
  ['GET /none', 'which is no route of this API; the routes are "GET /open", "GET /tokens"'],
])('%s can\'t be granted', (key, message) => {
  const api = newHttpApi({ routes: { 'GET /tokens': {} } });
  api.addPublicRoute('everyone may see it', 'GET /open');
  expect(() => api.grantInvoke(roleIn(Stack.of(api)), key)).toThrow(message);
  expect(() => api.grantInvoke(roleIn(new Stack()))).toThrow('found no route that is authorized by IAM; add routes with HttpAuthorization.iam() first');
});

test('a role of another stack, whose function the API calls: no cycle', () => {
  const app = new App();
  const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
  const handler = newFunction(functions);
  newHttpApi({ handler, routes: { 'GET /orders': byIam } }, shop).grantInvoke(handler);
  expect(allowed(shop)).toEqual(['/$default/GET/orders']);
  expect([shop, functions].map(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual([['Functions'], []]);
});

test('an API of another app', () => {
  const stack = newStack({ env: { region: 'eu-west-1', account: '111111111111' } });
  const api = HttpJwtApi.fromAttributes(stack, 'Api', { apiId: 'abc123' });
  api.grantInvoke(roleIn(stack), 'GET /orders/{id}', '$default');
  const [policy] = propertiesOf(stack, 'AWS::IAM::Policy');
  expect(JSON.stringify(policy)).toContain(':execute-api:eu-west-1:111111111111:abc123/$default/GET/orders/*');
  expect(api.url).toBe(`https://abc123.execute-api.eu-west-1.${stack.urlSuffix}/`);
  expect(api.metricCount().toMetricConfig().metricStat?.dimensions).toEqual([{ name: 'ApiId', value: 'abc123' }, { name: 'Stage', value: '$default' }]);
  const live = HttpJwtApi.fromAttributes(stack, 'Live', { apiId: 'abc123', stageName: 'live', url: 'https://api.example.com/' });
  expect([live.url, live.stageName]).toEqual(['https://api.example.com/', 'live']);
});

test.each([
  ['https://api.example.com/', 'https://api.example.com/'],
  ['https://api.example.com', 'https://api.example.com/'],
  ['https://api.example.com/orders', 'https://api.example.com/orders/'],
  [`https://${Fn.importValue('name')}`, { 'Fn::Join': ['', ['https://', { 'Fn::ImportValue': 'name' }, '/']] }],
  [Fn.importValue('url'), { 'Fn::ImportValue': 'url' }],
])('the URL %s of an imported API ends with a slash, unless nobody can tell', (url, expected) => {
  const stack = newStack();
  expect(stack.resolve(HttpJwtApi.fromAttributes(stack, 'Api', { apiId: 'abc123', url }).url)).toEqual(expected);
});

describe('open routes', () => {
  const reason = 'uptime checks come without credentials';

  test('have a reason that shows in reports', () => {
    const api = newHttpApi();
    api.addPublicRoute(reason, 'GET /health');
    expect(routesOf(api)['GET /health']).toMatchObject({ AuthorizationType: 'NONE' });
    const [, health] = Object.entries(templateOf(api).findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: 'GET /health' } }))[0] ?? [];
    expect(health).not.toHaveProperty('Properties.AuthorizerId');
  });

  test('are refused without one', () => {
    const api = newHttpApi();
    for (const none of ['', ' ']) expect(() => api.addPublicRoute(none, 'GET /health')).toThrow('give a sentence that tells a reviewer why these routes are open to everyone');
    for (const key of ['GET /health', 'get /health', '$default']) {
      expect(() => api.addPublicRoute(key, 'uptime checks')).toThrow(`got "${key}" as the reason and "uptime checks" as the route key; the reason comes first: addPublicRoute("uptime checks", "${key}")`);
    }
    expect(() => api.addPublicRoute(reason, 'GET /health', byIam)).toThrow('addPublicRoute() got an authorization for route "GET /health"; leave it out, or use addRoute()');
  });
});
