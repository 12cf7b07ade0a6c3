import { api, FUNCTION_ARN, httpApiOf, part, routeOf } from './http-template';

const integration = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: FUNCTION_ARN, payloadFormatVersion: '2.0' } };
const authorizer = (more: object): object => ({ 'type': 'oauth2', 'x-amazon-apigateway-authorizer': more });

const body = {
  'openapi': '3.0.1',
  'info': { title: 'imported' },
  'servers': [{ url: 'https://example.com/v1/shop' }],
  'x-amazon-apigateway-cors': { allowOrigins: ['*'], maxAge: 60 },
  'paths': {
    '/me': { get: { operationId: 'Me', security: [{ users: ['me/read'] }], ...integration } },
    '/files/{proxy+}': { 'x-amazon-apigateway-any-method': { 'security': [{ custom: [] }], 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/files' } } },
    '/signed': { get: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' }, ...integration }, post: { security: [{ sigv4: [] }], ...integration } },
    '/loose': { get: { security: [{ documented: [] }], ...integration } },
    '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true, ...integration } },
  },
  'components': {
    'securitySchemes': {
      users: authorizer({ type: 'jwt', identitySource: '$request.header.Authorization', jwtConfiguration: { issuer: 'https://login.example.com', audience: ['a'] } }),
      custom: authorizer({ type: 'request', identitySource: '$request.header.a, $request.querystring.b', authorizerUri: FUNCTION_ARN, authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true, authorizerResultTtlInSeconds: 10 }),
      sigv4: { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      documented: { type: 'http', scheme: 'bearer' },
    },
    'x-amazon-apigateway-integrations': {
      files: { type: 'http_proxy', httpMethod: 'ANY', uri: 'https://files.example.com/{proxy}', payloadFormatVersion: '1.0', responseParameters: { 200: { 'append:header.x': 'y' } } },
    },
  },
};

const stage = { Stage: part('Stage', { StageName: '$default', AutoDeploy: true }) };

test('an OpenAPI body becomes routes, authorizers and CORS', async () => {
  const { api: built, lines } = await httpApiOf({ Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: body } }, ...stage });
  expect(built).toMatchObject({ name: 'imported', cors: { allowOrigins: ['*'], maxAgeSeconds: 60, allowCredentials: false } });
  expect(built.routes.map(({ routeKey, authorizationType, authorizerId }) => [routeKey, authorizationType, authorizerId])).toEqual([
    ['GET /me', 'JWT', 'users'],
    ['ANY /files/{proxy+}', 'CUSTOM', 'custom'],
    ['GET /signed', 'AWS_IAM', undefined],
    ['POST /signed', 'AWS_IAM', undefined],
    ['GET /loose', 'NONE', undefined],
    ['$default', 'NONE', undefined],
  ]);
  expect(routeOf(built, 'GET /me')).toMatchObject({ operationName: 'Me', authorizationScopes: ['me/read'], integration: { type: 'AWS_PROXY', uri: FUNCTION_ARN, payloadFormatVersion: '2.0' } });
  expect(routeOf(built, 'ANY /files/{proxy+}').integration).toMatchObject({ type: 'HTTP_PROXY', uri: 'https://files.example.com/{proxy}', responseParameters: new Map([['200', new Map([['append:header.x', 'y']])]]) });
  expect(built.authorizers).toEqual([
    expect.objectContaining({ id: 'users', type: 'JWT', jwt: { issuer: 'https://login.example.com', audience: ['a'], local: false } }),
    expect.objectContaining({ id: 'custom', type: 'REQUEST', identitySources: ['$request.header.a', '$request.querystring.b'], simpleResponses: true, resultTtlSeconds: 10 }),
  ]);
  expect(lines).toEqual([expect.stringMatching(/^Api: GET \/loose: its security documented has no x-amazon-apigateway-authorizer/)]);
});

test.each([
  [undefined, 'GET /me'], ['prepend', 'GET /v1/shop/me'], ['split', 'GET /shop/me'],
])('base path %s', async (BasePath, routeKey) => {
  const { api: built } = await httpApiOf({ Api: api({ Body: body, ...(BasePath !== undefined && { BasePath }) }), ...stage });
  expect(routeOf(built, routeKey).operationName).toBe('Me');
  expect(routeOf(built, '$default').integration).toBeDefined();
});

test('the execute-api endpoint is off when the body says so, unless the template says otherwise', async () => {
  const Body = { ...body, servers: [{ 'url': 'https://example.com', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } }] };
  expect((await httpApiOf({ Api: api({ Body }), ...stage })).api.executeApiDisabled).toBe(true);
  expect((await httpApiOf({ Api: api({ Body, DisableExecuteApiEndpoint: false }), ...stage })).api.executeApiDisabled).toBe(false);
});

test('settings and routes of the template stand beside those of the body', async () => {
  const { api: built } = await httpApiOf({
    Api: api({ Name: 'mine', Body: body, CorsConfiguration: { AllowOrigins: ['https://app.example.com'] } }),
    Backend: part('Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN }),
    Extra: part('Route', { RouteKey: 'GET /extra', Target: { 'Fn::Sub': 'integrations/${Backend}' } }),
    ...stage,
  });
  expect(built).toMatchObject({ name: 'mine', cors: { allowOrigins: ['https://app.example.com'] } });
  expect(routeOf(built, 'GET /extra').integration?.logicalId).toBe('Backend');
});

test.each([
  ['a Swagger 2 body', { swagger: '2.0', info: { title: 'old' } }, /OpenAPI 3 document: HTTP APIs take no other/],
  ['an integration of REST APIs', { ...body, paths: { '/': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } } }, /AWS_PROXY or HTTP_PROXY/],
  ['a path without slash', { ...body, paths: { me: { get: integration } } }, /neither|no slash|not a method/],
])('%s is refused', async (_, Body, message) => {
  await expect(httpApiOf({ Api: api({ Body }), ...stage })).rejects.toThrow(message);
});
