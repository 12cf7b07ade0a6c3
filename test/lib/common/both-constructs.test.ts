import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { newApi, newFunction, newStack, propertiesOf } from '../fixture';
import { newHttpApi } from '../http/http-fixture';
import {
  HttpAuthorization, HttpJwtApi, type HttpJwtApiProps, type HttpRouteOptions, JwtIssuer, RestApiWithUsagePlans, type RestApiWithUsagePlansProps,
  RestAuthorization,
} from 'cdk-apigateway-patterns';

/** What is written the same way for both. */
type SharedProps = Pick<HttpJwtApiProps & RestApiWithUsagePlansProps, 'stageVariables' | 'cors' | 'throttle' | 'detailedMetrics' | 'alarms' | 'stageName' | 'routes'>;
type SharedRoute = Pick<HttpRouteOptions, 'handler' | 'throttle' | 'detailedMetrics' | 'alarms' | 'scopes'>;

const issuer = JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] });
const issuers = Array.from({ length: 11 }, (_, index) => JwtIssuer.oidc({ issuerUrl: `https://login-${index}.example.com`, audience: ['orders'] }));

function rest(props: Partial<SharedProps> = {}, own: Partial<RestApiWithUsagePlansProps> = {}): RestApiWithUsagePlans {
  const stack = newStack();
  return newApi({ handler: newFunction(stack), ...props, ...own }, stack);
}

function http(props: Partial<SharedProps> = {}, own: Partial<HttpJwtApiProps> = {}): HttpJwtApi {
  return newHttpApi({ ...props, ...own });
}

describe.each([['RestApiWithUsagePlans', rest], ['HttpJwtApi', http]] as const)('%s', (name, create) => {
  const service = name === 'HttpJwtApi' ? 'AWS::ApiGatewayV2' : 'AWS::ApiGateway';

  test('a route that everyone may call comes with its reason', () => {
    const api = create();
    const route = api.addPublicRoute('uptime checks have no token', 'GET /health');
    expect(route.routeKey).toBe('GET /health');
    const routes = propertiesOf(api, `${service}::${name === 'HttpJwtApi' ? 'Route' : 'Method'}`);
    expect(routes.filter(({ AuthorizationType, ApiKeyRequired = false }) => AuthorizationType === 'NONE' && ApiKeyRequired === false)).toHaveLength(1);
  });

  test.each([
    ['', 'GET /a', {}, 'publicAccess() got the reason ""'],
    ['GET /a', 'uptime checks', {}, 'the reason comes first: addPublicRoute("uptime checks", "GET /a")'],
    ['uptime checks', 'GET /a', { authorization: name === 'HttpJwtApi' ? HttpAuthorization.iam() : RestAuthorization.iam() } as object, 'got an authorization for route "GET /a"; leave it out, or use addRoute()'],
  ])('addPublicRoute(%j, %j, %j) is refused', (reason, key, options, message) => {
    expect(() => create().addPublicRoute(reason, key, options)).toThrow(message);
  });

  test('an imported API has the URL that is given, with a slash', () => {
    const url = 'https://api.example.com/orders';
    const stack = newStack();
    const attributes = { apiId: 'abc123', stageName: 'live' };
    const fromAttributes = (id: string, more: object) => (name === 'HttpJwtApi' ? HttpJwtApi.fromAttributes(stack, `${name}${id}`, { ...attributes, ...more })
      : RestApiWithUsagePlans.fromAttributes(stack, `${name}${id}`, { ...attributes, apiName: 'orders', ...more }));
    expect(fromAttributes('Domain', { url })).toMatchObject({ apiId: 'abc123', stageName: 'live', url: 'https://api.example.com/orders/' });
    expect(JSON.stringify(stack.resolve(fromAttributes('Own', {}).url))).toMatch(/https:\/\/abc123\.execute-api\..*\/live\//);
  });

  test.each<[Partial<SharedProps>, string]>([
    [{ stageVariables: { [`a${'b'.repeat(64)}`]: 'c' } }, 'of 65 characters; API Gateway takes 64'],
    [{ stageVariables: { a: 'b'.repeat(513) } }, 'has 513 characters; API Gateway takes 512'],
    [{ stageVariables: Object.fromEntries(issuers.flatMap((_, i) => Array.from({ length: 10 }, (__, j) => [`v${i}_${j}`, 'x']))) }, 'has 110 variables; API Gateway takes 100'],
    [{ cors: { allowOrigins: ['https://a.example.com'], allowCredentials: true, allowHeaders: ['*'] } }, 'name the headers in allowHeaders'],
    [{ cors: { allowOrigins: ['https://a.example.com'], allowCredentials: true, exposeHeaders: ['*'] } }, 'name the headers in exposeHeaders'],
  ])('%j is refused', (props, message) => {
    expect(() => create(props)).toThrow(message);
  });

  test('authorizers that the quota does not allow are refused, and quotas that are none', () => {
    const many = (authorizers?: number) => {
      const quotas = { authorizers };
      const api = name === 'HttpJwtApi' ? http({}, { quotas, additionalIssuers: Object.fromEntries(issuers.map((each, index) => [`i${index}`, each])) }) : rest({}, { quotas });
      issuers.forEach((each, index) => {
        const key = `GET /a${index}`;
        if (api instanceof HttpJwtApi) api.addRoute(key, { authorization: HttpAuthorization.jwt({ issuer: each }) });
        else api.addRoute(key, { authorization: RestAuthorization.jwt({ issuers: [each], authorizerName: `i${index}` }) });
      });
    };
    expect(() => many()).toThrow('the API has 10 already, which is the quota; share authorizers among routes');
    expect(() => many(20)).not.toThrow();
    expect(() => many(0)).toThrow('quotas.authorizers is 0; expected the whole number that Service Quotas shows');
  });

  test('401 and 403 are counted from the access log', () => {
    const api = create();
    expect(api.metricUnauthorized()).toMatchObject({ namespace: 'ApiGatewayPatterns', metricName: 'Unauthorized', statistic: 'Sum' });
    expect(propertiesOf(api, 'AWS::Logs::MetricFilter').map(({ FilterPattern }) => FilterPattern)).toContain('{ ($.status = "401") || ($.status = "403") }');
  });

  test('a route has limits and metrics of its own, and the stage\'s where it does not say', () => {
    const options: SharedRoute = { detailedMetrics: false };
    const api = create({ routes: { 'GET /a': options, 'GET /b': { throttle: { rateLimit: 5, burstLimit: 6 } } }, throttle: { rateLimit: 10, burstLimit: 20 } });
    const [stage] = propertiesOf(api, `${service}::Stage`);
    const settings = name === 'HttpJwtApi' ? Object.values(stage?.RouteSettings as object) as object[] : (stage?.MethodSettings as object[]).slice(1);
    const metrics = name === 'HttpJwtApi' ? 'DetailedMetricsEnabled' : 'MetricsEnabled';
    expect(settings).toEqual([
      expect.objectContaining({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20, [metrics]: false }),
      expect.objectContaining({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 6, [metrics]: true }),
    ]);
    expect(() => api.addRoute('GET /c', { ...options, alarms: {} })).toThrow('route "GET /c" has alarms, but it has detailedMetrics: false');
  });

  test('two things that answer are refused, and a timeout of what is no function', () => {
    const integration = name === 'HttpJwtApi' ? new ExistingIntegration('Existing') : new apigateway.MockIntegration();
    const add = (options: object) => () => create().addRoute('GET /a', options);
    expect(add({ handler: newFunction(newStack()), integration })).toThrow('route "GET /a" has handler and integration; give only one of them');
    expect(add({ integration, timeout: { isUnresolved: () => true } })).toThrow('route "GET /a" has timeout and integration; timeout is for functions, give it to the integration instead');
  });
});

class ExistingIntegration extends apigwv2.HttpRouteIntegration {
  public bind(): apigwv2.HttpRouteIntegrationConfig {
    return { type: apigwv2.HttpIntegrationType.HTTP_PROXY, method: apigwv2.HttpMethod.ANY, uri: 'https://example.com', payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0 };
  }
}

test('one token authorization is written alike, but a native authorizer knows one issuer', () => {
  const scopes = ['orders/read'];
  expect(() => RestAuthorization.jwt({ issuers: [issuer], scopes })).not.toThrow();
  expect(() => HttpAuthorization.jwt({ issuer, scopes })).not.toThrow();
  for (const jwt of [() => RestAuthorization.jwt({ issuers: [issuer], scopes: ['a b'] }), () => HttpAuthorization.jwt({ issuer, scopes: ['a b'] })]) expect(jwt).toThrow('has "a b", which is several scopes');
});
