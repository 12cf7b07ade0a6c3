import { App, Duration, Stack } from 'aws-cdk-lib';
import { newFunction, newStack, propertiesOf } from '../fixture';
import { authorizersOf, newHttpApi, partners, routesOf } from './http-fixture';
import { HttpAuthorization, type HttpCustomFunctionOptions } from 'cdk-apigateway-patterns';

const ASK = { AuthorizerType: 'REQUEST', AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true };

type Options = Omit<HttpCustomFunctionOptions, 'handler'>;

function withCustom(options: Options = {}, stack = newStack(), functions: Stack = stack): Stack {
  newHttpApi({ routes: { 'GET /orders': { authorization: HttpAuthorization.customFunction({ handler: newFunction(functions, 'Decide'), ...options }) } } }, stack);
  return stack;
}

test.each<[string, Options, object]>([
  ['by header and route, for five minutes', {}, { IdentitySource: ['$request.header.Authorization', '$context.routeKey'], AuthorizerResultTtlInSeconds: 300 }],
  ['by what is given', { identitySources: ['$request.querystring.t', '$stageVariables.tenant'], cacheTtl: Duration.hours(1) }, { IdentitySource: ['$request.querystring.t', '$stageVariables.tenant'], AuthorizerResultTtlInSeconds: 3600 }],
  ['never, for all callers look the same', { identitySources: ['$stageVariables.tenant'] }, { IdentitySource: ['$stageVariables.tenant'], AuthorizerResultTtlInSeconds: 0 }],
  ['by address', { identitySources: ['$context.identity.sourceIp'] }, { IdentitySource: ['$context.identity.sourceIp'], AuthorizerResultTtlInSeconds: 300 }],
  ['never', { identitySources: [] }, { IdentitySource: [], AuthorizerResultTtlInSeconds: 0 }],
  ['never, but only asked with a header', { cacheTtl: Duration.seconds(0) }, { AuthorizerResultTtlInSeconds: 0 }],
])('verdicts are kept %s', (_, options, expected) => {
  const stack = withCustom(options);
  expect(authorizersOf(stack)).toEqual({ CustomFunction: expect.objectContaining({ ...ASK, ...expected }) });
  expect(JSON.stringify(authorizersOf(stack).CustomFunction?.AuthorizerUri)).toContain(':lambda:path/2015-03-31/functions/');
  expect(routesOf(stack)['GET /orders']).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: expect.stringContaining('CustomFunction') } });
});

test('API Gateway may call the function as authorizer of this API, from the API\'s stack', () => {
  const app = new App();
  const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
  withCustom({}, shop, functions);
  const sources = propertiesOf(shop, 'AWS::Lambda::Permission').map(({ SourceArn }) => JSON.stringify(SourceArn));
  expect(sources.filter((source) => source.includes('/authorizers/*"'))).toHaveLength(1);
  expect([shop.dependencies, functions.dependencies]).toEqual([[functions], []]);
});

test.each<[Options, string]>([
  [{ identitySources: [], cacheTtl: Duration.minutes(1) }, 'no identitySources that tell callers apart, so that one would get the verdict of another'],
  [{ identitySources: ['$context.routeKey'], cacheTtl: Duration.minutes(1) }, 'no identitySources that tell callers apart'],
  [{ identitySources: ['$context.routeKey', '$stageVariables.tenant'], cacheTtl: Duration.minutes(1) }, 'no identitySources that tell callers apart'],
  [{ identitySources: ['$context.path'], cacheTtl: Duration.minutes(1) }, 'no identitySources that tell callers apart'],
  [{ identitySources: ['Authorization'] }, 'like "$request.header.Authorization"'],
  [{ identitySources: ['method.request.header.X-Token'] }, 'like "$request.header.X-Token"'],
  [{ identitySources: ['route.request.querystring.token'] }, 'like "$request.querystring.token"'],
  [{ identitySources: ['context.httpMethod'] }, 'like "$context.httpMethod"'],
  [{ identitySources: ['$request.body.token'] }, 'expected $request.header.<name>'],
  [{ cacheTtl: Duration.hours(2) }, 'cacheTtl of HttpAuthorization.customFunction() is 7200 seconds; expected whole seconds from 0 to 3600'],
  [{ authorizerName: 'no spaces' }, 'authorizerName of HttpAuthorization.customFunction() is "no spaces"'],
])('%j is refused', (options, message) => {
  expect(() => withCustom(options)).toThrow(message);
});

test('without a function nobody decides', () => {
  expect(() => HttpAuthorization.customFunction({} as never)).toThrow('has no handler; give the function that decides');
});

test('authorizations that do not differ share an authorizer, others need a name of their own', () => {
  const stack = newStack();
  const handler = newFunction(stack, 'Decide');
  const api = newHttpApi({ additionalIssuers: { partners } }, stack);
  for (const key of ['GET /a', 'GET /b']) api.addRoute(key, { authorization: HttpAuthorization.customFunction({ handler }) });
  expect(Object.keys(authorizersOf(api)).sort()).toEqual(['CustomFunction', 'Jwt']);
  const other = (authorizerName?: string) => HttpAuthorization.customFunction({ handler, cacheTtl: Duration.seconds(0), authorizerName });
  expect(() => api.addRoute('GET /c', { authorization: other() })).toThrow('can\'t make the authorizer "CustomFunction", because HttpAuthorization.customFunction() made one of that name with other options');
  expect(() => api.addRoute('GET /d', { authorization: other('Jwt') })).toThrow('because HttpAuthorization.jwt() made one of that name');
  expect(() => api.addRoute('GET /e', { authorization: other('Strict') })).not.toThrow();
});
