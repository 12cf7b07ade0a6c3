import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { newApi, newFunction, newStack, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';
import { RestAuthorization, type RestCustomRequestOptions, type RestCustomTokenOptions } from 'cdk-apigateway-patterns';

type Custom<T> = Partial<Omit<T, 'handler'>>;

const mocked = { mockResponse: {} };
const authorizerOf = (stack: Stack) => propertiesOf(stack, 'AWS::ApiGateway::Authorizer')[0];

function withToken(options: Custom<RestCustomTokenOptions> = {}): Stack {
  const stack = newStack();
  newApi({ authorization: RestAuthorization.customToken({ handler: newFunction(stack), ...options }) }, stack);
  return stack;
}

function withRequest(options: Custom<RestCustomRequestOptions> = {}): Stack {
  const stack = newStack();
  newApi({ authorization: RestAuthorization.customRequest({ handler: newFunction(stack), ...options }) }, stack);
  return stack;
}

test.each<[string, () => Stack, object]>([
  ['a token', () => withToken(), { Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 300 }],
  ['a token of another header', () => withToken({ identitySource: 'method.request.header.X-Token', validationExpression: '^t-.+$', cacheTtl: Duration.seconds(0) }),
    { Type: 'TOKEN', IdentitySource: 'method.request.header.X-Token', IdentityValidationExpression: '^t-.+$', AuthorizerResultTtlInSeconds: 0 }],
  ['a request, never kept', () => withRequest(), { Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 }],
  ['a request, kept', () => withRequest({ identitySources: [apigateway.IdentitySource.header('Authorization'), 'context.httpMethod', 'stageVariables.tenant', 'method.request.querystring.v'] }),
    { Type: 'REQUEST', IdentitySource: 'method.request.header.Authorization,context.httpMethod,stageVariables.tenant,method.request.querystring.v', AuthorizerResultTtlInSeconds: 300 }],
])('%s', (_, make, expected) => {
  const stack = make();
  expect(authorizerOf(stack)).toMatchObject(expected);
  expect(JSON.stringify(authorizerOf(stack)?.AuthorizerUri)).toContain(':lambda:path/2015-03-31/functions/');
  const [id] = Object.keys(resourcesOf(stack, 'AWS::ApiGateway::Authorizer'));
  expect(propertiesOf(stack, 'AWS::ApiGateway::Method')).toEqual([expect.objectContaining({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } })]);
  expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toHaveLength(1);
});

test('a result that is kept for everyone is refused', () => {
  expect(() => withRequest({ cacheTtl: Duration.minutes(5) })).toThrow('one caller would get the result of another; give what the result depends on');
  expect(() => withRequest({ cacheTtl: Duration.seconds(0) })).not.toThrow();
});

test.each([
  ['Authorization', 'like "method.request.header.Authorization"'],
  ['$request.header.Authorization', 'like "method.request.header.Authorization"'],
  ['route.request.querystring.token', 'like "method.request.querystring.token"'],
  ['$context.path', 'like "context.path"'],
  ['method.request.body.token', 'expected method.request.header.<name>'],
])('the identity source %s is refused', (source, message) => {
  expect(() => withRequest({ identitySources: [source] })).toThrow(message);
  expect(() => withToken({ identitySource: source })).toThrow(message);
});

test('a TOKEN authorizer reads a header and nothing else', () => {
  expect(() => withToken({ identitySource: 'method.request.querystring.token' })).toThrow('use RestAuthorization.customRequest() for anything else');
});

test('without a function nobody decides', () => {
  expect(() => RestAuthorization.customToken({ handler: undefined as unknown as lambda.IFunction })).toThrow('give the function that decides');
});

describe('permissions are in the API\'s stack only', () => {
  test('for a function of another stack, which may even call the API', () => {
    const app = new App();
    const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
    const handler = newFunction(functions);
    const api = newApi({ authorization: RestAuthorization.customToken({ handler }), routes: { 'GET /a': { handler }, 'GET /b': { ...mocked, authorization: RestAuthorization.iam() } } }, shop);
    api.grantInvoke(handler);
    app.synth();
    expect([shop.dependencies, functions.dependencies]).toEqual([[functions], []]);
    expect(propertiesOf(functions, 'AWS::Lambda::Permission')).toEqual([]);
    expect(propertiesOf(shop, 'AWS::Lambda::Permission').map(({ SourceArn }) => /authorizers|\/prod\//.exec(JSON.stringify(SourceArn))?.[0]).sort()).toEqual(['/prod/', 'authorizers']);
  });

  test('for an imported function', () => {
    const stack = newStack();
    const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:authorizer';
    newApi({ authorization: RestAuthorization.customToken({ handler: lambda.Function.fromFunctionArn(stack, 'F', arn) }) }, stack);
    expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toEqual([expect.objectContaining({ FunctionName: arn })]);
    expect(JSON.stringify(authorizerOf(stack)?.AuthorizerUri)).toContain(`:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`);
  });

  test('for an alias', () => {
    const stack = newStack();
    newApi({ authorization: RestAuthorization.customToken({ handler: newFunction(stack).addAlias('live') }) }, stack);
    const [id] = Object.keys(resourcesOf(stack, 'AWS::Lambda::Alias'));
    expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toEqual([expect.objectContaining({ FunctionName: { Ref: id } })]);
    expect(JSON.stringify(authorizerOf(stack)?.AuthorizerUri)).toContain(`{"Ref":"${id}"}`);
  });

  test('not for a function of another account, which is named', () => {
    const stack = newStack({ env: { account: '222222222222', region: 'us-east-1' } });
    const handler = lambda.Function.fromFunctionArn(stack, 'F', 'arn:aws:lambda:us-east-1:111111111111:function:authorizer');
    const api = newApi({ authorization: RestAuthorization.customToken({ handler }) }, stack);
    expect(propertiesOf(stack, 'AWS::Lambda::Permission')).toEqual([]);
    expect(warningsOf(api)).toContain('cdk-apigateway-patterns:foreign-function');
  });
});

test('two functions are two authorizers, with names that the user gives', () => {
  const stack = newStack();
  const [one, two] = ['One', 'Two'].map((id) => newFunction(stack, id)) as [lambda.Function, lambda.Function];
  const api = newApi({ authorization: RestAuthorization.customToken({ handler: one }) }, stack);
  expect(() => api.addRoute('GET /two', { ...mocked, authorization: RestAuthorization.customToken({ handler: two }) })).toThrow('give one of the two an authorizerName of its own');
  api.addRoute('GET /two', { ...mocked, authorization: RestAuthorization.customToken({ handler: two, authorizerName: 'Two' }) });
  templateOf(stack).resourceCountIs('AWS::ApiGateway::Authorizer', 2);
});

test('scopes would not be looked at', () => {
  const stack = newStack();
  const authorization = RestAuthorization.customToken({ handler: newFunction(stack) });
  expect(() => newApi({}, stack).addRoute('GET /x', { ...mocked, authorization, scopes: ['read'] })).toThrow('nobody would look at them with RestAuthorization.customToken(...)');
});

test('the rule that asks for Cognito is acknowledged', () => {
  const stack = newStack();
  const route = newApi({}, stack).addRoute('GET /x', { ...mocked, authorization: RestAuthorization.customToken({ handler: newFunction(stack) }) });
  expect(JSON.stringify(route.method?.node.defaultChild?.node.metadata)).toContain('COG4');
});
