import { first, modelOf, part, ROOT } from './temporary-model';
import { RestAuthorizer } from '../../../local/model/rest-authorizer';

const uri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:auth/invocations';

const api = (properties: object = {}): object => ({ Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders', ...properties } });
const stage = { Deployment: part('Deployment'), Stage: part('Stage', { StageName: 'prod', DeploymentId: { Ref: 'Deployment' } }) };

async function authorizerOf(properties: object, more: Record<string, unknown> = {}): Promise<RestAuthorizer> {
  const { restApis } = await modelOf({ Api: api(), ...stage, ...more, Auth: part('Authorizer', properties) });
  return first(first(restApis).authorizers);
}

test('a token authorizer with everything', async () => {
  expect(await authorizerOf({
    Type: 'TOKEN', AuthorizerUri: uri, IdentitySource: 'method.request.header.Authorization', IdentityValidationExpression: '^Bearer .+$', AuthorizerResultTtlInSeconds: '0',
  })).toMatchObject({
    logicalId: 'Auth', type: 'TOKEN', uri, identitySources: ['method.request.header.Authorization'], identityValidationExpression: '^Bearer .+$', resultTtlSeconds: 0,
  });
});

test('what is silent has the defaults of the service', async () => {
  const { resultTtlSeconds, identitySources } = await authorizerOf({
    Type: 'REQUEST', AuthorizerUri: uri, IdentitySource: 'method.request.header.a, method.request.querystring.b,stageVariables.c',
  });
  expect({ resultTtlSeconds, identitySources }).toEqual({
    resultTtlSeconds: 300, identitySources: ['method.request.header.a', 'method.request.querystring.b', 'stageVariables.c'],
  });
});

test('a method refers to its authorizer by id', async () => {
  const { restApis: [model] } = await modelOf({
    Api: api(),
    ...stage,
    Auth: part('Authorizer', { Type: 'TOKEN', AuthorizerUri: uri }),
    Get: part('Method', { ResourceId: ROOT, HttpMethod: 'GET', AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Auth' } }),
  });
  expect(first(first(model?.resources).methods).authorizerId).toBe(first(model?.authorizers).id);
});

test('a user pool of the template is told from one that is somewhere on AWS', async () => {
  const elsewhere = 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_a1B2c3D4e';
  const { userPools } = await authorizerOf(
    { Type: 'COGNITO_USER_POOLS', ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }, elsewhere] },
    { Pool: { Type: 'AWS::Cognito::UserPool' }, Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } } },
  );
  expect(userPools).toEqual([
    { arn: expect.stringContaining(':userpool/'), issuer: expect.stringMatching(/^https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_\w{9}$/), local: true, clientIds: [expect.stringMatching(/^\w{26}$/)] },
    { arn: elsewhere, issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1B2c3D4e', local: false, clientIds: [] },
  ]);
});

test.each([
  ['Type', { Type: 'JWT' }],
  ['AuthorizerResultTtlInSeconds', { Type: 'TOKEN', AuthorizerResultTtlInSeconds: 3601 }],
  ['ProviderARNs', { Type: 'COGNITO_USER_POOLS', ProviderARNs: ['eu-central-1_a1B2c3D4e'] }],
])('a wrong %s is refused with its name', async (member, properties) => {
  await expect(authorizerOf(properties)).rejects.toThrow(member);
});

const schemes = {
  token: { 'type': 'apiKey', 'name': 'X-Token', 'in': 'header', 'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: uri, authorizerResultTtlInSeconds: 60 } },
  request: { 'type': 'apiKey', 'name': 'Unused', 'in': 'header', 'x-amazon-apigateway-authorizer': { type: 'request', identitySource: 'method.request.querystring.k' } },
  pool: {
    'type': 'apiKey',
    'name': 'Authorization',
    'in': 'header',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_x'] },
  },
  key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
};

test.each([
  ['OpenAPI 3', { openapi: '3.0.1', components: { securitySchemes: schemes } }],
  ['Swagger 2', { swagger: '2.0', securityDefinitions: schemes }],
])('the security schemes of %s', async (_, document) => {
  const { restApis } = await modelOf({ Api: api({ Body: { ...document, info: { title: 'o', version: '1' }, paths: {} } }), ...stage });
  expect(first(restApis).authorizers).toMatchObject([
    { id: 'token', type: 'TOKEN', uri, identitySources: ['method.request.header.X-Token'], resultTtlSeconds: 60 },
    { id: 'request', type: 'REQUEST', identitySources: ['method.request.querystring.k'] },
    { id: 'pool', type: 'COGNITO_USER_POOLS', identitySources: ['method.request.header.Authorization'], userPools: [{ issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x' }] },
  ]);
});
