import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { newApi, newFunction, newStack, propertiesOf, templateOf } from '../fixture';
import { RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

const byIam = { mockResponse: {}, authorization: RestAuthorization.iam() };
const roleIn = (stack: Stack) => new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });

interface Statement { readonly Action: string | string[]; readonly Resource: unknown }

/** A value with its references as `<LogicalId>`, so that it can be searched. */
const text = (value: unknown) => JSON.stringify(value)
  .replace(/\{"Ref":"(\w+?)[0-9A-F]{8}"\}/g, '<$1>')
  .replace(/\{"Ref":"([^"]+)"\}/g, '<$1>')
  .replace(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, (_, parts: string) => `"${parts.replace(/","|",|,"|"/g, '')}"`);

function statementsOf(stack: Stack, type = 'AWS::IAM::Policy'): Statement[] {
  return propertiesOf(stack, type).flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement);
}

test('grantInvoke covers the routes that are authorized by IAM, or those that are named', () => {
  const stack = newStack();
  const api = newApi({ routes: { 'GET /open': { mockResponse: {} }, 'GET /orders/{id}': byIam, 'ANY /files/{path+}': byIam } }, stack);
  api.grantInvoke(roleIn(stack));
  const [all] = statementsOf(stack);
  expect(all?.Action).toBe('execute-api:Invoke');
  expect(text(all?.Resource)).toContain('<Api>/prod/*/files/*');
  expect(text(all?.Resource)).toContain('<Api>/prod/GET/orders/*');
  expect(text(all?.Resource)).not.toContain('open');
});

test.each([['GET /open', 'which is authorized by apiKeyOnly(reason): a policy would change nothing'], ['GET /none', 'which is no route of this API; the routes are "GET /open", "GET /orders"']])('grantInvoke refuses %s', (key, message) => {
  const stack = newStack();
  const api = newApi({ routes: { 'GET /open': { mockResponse: {} }, 'GET /orders': byIam } }, stack);
  expect(() => api.grantInvoke(roleIn(stack), key)).toThrow(message);
});

test('grantInvoke without any such route is refused', () => {
  const stack = newStack();
  expect(() => newApi({}, stack).grantInvoke(roleIn(stack))).toThrow('found no route that is authorized by IAM');
});

test('a function of another stack that answers and calls the API makes no cycle', () => {
  const app = new App();
  const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
  const handler = newFunction(functions);
  const api = newApi({ routes: { 'GET /a': { ...byIam, mockResponse: undefined, handler } } }, shop);
  api.grantInvoke(handler);
  api.grantReadUsage(handler);
  expect(() => app.synth()).not.toThrow();
  expect(statementsOf(shop, 'AWS::IAM::ManagedPolicy').map(({ Action }) => Action)).toEqual(expect.arrayContaining(['execute-api:Invoke', 'apigateway:GET']));
  expect(statementsOf(functions)).toEqual([]);
});

test('grants on plans name this API\'s plans, also those that come later, and mix with other grants', () => {
  const stack = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Shop');
  const api = newApi({}, stack);
  const role = roleIn(stack);
  api.grantManageCustomers(role);
  api.grantReadUsage(role);
  role.addToPolicy(new iam.PolicyStatement({ actions: ['apigateway:GET'], resources: ['arn:aws:apigateway:eu-west-1::/restapis'] }));
  api.addPlan('later', { throttle: { rateLimit: 1, burstLimit: 1 } });
  api.addCustomer('Acme', { plan: 'later' });
  const allowed = (action: string) => statementsOf(stack)
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => Resource)
    .map(text);
  const plans = (...suffixes: string[]) => suffixes.map((each) => expect.stringContaining(`<${each}`));
  expect(allowed('apigateway:POST')).toEqual(expect.arrayContaining([...plans('ApiPlansbasic', 'ApiPlanslater'), expect.stringContaining('::/apikeys')]));
  expect(allowed('apigateway:POST')).not.toContainEqual(expect.stringContaining('ApiCustomers'));
  expect(allowed('apigateway:GET')).toEqual(expect.arrayContaining(plans('ApiPlansbasic', 'ApiPlanslater', 'ApiCustomersAcmePlan')));
  for (const { Resource } of statementsOf(stack)) expect(Resource).not.toBe('*');
});

test('an API of another app can be called and watched', () => {
  const stack = newStack();
  const api = RestApiWithUsagePlans.fromAttributes(stack, 'Imported', { apiId: 'abc', apiName: 'orders' });
  api.grantInvoke(new lambda.Function(stack, 'F', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') }), 'GET /orders/{id}');
  expect(text(statementsOf(stack)[0]?.Resource)).toMatch(/:execute-api:.*:abc\/prod\/GET\/orders\/\*/);
  expect(api.metricCount().dimensions).toEqual({ ApiName: 'orders', Stage: 'prod' });
  expect(stack.resolve(api.url)).toEqual({ 'Fn::Join': ['', ['https://abc.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/prod/']] });
  expect(templateOf(stack).findResources('AWS::ApiGateway::RestApi')).toEqual({});
});
