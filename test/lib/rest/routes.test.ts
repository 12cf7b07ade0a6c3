import { Aws, Duration, Lazy, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { newApi, newFunction, newStack, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';
import { RestAuthorization } from 'cdk-apigateway-patterns';

const schema: apigateway.JsonSchema = { type: apigateway.JsonSchemaType.OBJECT, required: ['items'] };

test('a function answers by proxy, the API\'s own where a route names none', () => {
  const stack = newStack();
  const api = newApi({ handler: newFunction(stack, 'Fallback'), routes: { 'GET /a': {}, 'POST /a': { handler: newFunction(stack, 'Own') } } }, stack);
  const functions = propertiesOf(api, 'AWS::ApiGateway::Method').map(({ HttpMethod, Integration }) => {
    const { Type, IntegrationHttpMethod, Uri } = Integration as Record<string, unknown>;
    return [HttpMethod, Type, IntegrationHttpMethod, /(Fallback|Own)\w*","Arn"\]\},"\/invocations"/.exec(JSON.stringify(Uri))?.[1]];
  });
  expect(functions).toEqual([['GET', 'AWS_PROXY', 'POST', 'Fallback'], ['POST', 'AWS_PROXY', 'POST', 'Own']]);
});

test('any L2 integration is passed through', () => {
  const api = newApi({ routes: { 'GET /status': { integration: new apigateway.HttpIntegration('https://example.com/status') } } });
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { Integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com/status' } });
});

test('300 resources are the most, unless AWS allows more; paths share theirs', () => {
  const routes = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [[`GET /v1/a${index}/{id}`, { mockResponse: {} }], [`PUT /v1/a${index}/{id}`, { mockResponse: {} }]]).flat());
  const add = (most?: number) => () => {
    const api = newApi({ routes, quotas: { resources: most } });
    for (let index = 0; index < 50; index++) api.addRoute(`GET /v1/b${index}/c`, { mockResponse: {} });
  };
  expect(add()).toThrow('route "GET /v1/b49/c" makes 301 resources of this API, each segment of a path being one, but the quota is 300; join routes with a greedy parameter');
  expect(add(301)).not.toThrow();
});

test('addRoute returns the route, its L2 method included', () => {
  const route = newApi().addRoute('PUT /orders/{id}', { mockResponse: {}, operationName: 'replaceOrder' });
  expect(route).toMatchObject({ routeKey: 'PUT /orders/{id}', apiKeyRequired: true });
  expect(route.method).toBeInstanceOf(apigateway.Method);
  templateOf(route).hasResourceProperties('AWS::ApiGateway::Method', { OperationName: 'replaceOrder', RequestParameters: { 'method.request.path.id': true } });
});

test('bodies and parameters are validated by one shared validator', () => {
  const api = newApi({
    routes: {
      'POST /a': { mockResponse: {}, requestSchema: schema },
      'POST /b': { mockResponse: {}, requestSchema: schema, requiredHeaders: ['X-Tenant'] },
      'GET /c': { mockResponse: {}, requiredQueryParameters: ['from', 'to'] },
      'GET /d': { mockResponse: {} },
    },
  });
  expect(propertiesOf(api, 'AWS::ApiGateway::RequestValidator')).toEqual([expect.objectContaining({ ValidateRequestBody: true, ValidateRequestParameters: true })]);
  const validated = Object.values(resourcesOf(api, 'AWS::ApiGateway::Method')).filter(({ Properties }) => Properties.RequestValidatorId !== undefined);
  expect(validated.map(({ Properties }) => Properties.HttpMethod).sort()).toEqual(['GET', 'POST', 'POST']);
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { RequestParameters: { 'method.request.querystring.from': true, 'method.request.querystring.to': true } });
});

test('a schema holds for every content type', () => {
  const api = newApi({ routes: { 'POST /a': { mockResponse: {}, requestSchema: schema } } });
  const model = { Ref: Match.stringLikeRegexp('Model') };
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { RequestModels: { 'application/json': model, '$default': model } });
});

test('a mock answers JSON without being a template', () => {
  const api = newApi({ routes: { 'GET /a': { mockResponse: { statusCode: 202, headers: { 'Cache-Control': 'no-store' }, body: { price: '$5', tag: '#if(true)' } } } } });
  const [{ Integration } = { Integration: undefined }] = propertiesOf(api, 'AWS::ApiGateway::Method');
  const [response] = (Integration as { IntegrationResponses: { ResponseTemplates: Record<string, string> }[] }).IntegrationResponses;
  expect(response).toMatchObject({ StatusCode: '202', ResponseParameters: { 'method.response.header.Cache-Control': "'no-store'" } });
  const template = response?.ResponseTemplates['application/json'] ?? '';
  expect(template).not.toMatch(/[$#]/);
  expect(JSON.parse(template)).toEqual({ price: '$5', tag: '#if(true)' });
});

test('a throttle of a route keeps every other setting', () => {
  const api = newApi({ detailedMetrics: false, routes: { 'GET /': { mockResponse: {} }, 'ANY /a/{proxy+}': { mockResponse: {}, throttle: { rateLimit: 0.5, burstLimit: 1 } } } });
  api.addRoute('POST /', { mockResponse: {}, throttle: { rateLimit: 7, burstLimit: 8 } });
  const common = { LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: false, CachingEnabled: false };
  expect(propertiesOf(api, 'AWS::ApiGateway::Stage')[0]?.MethodSettings).toEqual([
    { ...common, ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500 },
    { ...common, ResourcePath: '/~1a~1{proxy+}', HttpMethod: 'ANY', ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 1 },
    { ...common, ResourcePath: '/~1', HttpMethod: 'POST', ThrottlingRateLimit: 7, ThrottlingBurstLimit: 8 },
  ]);
});

test.each([
  ['a route twice', { 'GET /orders': {} }, 'route "GET /orders" exists already'],
  ['two names for one parameter', { 'GET /orders/{id}': {}, 'GET /orders/{name}/x': {} }, '"{name}" where another route has "{id}" (below "/orders")'],
  ['a greedy parameter beside another', { 'GET /{id}': {}, 'ANY /{proxy+}': {} }, 'one parameter per level'],
])('%s is refused', (_, routes, message) => {
  const api = newApi();
  expect(() => {
    for (const key of Object.keys(routes)) api.addRoute(key, { mockResponse: {} });
  }).toThrow(message);
});

test.each([
  ['nothing answers', {}, 'nothing that answers'],
  ['two things answer', { mockResponse: {}, integration: new apigateway.MockIntegration() }, 'integration and mockResponse; give only one'],
  ['a timeout of an integration', { integration: new apigateway.MockIntegration(), timeout: Duration.seconds(3) }, 'give it to the integration instead'],
  ['draft 7', { mockResponse: {}, requestSchema: { schema: apigateway.JsonSchemaVersion.DRAFT7 } }, 'draft 4 only'],
  ['a prefixed header', { mockResponse: {}, requiredHeaders: ['X: 1'] }, '"X: 1"'],
  ['a parameter twice', { mockResponse: {}, requiredQueryParameters: ['a', 'a'] }, '"a" twice'],
  ['half a throttle', { mockResponse: {}, throttle: { rateLimit: 1 } as never }, 'burstLimit is missing'],
  ['a mock body that is known only at deployment', { mockResponse: { body: { nested: [Aws.REGION] } } }, 'known only at deployment'],
  ['a header name that is none, whatever its value', { mockResponse: { headers: { "X'Y": Aws.REGION } } }, "X'Y"],
  ['a status that is none', { mockResponse: { statusCode: 99 } }, 'statusCode 99'],
  ['a header with quotes', { mockResponse: { headers: { Link: "it's" } } }, 'single quotes'],
  ['an operation with spaces', { mockResponse: {}, operationName: 'get order' }, '"get order"'],
])('%s is refused, with the route named', (_, options, message) => {
  const add = () => newApi().addRoute('GET /x', options);
  expect(add).toThrow(message);
  expect(add).toThrow('"GET /x"');
});

test('a timeout below 50 ms is refused, one above 29 s needs a raised quota', () => {
  const stack = newStack();
  const handler = newFunction(stack);
  const api = newApi({ routes: { 'GET /slow': { handler, timeout: Duration.seconds(60) } } }, stack);
  expect(() => api.addRoute('GET /fast', { handler, timeout: Duration.millis(49) })).toThrow('49 ms; API Gateway takes 50 ms or more');
  expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:integration-timeout']);
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { Integration: { TimeoutInMillis: 60_000 } });
});

test('a LambdaIntegration, which fills the function\'s policy, is named', () => {
  const stack = newStack();
  const api = newApi({ routes: { 'GET /a': { integration: new apigateway.LambdaIntegration(newFunction(stack)) } } }, stack);
  expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:lambda-integration']);
});

test('an API without routes fails at synthesis', () => {
  expect(() => templateOf(newApi({ routes: {} }))).toThrow('this API has no routes');
});

test('tokens are taken wherever a value is', () => {
  const number = Token.asNumber(Lazy.any({ produce: () => 5 }));
  const text = Lazy.string({ produce: () => 'value' });
  const api = newApi({
    apiName: text,
    description: text,
    authorization: RestAuthorization.apiKeyOnly(text),
    stageVariables: { name: text },
    throttle: { rateLimit: number, burstLimit: number },
    cors: { allowOrigins: [text], allowHeaders: [text], maxAge: Duration.seconds(number) },
    plans: { basic: { throttle: { rateLimit: number, burstLimit: number }, quota: { limit: number, period: 'DAY' as never, offset: number } } },
    routes: { 'GET /a': { mockResponse: { statusCode: number, headers: { Link: text } }, throttle: { rateLimit: number, burstLimit: number }, requiredHeaders: [text], operationName: text } },
  });
  api.addCustomer('Acme', { plan: 'basic', customerId: text });
  expect(() => api.addRoute(text, { mockResponse: {} })).toThrow('a route key must be known at synthesis');
  templateOf(api).hasResourceProperties('AWS::ApiGateway::RestApi', { Name: 'value' });
  const maxAge = { 'method.response.header.Access-Control-Max-Age': "'5'", 'method.response.header.Access-Control-Allow-Origin': "'value'" };
  templateOf(api).hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'OPTIONS', Integration: { IntegrationResponses: [{ ResponseParameters: maxAge }] } });
});
