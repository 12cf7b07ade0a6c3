import { api, FUNCTION_ARN, httpApiOf, part, profileApi, routeOf, target } from './http-template';
import { loadStack } from '../../assembly/temporary-stack';
import { modelOf } from '../temporary-model';

const jwt = (properties: object = {}): object => part('Authorizer', {
  Name: 'users', AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['profile'] }, ...properties,
});
const lambda = (properties: object = {}): object => part('Authorizer', { Name: 'custom', AuthorizerType: 'REQUEST', AuthorizerUri: FUNCTION_ARN, ...properties });

test('a plain API: its route, its function and its stage', async () => {
  const { api: built, lines } = await httpApiOf(profileApi);
  expect(built).toMatchObject({ stack: 'Shop', logicalId: 'Api', name: 'profile', region: 'eu-west-1', executeApiDisabled: false, authorizers: [], domains: [] });
  expect(built.cors).toBeUndefined();
  expect(routeOf(built, 'GET /me')).toMatchObject({
    logicalId: 'Me',
    authorizationType: 'NONE',
    integration: { logicalId: 'Backend', type: 'AWS_PROXY', uri: FUNCTION_ARN, payloadFormatVersion: '2.0', timeoutMilliseconds: 30_000, connectionType: 'INTERNET' },
  });
  expect(built.stages).toEqual([expect.objectContaining({ name: '$default', deploymentId: expect.any(String), defaultRouteSettings: { detailedMetrics: false } })]);
  expect(lines).toEqual([]);
});

test('CORS, an execute-api endpoint that is off, and a private integration with its mappings', async () => {
  const { api: built } = await httpApiOf({
    ...profileApi,
    Api: api({ DisableExecuteApiEndpoint: true, CorsConfiguration: { AllowOrigins: ['https://app.example.com'], AllowMethods: ['GET'], AllowCredentials: 'true', MaxAge: '600' } }),
    Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: 'link', SubnetIds: [] } },
    Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {} },
    Backend: part('Integration', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: { Ref: 'Listener' },
      IntegrationMethod: 'ANY',
      ConnectionType: 'VPC_LINK',
      ConnectionId: { Ref: 'Link' },
      PayloadFormatVersion: 1,
      TimeoutInMillis: '2000',
      TlsConfig: { ServerNameToVerify: 'orders.internal' },
      RequestParameters: { 'overwrite:path': '/v2$request.path' },
      ResponseParameters: { 404: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '200' }] } },
    }),
  });
  expect(built).toMatchObject({ executeApiDisabled: true, cors: { allowOrigins: ['https://app.example.com'], allowMethods: ['GET'], allowHeaders: [], allowCredentials: true, maxAgeSeconds: 600 } });
  const { integration } = routeOf(built, 'GET /me');
  expect(integration).toMatchObject({ method: 'ANY', connectionType: 'VPC_LINK', payloadFormatVersion: '1.0', timeoutMilliseconds: 2000, tlsServerName: 'orders.internal' });
  expect(integration?.uri).toMatch(/^arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener\/app\//);
  expect(integration?.requestParameters.get('overwrite:path')).toBe('/v2$request.path');
  expect(integration?.responseParameters.get('404')).toEqual(new Map([['overwrite:statuscode', '200']]));
});

test('authorizers, what routes ask of them, and when results are kept', async () => {
  const { api: built, lines } = await httpApiOf({
    ...profileApi,
    Users: jwt(),
    Custom: lambda({ AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true, IdentitySource: ['$request.header.x-key', '$context.routeKey'] }),
    Uncached: lambda({ AuthorizerPayloadFormatVersion: '1.0' }),
    Me: part('Route', { RouteKey: 'GET /me', Target: target('Backend'), AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Users' }, AuthorizationScopes: ['me/read'] }),
    Admin: part('Route', { RouteKey: 'ANY /admin/{proxy+}', Target: target('Backend'), AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Custom' } }),
    Signed: part('Route', { RouteKey: '$default', Target: target('Backend'), AuthorizationType: 'AWS_IAM' }),
  });
  const [users, custom, uncached] = built.authorizers;
  expect(users).toMatchObject({ type: 'JWT', identitySources: ['$request.header.Authorization'], jwt: { issuer: 'https://login.example.com/', audience: ['profile'], local: false } });
  expect(custom).toMatchObject({ type: 'REQUEST', uri: FUNCTION_ARN, payloadFormatVersion: '2.0', simpleResponses: true, resultTtlSeconds: 300 });
  expect(uncached).toMatchObject({ payloadFormatVersion: '1.0', simpleResponses: false, resultTtlSeconds: 0 });
  expect(routeOf(built, 'GET /me')).toMatchObject({ authorizationType: 'JWT', authorizerId: users?.id, authorizationScopes: ['me/read'] });
  expect(routeOf(built, 'ANY /admin/{proxy+}')).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: custom?.id });
  expect(routeOf(built, '$default')).toMatchObject({ authorizationType: 'AWS_IAM' });
  expect(lines).toEqual([]);
});

test('an issuer that a template creates is local, whether or not it ends in a slash', async () => {
  for (const end of ['', '/']) {
    const { api: built } = await httpApiOf({
      ...profileApi,
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Users: jwt({ JwtConfiguration: { Issuer: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, end]] }, Audience: ['client'] } }),
    });
    expect(built.authorizers[0]?.jwt).toMatchObject({ local: true });
  }
});

test('stages: settings by route, variables, log, and what is deployed', async () => {
  const { api: built, lines } = await httpApiOf({
    ...profileApi,
    Stage: part('Stage', {
      StageName: 'prod',
      DeploymentId: { Ref: 'Deployment' },
      StageVariables: { table: 'orders' },
      AccessLogSettings: { DestinationArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/http:*', Format: '$context.requestId' },
      DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 },
      RouteSettings: { 'GET /me': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 2 }, 'GET /gone': { ThrottlingRateLimit: 5 } },
    }),
    Deployment: part('Deployment'),
    Named: part('Stage', { StageName: 'named' }),
    NamedDeployment: part('Deployment', { StageName: 'named' }),
    Idle: part('Stage', { StageName: 'idle' }),
  });
  const [prod, named, idle] = built.stages;
  expect(prod).toMatchObject({
    name: 'prod', accessLog: { logGroup: '/aws/http', format: '$context.requestId' }, defaultRouteSettings: { detailedMetrics: true, throttle: { rateLimit: 100, burstLimit: 50 } },
  });
  expect(prod?.variables.get('table')).toBe('orders');
  expect(prod?.routeSettings.get('GET /me')).toEqual({ detailedMetrics: false, throttle: { rateLimit: 5, burstLimit: 2 } });
  expect(prod?.deploymentId).toBeDefined();
  expect(named?.deploymentId).toBeDefined();
  expect(idle?.deploymentId).toBeUndefined();
  expect(lines).toEqual([expect.stringMatching(/^Stage: its RouteSettings name the route "GET \/gone"/), expect.stringMatching(/^Idle: nothing is deployed to it/)]);
});

test.each([
  ['a function', FUNCTION_ARN, { type: 'AWS_PROXY', payloadFormatVersion: '2.0' }],
  ['an address', 'https://example.com', { type: 'HTTP_PROXY', method: 'ANY' }],
])('quick create with %s makes route, integration and stage', async (_, Target, integration) => {
  const { api: built, lines } = await httpApiOf({ Api: api({ Target }) });
  expect(built.routes).toEqual([expect.objectContaining({ routeKey: '$default', authorizationType: 'NONE', integration: expect.objectContaining({ uri: Target, ...integration }) })]);
  expect(built.stages).toEqual([expect.objectContaining({ name: '$default', deploymentId: expect.any(String) })]);
  expect(lines).toEqual([]);
});

test('custom domains and their paths', async () => {
  const { api: built, lines } = await httpApiOf({
    ...profileApi,
    Domain: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'Api.example.com', MutualTlsAuthentication: { TruststoreUri: 's3://t/t.pem' } } },
    Root: part('ApiMapping', { DomainName: { Ref: 'Domain' }, Stage: { Ref: 'Stage' } }),
    Below: part('ApiMapping', { DomainName: { Ref: 'Domain' }, Stage: { Ref: 'Stage' }, ApiMappingKey: 'profile/v1' }),
    OfAnother: part('ApiMapping', { ApiId: 'another', DomainName: { Ref: 'Domain' }, Stage: 'prod', ApiMappingKey: 'orders' }),
    OfOtherDomain: part('ApiMapping', { ApiId: 'another', DomainName: 'other.example.com', Stage: 'prod', ApiMappingKey: 'orders' }),
    Elsewhere: part('ApiMapping', { DomainName: { Ref: 'Domain' }, Stage: 'beta', ApiMappingKey: 'beta' }),
  });
  expect(built.domains).toEqual([
    { domainName: 'api.example.com', basePath: '', stageName: '$default' },
    { domainName: 'api.example.com', basePath: 'profile/v1', stageName: '$default' },
  ]);
  expect(built.elsewhere).toEqual([{ domainName: 'api.example.com', basePath: 'orders' }]);
  expect(lines).toEqual([
    /^Elsewhere: its stage beta is in no loaded template/, /^OfAnother: its API another is in no loaded stack/, /^OfOtherDomain: its API another/, /^Domain: mutual TLS is not served/,
  ].map((line) => expect.stringMatching(line)));
});

test.each([
  ['a WebSocket API', { Chat: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' } }, R: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Chat' }, RouteKey: '$connect' } } }, /^Chat: WebSocket APIs are not served yet/],
  ['a part of an API that is not loaded', { R: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: 'elsewhere', RouteKey: 'GET /' } } }, /^R: its API elsewhere is in no loaded stack/],
  ['a route without integration', { R: part('Route', { RouteKey: 'GET /nothing' }) }, /^Api: GET \/nothing \(R\) has no integration/],
  ['an API key', { R: part('Route', { RouteKey: 'GET /x', Target: target('Backend'), ApiKeyRequired: true }) }, /^R: HTTP APIs have no API keys/],
  ['a distribution in front', { C: { Type: 'AWS::CloudFront::Distribution' }, P: { Type: 'AWS::CloudFront::OriginRequestPolicy' } }, /^C: CloudFront is not served/],
  ['an authorizer that is not loaded', { R: part('Route', { RouteKey: 'GET /x', Target: target('Backend'), AuthorizationType: 'JWT', AuthorizerId: 'abc' }) }, /^R: GET \/x: its authorizer abc is in no loaded template: every call is refused/],
  ['an authorizer of another API', {
    Other: api({ Name: 'other', Target: FUNCTION_ARN }),
    Users: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { ApiId: { Ref: 'Other' }, Name: 'u', AuthorizerType: 'REQUEST', AuthorizerUri: FUNCTION_ARN } },
    R: part('Route', { RouteKey: 'GET /x', Target: target('Backend'), AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Users' } }),
  }, /^R: GET \/x: its authorizer \w+ belongs to another API \(Shop\/Users\): every call is refused/],
  ['an API without stage', { Stage: { Type: 'AWS::IAM::Role' } }, /^Api: it has no stage/],
  ['managed overrides', { O: part('ApiGatewayManagedOverrides') }, /^O: overrides of what a quick created API makes/],
])('%s is named once', async (_, resources, line) => {
  expect((await modelOf({ ...profileApi, ...resources })).notServed.map(({ logicalId, detail }) => `${logicalId}: ${detail}`)).toEqual([expect.stringMatching(line)]);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['route key', { Me: part('Route', { RouteKey: 'GET me' }) }, /Me.*RouteKey[\s\S]*no slash at its beginning[\s\S]*GET me/],
  ['method of a route key', { Me: part('Route', { RouteKey: 'FETCH /me' }) }, /begins with the method "FETCH"/],
  ['greedy variable', { Me: part('Route', { RouteKey: 'GET /{proxy+}/me' }) }, /greedy variable \{proxy\+\} of the route key is not at its end/],
  ['half a variable', { Me: part('Route', { RouteKey: 'GET /me-{id}' }) }, /"me-\{id\}" of the route key is neither/],
  ['variable twice', { Me: part('Route', { RouteKey: 'GET /{id}/{id}' }) }, /the variable id is twice/],
  ['route twice', { Again: part('Route', { RouteKey: 'GET /me' }) }, /Me has the route key GET \/me already/],
  ['target', { Me: part('Route', { RouteKey: 'GET /me', Target: 'Backend' }) }, /Target[\s\S]*the integration is not there/],
  ['kind of authorization', { Users: jwt(), Me: part('Route', { RouteKey: 'GET /me', Target: target('Backend'), AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Users' } }) }, /Users is of the type JWT[\s\S]*JWT/],
  ['missing authorizer', { Me: part('Route', { RouteKey: 'GET /me', AuthorizationType: 'JWT' }) }, /AuthorizerId[\s\S]*which AuthorizationType JWT needs/],
  ['issuer', { Users: jwt({ JwtConfiguration: { Issuer: 'login.example.com', Audience: ['a'] } }) }, /Issuer[\s\S]*the issuer is no address[\s\S]*login\.example\.com/],
  ['issuer without TLS', { Users: jwt({ JwtConfiguration: { Issuer: 'http://login.example.com', Audience: ['a'] } }) }, /the issuer is no address/],
  ['audience', { Users: jwt({ JwtConfiguration: { Issuer: 'https://login.example.com' } }) }, /Audience[\s\S]*at least one/],
  ['identity source of a JWT authorizer', { Users: jwt({ IdentitySource: [] }) }, /IdentitySource[\s\S]*where the token is/],
  ['identity source', { C: lambda({ IdentitySource: ['method.request.header.Authorization'] }) }, /is no identity source of an HTTP API/],
  ['cache without identity', { C: lambda({ AuthorizerResultTtlInSeconds: 60 }) }, /results can only be kept by identity sources/],
  ['simple responses', { C: lambda({ EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: '1.0' }) }, /simple responses need payload format 2\.0/],
  ['cache time', { C: lambda({ AuthorizerResultTtlInSeconds: 4000, IdentitySource: ['$request.header.a'] }) }, /whole seconds from 0 \(off\) to 3600/],
  ['integration type', { Backend: part('Integration', { IntegrationType: 'MOCK', IntegrationUri: 'x' }) }, /AWS_PROXY or HTTP_PROXY: HTTP APIs have no others/],
  ['integration without backend', { Backend: part('Integration', { IntegrationType: 'HTTP_PROXY' }) }, /IntegrationUri[\s\S]*the address of the backend/],
  ['timeout', { Backend: part('Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: 'x', TimeoutInMillis: 31_000 }) }, /milliseconds from 50 to 30000/],
  ['payload version', { Backend: part('Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: 'x', PayloadFormatVersion: '3.0' }) }, /"1\.0" or "2\.0"/],
  ['VPC link', { Backend: part('Integration', { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'x', ConnectionType: 'VPC_LINK' }) }, /ConnectionId[\s\S]*the id of a VPC link/],
  ['response mapping', { Backend: part('Integration', { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'x', ResponseParameters: { '4xx': {} } }) }, /"4xx" is no status code/],
  ['stage name', { Stage: part('Stage', { StageName: 'a b' }) }, /StageName[\s\S]*letters, digits/],
  ['stage twice', { Again: part('Stage', { StageName: '$default' }) }, /Stage is a stage of the same name/],
  ['protocol', { Api: api({ ProtocolType: 'MQTT' }) }, /one of HTTP, WEBSOCKET/],
  ['age of preflights', { Api: api({ CorsConfiguration: { MaxAge: 100_000 } }) }, /whole seconds from -1 to 86400/],
  ['mapping twice', { A: part('ApiMapping', { DomainName: 'd.example.com', Stage: '$default' }), B: part('ApiMapping', { DomainName: 'd.example.com', Stage: '$default', ApiMappingKey: '/' }) }, /d\.example\.com\/ is mapped already/],
])('a wrong %s is refused with what is expected', async (_, resources, message) => {
  await expect(modelOf({ ...profileApi, ...resources })).rejects.toThrow(message);
});

test('outputs refer to parts by values of the usual form', async () => {
  const attribute = (logicalId: string, name: string): object => ({ Value: { 'Fn::GetAtt': [logicalId, name] } });
  const { outputs } = await loadStack({
    Resources: {
      ...profileApi,
      Mapping: part('ApiMapping', { DomainName: 'd.example.com', Stage: '$default' }),
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'orders', Type: 'network' } },
      Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: { Ref: 'Balancer' } } },
      Service: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: 'orders' } },
    },
    Outputs: {
      endpoint: attribute('Api', 'ApiEndpoint'),
      stage: { Value: { Ref: 'Stage' } },
      route: attribute('Me', 'RouteId'),
      mapping: attribute('Mapping', 'ApiMappingId'),
      listener: { Value: { Ref: 'Listener' } },
      service: attribute('Service', 'Arn'),
    },
  });
  expect(Object.fromEntries(outputs)).toEqual({
    endpoint: expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/),
    stage: '$default',
    route: expect.stringMatching(/^[a-z0-9]{7}$/),
    mapping: expect.stringMatching(/^[a-z0-9]{6}$/),
    listener: expect.stringMatching(/^arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener\/net\/orders\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
    service: expect.stringMatching(/^arn:aws:servicediscovery:eu-west-1:000000000000:service\/srv-[a-z0-9]{16}$/),
  });
});
