import { ROOT, first, methodOf, modelOf, ordersApi, part, routesOf, stageOf } from './temporary-model';
import { RestApi } from '../../../local/model/rest-api';

async function apiOf(resources: Record<string, unknown>): Promise<RestApi> {
  return first((await modelOf({ ...ordersApi, ...resources })).restApis);
}

const method = (properties: object): object => part('Method', { ResourceId: ROOT, HttpMethod: 'POST', AuthorizationType: 'NONE', ...properties });

test('resources become paths, also when parents come after their children', async () => {
  const api = await apiOf({ Files: part('Resource', { ParentId: ROOT, PathPart: '{proxy+}' }), Any: part('Method', { ResourceId: { Ref: 'Files' }, HttpMethod: 'any' }) });
  expect(routesOf(api)).toEqual(['ANY /{proxy+}', 'GET /orders/{id}']);
  expect(api.resources.map(resource => resource.path).sort()).toEqual(['/', '/orders', '/orders/{id}', '/{proxy+}']);
  expect(api).toMatchObject({ stack: 'Shop', logicalId: 'Api', name: 'orders', region: 'eu-west-1', apiKeySource: 'HEADER', binaryMediaTypes: [] });
});

test('settings of the API are read, text taken for numbers and booleans', async () => {
  const api = await apiOf({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'o', ApiKeySourceType: 'AUTHORIZER', BinaryMediaTypes: ['image~1png', '*/*'], MinimumCompressionSize: '0', Policy: { Statement: [] } } },
  });
  expect(api).toMatchObject({ apiKeySource: 'AUTHORIZER', binaryMediaTypes: ['image/png', '*/*'], minimumCompressionSize: 0, policy: { Statement: [] } });
});

test('an integration has the defaults of the service', async () => {
  const api = await apiOf({ Post: method({ Integration: { Type: 'HTTP', Uri: 'https://a.test', IntegrationHttpMethod: 'POST' } }) });
  expect(methodOf(api, 'POST /').integration).toEqual({
    type: 'HTTP',
    httpMethod: 'POST',
    uri: 'https://a.test',
    connectionType: 'INTERNET',
    timeoutMilliseconds: 29000,
    passthroughBehavior: 'WHEN_NO_MATCH',
    responseTransferMode: 'BUFFERED',
    requestParameters: new Map(),
    requestTemplates: new Map(),
    responses: [],
  });
});

test('an integration keeps what the template says', async () => {
  const api = await apiOf({
    Post: method({
      OperationName: 'Create',
      ApiKeyRequired: 'true',
      AuthorizationType: 'AWS_IAM',
      RequestParameters: { 'method.request.querystring.q': 'true', 'method.request.header.h': false },
      Integration: {
        Type: 'MOCK',
        TimeoutInMillis: '1000',
        PassthroughBehavior: 'NEVER',
        ContentHandling: 'CONVERT_TO_TEXT',
        RequestTemplates: { 'application/json': '{"statusCode": 200}' },
        IntegrationResponses: [{ StatusCode: 200, ResponseParameters: { 'method.response.header.a': "'b'" } }, { StatusCode: '404', SelectionPattern: '4..', ResponseTemplates: { t: 'x' } }],
      },
    }),
  });
  const { integration, ...rest } = methodOf(api, 'POST /');
  expect(rest).toMatchObject({
    logicalId: 'Post',
    operationName: 'Create',
    apiKeyRequired: true,
    authorizationType: 'AWS_IAM',
    validateBody: false,
    requestParameters: new Map([['method.request.querystring.q', true], ['method.request.header.h', false]]),
  });
  expect(integration).toMatchObject({ timeoutMilliseconds: 1000, passthroughBehavior: 'NEVER', contentHandling: 'CONVERT_TO_TEXT' });
  expect(integration?.responses).toEqual([
    { statusCode: '200', responseParameters: new Map([['method.response.header.a', "'b'"]]), responseTemplates: new Map() },
    { statusCode: '404', selectionPattern: '4..', responseParameters: new Map(), responseTemplates: new Map([['t', 'x']]) },
  ]);
});

test('a method without integration is kept, for it answers 500', async () => {
  expect(methodOf(await apiOf({ Post: method({}) }), 'POST /').integration).toBeUndefined();
});

test('a validator says what is validated', async () => {
  const api = await apiOf({
    Body: part('RequestValidator', { ValidateRequestBody: 'true' }), Post: method({ RequestValidatorId: { Ref: 'Body' } }),
  });
  expect(methodOf(api, 'POST /')).toMatchObject({ validateBody: true, validateParameters: false });
});

test('gateway responses are read', async () => {
  const api = await apiOf({ Denied: part('GatewayResponse', { ResponseType: 'THROTTLED', StatusCode: 420, ResponseParameters: { 'gatewayresponse.header.a': "'b'" }, ResponseTemplates: { j: '{}' } }) });
  expect(api.gatewayResponses).toEqual([
    { responseType: 'THROTTLED', statusCode: '420', responseParameters: new Map([['gatewayresponse.header.a', "'b'"]]), responseTemplates: new Map([['j', '{}']]) },
  ]);
});

test('a stage has variables, log, tracing and method settings by readable keys', async () => {
  const api = await apiOf({
    Stage: part('Stage', {
      StageName: 'prod',
      DeploymentId: 'd',
      Variables: { color: 'red', n: 1 },
      TracingEnabled: true,
      AccessLogSetting: { DestinationArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/x:*', Format: '$context.requestId' },
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: '5', MetricsEnabled: true },
        { ResourcePath: '/~1orders~1{id}', HttpMethod: 'GET', ThrottlingRateLimit: 0 },
        { ResourcePath: '/orders', HttpMethod: 'POST', MetricsEnabled: 'false' },
        { ResourcePath: '/~1', HttpMethod: 'GET', ThrottlingRateLimit: -1, ThrottlingBurstLimit: -1 },
      ],
    }),
  });
  const stage = stageOf(api, 'prod');
  expect(stage).toMatchObject({ tracing: true, variables: new Map([['color', 'red'], ['n', '1']]), accessLog: { logGroup: '/aws/x', format: '$context.requestId' } });
  expect([...stage.methodSettings]).toEqual([
    ['*/*', { throttle: { rateLimit: 10, burstLimit: 5 }, metrics: true }],
    ['/orders/{id}/GET', { throttle: { rateLimit: 0, burstLimit: 5000 }, metrics: false }],
    ['/orders/POST', { metrics: false }],
    ['//GET', { metrics: false }],
  ]);
});

test('a deployment can bring its stage along', async () => {
  const api = await apiOf({ Inline: part('Deployment', { StageName: 'beta', StageDescription: { Variables: { a: 'b' }, ThrottlingRateLimit: 7, ThrottlingBurstLimit: 3 } }) });
  expect(api.stages.map(stage => stage.name)).toEqual(['prod', 'beta']);
  expect(stageOf(api, 'beta')).toMatchObject({ variables: new Map([['a', 'b']]), methodSettings: new Map([['*/*', { throttle: { rateLimit: 7, burstLimit: 3 }, metrics: false }]]) });
});

const mistakes: ReadonlyArray<readonly [string, Record<string, unknown>, RegExp]> = [
  ['a method of a missing resource', { Post: method({ ResourceId: 'gone' }) }, /Resources\.Post\.Properties\.ResourceId: the resource is not there; found "gone"; .*Fix: refer to the resource/],
  ['a resource of a missing parent', { R: part('Resource', { ParentId: 'gone', PathPart: 'x' }) }, /Resources\.R\.Properties\.ParentId: the parent resource is not there; found "gone"/],
  ['two resources of one path', { R: part('Resource', { ParentId: ROOT, PathPart: 'orders' }) }, /the path \/orders is there already/],
  ['a path part with a slash', { R: part('Resource', { ParentId: ROOT, PathPart: 'v1/things' }) }, /PathPart: .*found "v1\/things"; expected one part of a path, without a slash\. Fix: make a resource of each of v1, things/],
  ['two variables at one place', { R: part('Resource', { ParentId: { Ref: 'Orders' }, PathPart: '{name}' }) }, /\/orders\/\{\w+\} is a variable at the same place/],
  ['two methods of one route', { Again: part('Method', { ResourceId: { Ref: 'Item' }, HttpMethod: 'get' }) }, /GET \/orders\/\{id\} is there already; .*Fix: remove/],
  ['a missing validator', { Post: method({ RequestValidatorId: 'gone' }) }, /RequestValidatorId: the validator is not there/],
  ['a missing model', { Post: method({ RequestModels: { 'application/json': 'Gone' } }) }, /RequestModels: the API has no model "Gone"/],
  ['two stages of one name', { Other: part('Stage', { StageName: 'prod' }) }, /StageName: Stage is a stage of the same name; found "prod"/],
  ['a stage name with a slash', { Other: part('Stage', { StageName: 'a/b' }) }, /StageName: wrong value; found "a\/b"; expected letters, digits/],
  ['an unknown integration type', { Post: method({ Integration: { Type: 'LAMBDA' } }) }, /Integration\.Type: wrong value; found "LAMBDA"; expected one of AWS, AWS_PROXY/],
  ['a proxy without URI', { Post: method({ Integration: { Type: 'AWS_PROXY' } }) }, /Integration\.Uri: .*which type AWS_PROXY needs/],
  ['a flag that is none', { Post: method({ ApiKeyRequired: 'yes' }) }, /ApiKeyRequired: wrong value; found "yes"; expected true or false/],
];

test.each(mistakes)('%s is refused', async (_, resources, message) => {
  await expect(apiOf(resources)).rejects.toThrow(message);
});
