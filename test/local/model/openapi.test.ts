import Ajv from 'ajv-draft-04';
import { first, methodOf, modelOf, ordersApi, part, routesOf } from './temporary-model';
import { RestApi } from '../../../local/model/rest-api';

const mock = { type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: { default: { statusCode: '200' } } };
const get = { get: { 'x-amazon-apigateway-integration': mock } };

async function importApi(body: object, properties: object = {}, resources: object = {}): Promise<RestApi> {
  const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: { openapi: '3.0.1', info: { title: 'orders' }, ...body }, ...properties } };
  return first((await modelOf({ Api: api, Stage: part('Stage', { StageName: 'prod' }), ...resources })).restApis);
}

const swagger = (body: object): object => ({ openapi: null, swagger: '2.0', ...body });

test('paths, methods, the any method and intermediate resources are imported', async () => {
  const api = await importApi({ paths: { '/a/{b}': get, '/x': { 'x-amazon-apigateway-any-method': get.get, 'parameters': [] } } });
  expect(routesOf(api)).toEqual(['ANY /x', 'GET /a/{b}']);
  expect(api.resources.map(resource => resource.path)).toEqual(['/', '/a', '/a/{b}', '/x']);
  expect(api.name).toBe('orders');
});

test('the extensions for the whole API are read; the resource wins', async () => {
  const api = await importApi({
    'paths': {},
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
    'x-amazon-apigateway-binary-media-types': ['image/png'],
    'x-amazon-apigateway-minimum-compression-size': 10,
    'x-amazon-apigateway-policy': { Statement: [] },
    'x-amazon-apigateway-gateway-responses': { THROTTLED: { statusCode: 420, responseParameters: { 'gatewayresponse.header.a': "'b'" }, responseTemplates: { j: '{}' } } },
  }, { Name: 'named', MinimumCompressionSize: 5 });
  expect(api).toMatchObject({
    name: 'named',
    apiKeySource: 'AUTHORIZER',
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: 5,
    policy: { Statement: [] },
    gatewayResponses: [{ responseType: 'THROTTLED', statusCode: '420', responseParameters: new Map([['gatewayresponse.header.a', "'b'"]]) }],
  });
});

test('an integration is read in the spelling of the extension', async () => {
  const integration = {
    type: 'http_proxy',
    uri: 'https://a.test',
    httpMethod: 'PUT',
    passthroughBehavior: 'when_no_templates',
    timeoutInMillis: 500,
    contentHandling: 'CONVERT_TO_BINARY',
    requestParameters: { 'integration.request.header.x': "'y'" },
    responses: { 'default': { statusCode: 200 }, '4..': { statusCode: '400', responseTemplates: { t: 'x' } } },
  };
  const api = await importApi({ paths: { '/': { put: { 'operationId': 'put', 'x-amazon-apigateway-integration': integration } } } });
  expect(methodOf(api, 'PUT /')).toMatchObject({
    logicalId: 'Api//PUT',
    operationName: 'put',
    integration: {
      type: 'HTTP_PROXY',
      uri: 'https://a.test',
      httpMethod: 'PUT',
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      timeoutMilliseconds: 500,
      contentHandling: 'CONVERT_TO_BINARY',
      responses: [{ statusCode: '200', selectionPattern: '' }, { statusCode: '400', selectionPattern: '4..' }],
    },
  });
});

test('parameters of path and operation are merged, references followed', async () => {
  const api = await importApi({
    components: { parameters: { Limit: { name: 'limit', in: 'query', required: true } } },
    paths: {
      '/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true }, { name: 'x-a', in: 'header', required: true }],
        get: { parameters: [{ $ref: '#/components/parameters/Limit' }, { name: 'x-a', in: 'header' }, { name: 'c', in: 'cookie' }] },
      },
    },
  });
  expect(methodOf(api, 'GET /{id}').requestParameters).toEqual(new Map([
    ['method.request.path.id', true], ['method.request.header.x-a', false], ['method.request.querystring.limit', true],
  ]));
});

test('the validator of the operation wins over that of the document', async () => {
  const api = await importApi({
    'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true }, none: { validateRequestBody: false } },
    'x-amazon-apigateway-request-validator': 'all',
    'paths': { '/': { get: {}, post: { 'x-amazon-apigateway-request-validator': 'none' } } },
  });
  expect(methodOf(api, 'GET /')).toMatchObject({ validateBody: true, validateParameters: true });
  expect(methodOf(api, 'POST /')).toMatchObject({ validateBody: false, validateParameters: false });
});

const schemas = { Order: { type: 'object', required: ['id'], properties: { parent: { $ref: '#/components/schemas/Order' } } } };

test.each([
  ['OpenAPI 3', {
    components: { schemas, requestBodies: { Order: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } } } },
    paths: { '/': { post: { requestBody: { $ref: '#/components/requestBodies/Order' } } } },
  }],
  ['Swagger 2', swagger({
    definitions: { Order: { type: 'object', required: ['id'], properties: { parent: { $ref: '#/definitions/Order' } } } },
    paths: { '/': { post: { parameters: [{ in: 'body', name: 'order', schema: { $ref: '#/definitions/Order' } }] } } },
  })],
])('request models of %s stand alone, circles included', async (_, body) => {
  const schema = methodOf(await importApi(body), 'POST /').requestModels.get('application/json');
  const validate = new Ajv({ strict: false }).compile(schema ?? {});
  expect([validate({ id: 1, parent: { id: 2 } }), validate({ id: 1, parent: {} })]).toEqual([true, false]);
});

test('Swagger 2 takes the content types of `consumes`', async () => {
  const api = await importApi(swagger({ consumes: ['text/xml', 'application/json'], paths: { '/': { post: { parameters: [{ in: 'body', name: 'b', schema: {} }] } } } }));
  expect([...methodOf(api, 'POST /').requestModels.keys()]).toEqual(['text/xml', 'application/json']);
});

const schemes = {
  key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  iam: { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
  token: { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authtype': 'custom', 'x-amazon-apigateway-authorizer': { type: 'token' } },
  pool: { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools' } },
};

test.each([
  ['nothing', {}, { authorizationType: 'NONE', apiKeyRequired: false }],
  ['a key', { security: [{ key: [] }] }, { authorizationType: 'NONE', apiKeyRequired: true }],
  ['IAM', { security: [{ iam: [] }] }, { authorizationType: 'AWS_IAM' }],
  ['IAM by the extension', { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }, { authorizationType: 'AWS_IAM' }],
  ['a token authorizer and a key', { security: [{ token: [] }, { key: [] }] }, { authorizationType: 'CUSTOM', authorizerId: 'token', apiKeyRequired: true }],
  ['a user pool with scopes', { security: [{ pool: ['a/b'] }] }, { authorizationType: 'COGNITO_USER_POOLS', authorizationScopes: ['a/b'] }],
])('security: %s', async (_, operation, expected) => {
  expect(methodOf(await importApi({ components: { securitySchemes: schemes }, paths: { '/': { get: operation } } }), 'GET /')).toMatchObject(expected);
  expect(methodOf(await importApi(swagger({ securityDefinitions: schemes, paths: { '/': { get: operation } } })), 'GET /')).toMatchObject(expected);
});

test('security of the document holds for operations that say nothing', async () => {
  const api = await importApi({ components: { securitySchemes: schemes }, security: [{ key: [] }], paths: { '/': { get: {}, post: { security: [] } } } });
  expect([methodOf(api, 'GET /').apiKeyRequired, methodOf(api, 'POST /').apiKeyRequired]).toEqual([true, false]);
});

const variable = { servers: [{ url: 'https://a.test', variables: { basePath: { default: '/v1' } } }] };
test.each([
  ['ignore', 'the default', {}, { servers: [{ url: 'https://a.test/base/part/' }] }, '/test'],
  ['prepend', 'a URL', { Parameters: { basepath: 'prepend' } }, { servers: [{ url: 'https://a.test/base/part/' }] }, '/base/part/test'],
  ['split', 'a URL', { Parameters: { basepath: 'split' } }, { servers: [{ url: 'https://a.test/base/part/' }] }, '/part/test'],
  ['prepend', 'a variable', { Parameters: { basepath: 'prepend' } }, variable, '/v1/test'],
  ['split', 'a variable', { Parameters: { basepath: 'split' } }, variable, '/test'],
  ['prepend', 'the basePath of Swagger', { Parameters: { basepath: 'prepend' } }, swagger({ basePath: '/v2' }), '/v2/test'],
  ['prepend', 'parameters as a list', { Parameters: ['basepath=prepend'] }, swagger({ basePath: '/v2' }), '/v2/test'],
])('base path, %s with %s', async (_mode, _what, properties, body, path) => {
  expect(routesOf(await importApi({ ...body, paths: { '/test': get } }, properties))).toEqual([`GET ${path}`]);
});

test('resources beside a body are added to it', async () => {
  const post = part('Method', { ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, HttpMethod: 'POST' });
  expect(routesOf(await importApi({ paths: { '/a': get } }, {}, { Post: post }))).toEqual(['GET /a', 'POST /']);
});

const mistakes: ReadonlyArray<readonly [string, object, RegExp]> = [
  ['no version', { openapi: null, paths: {} }, /Body\.openapi: the body names no version/],
  ['a missing schema', { paths: { '/': { post: { requestBody: { content: { j: { schema: { $ref: '#/components/schemas/Gone' } } } } } } } }, /the document has no schema "Gone"/],
  ['a missing parameter', { paths: { '/': { get: { parameters: [{ $ref: '#/components/parameters/Gone' }] } } } }, /\$ref: the target is not there; found "#\/components\/parameters\/Gone"/],
  ['a reference in a circle', { components: { parameters: { A: { $ref: '#/components/parameters/A' } } }, paths: { '/': { get: { parameters: [{ $ref: '#/components/parameters/A' }] } } } }, /circular reference/],
  ['a missing validator', { paths: { '/': { get: { 'x-amazon-apigateway-request-validator': 'all' } } } }, /the document has no validator "all"/],
  ['a path without slash', { paths: { a: get } }, /expected a path with a leading slash/],
];

test.each(mistakes)('%s is refused', async (_, body, message) => {
  await expect(importApi(body)).rejects.toThrow(message);
});

test('a body on S3 that is no asset is named, and the API has no routes', async () => {
  const { restApis, notServed } = await modelOf({ ...ordersApi, Remote: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'r', BodyS3Location: { Bucket: 'b', Key: 'k' } } } });
  expect(routesOf(restApis[1] ?? first(restApis))).toEqual([]);
  expect(notServed).toContainEqual(expect.objectContaining({ logicalId: 'Remote', detail: expect.stringContaining('BodyS3Location') }));
});
