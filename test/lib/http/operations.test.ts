import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { newStack, propertiesOf, templateOf, warningsOf } from '../fixture';
import { newHttpApi } from './http-fixture';
import { alarmsOf, valueOf } from '../rest/operations/alarms-of';
import { AccessLogs, type HttpJwtApi } from 'cdk-apigateway-patterns';

const statOf = (metric: cloudwatch.IMetric) => metric.toMetricConfig().metricStat;
const stage = [{ Name: 'ApiId', Value: expect.anything() }, { Name: 'Stage', Value: '$default' }];
const ofRoute = [{ Name: 'ApiId', Value: expect.anything() }, { Name: 'Method', Value: 'GET' }, { Name: 'Resource', Value: '/a/{id}' }, { Name: 'Stage', Value: '$default' }];

describe('metrics', () => {
  test.each<[string, (api: HttpJwtApi) => cloudwatch.Metric, string]>([
    ['Count', (api) => api.metricCount(), 'SampleCount'],
    ['4xx', (api) => api.metricClientError(), 'Sum'],
    ['5xx', (api) => api.metricServerError(), 'Sum'],
    ['Latency', (api) => api.metricLatency(), 'Average'],
    ['IntegrationLatency', (api) => api.metricIntegrationLatency(), 'Average'],
    ['DataProcessed', (api) => api.metricDataProcessed(), 'Sum'],
  ])('%s is found by id and stage', (metricName, metric, statistic) => {
    const api = newHttpApi();
    expect(statOf(metric(api))).toMatchObject({
      namespace: 'AWS/ApiGateway', metricName, statistic, dimensions: [{ name: 'ApiId', value: api.apiId }, { name: 'Stage', value: '$default' }],
    });
  });

  test('error rates are shares of requests', () => {
    const rate = newHttpApi().metricServerErrorRate({ period: Duration.minutes(1) });
    expect(rate.expression).toBe('IF(requests > 0, errors / requests, 0)');
    expect(Object.values(rate.usingMetrics).map((metric) => statOf(metric)?.metricName)).toEqual(['5xx', 'Count']);
  });

  test('429, and 401 with 403, are counted from the access log', () => {
    const api = newHttpApi();
    expect([api.metricThrottled(), api.metricUnauthorized()].map((metric) => statOf(metric)?.metricName)).toEqual(['Throttled', 'Unauthorized']);
    expect(propertiesOf(api, 'AWS::Logs::MetricFilter').map(({ FilterPattern }) => FilterPattern).sort()).toEqual(['{ $.status = "429" }', '{ ($.status = "401") || ($.status = "403") }'].sort());
  });

  test('nothing can be counted without lines, or in lines that nobody knows', () => {
    expect(() => newHttpApi({ accessLogs: AccessLogs.disabled() }).metricUnauthorized()).toThrow('metricUnauthorized() counts lines of the access log, but accessLogs has no log group');
    expect(() => newHttpApi({ accessLogs: AccessLogs.toNewLogGroup({ format: '$context.requestId' }) }).metricThrottled()).toThrow('accessLogs has a format of its own');
  });
});

describe('alarms', () => {
  test.each([
    ['ServerErrorRate', 0.01, 'IF(requests >= 20, errors / requests, 0)', ['errors: 5xx Sum 300', 'requests: Count SampleCount 300']],
    ['ClientErrorRate', 0.25, 'IF(requests >= 20, errors / requests, 0)', ['errors: 4xx Sum 300', 'requests: Count SampleCount 300']],
    ['LatencyP99', 3000, 'IF(requests >= 20, latency, 0)', ['latency: Latency p99 300', 'requests: Count SampleCount 300']],
    ['IntegrationLatencyP99', 2500, 'IF(requests >= 20, latency, 0)', ['latency: IntegrationLatency p99 300', 'requests: IntegrationLatency SampleCount 300']],
    ['ThrottledRequests', 100, 'FILL(throttled, 0)', ['throttled: Throttled Sum 300']],
    ['UnauthorizedRequests', 100, 'FILL(unauthorized, 0)', ['unauthorized: Unauthorized Sum 300']],
  ])('%s looks at this stage', (name, threshold, expression, metrics) => {
    const alarms = alarmsOf(newHttpApi());
    expect(Object.keys(alarms)).toHaveLength(6);
    expect(alarms[name]).toMatchObject({ Threshold: threshold, TreatMissingData: 'notBreaching', AlarmActions: [expect.stringContaining('pager')] });
    expect(valueOf(alarms[name])).toEqual({ expression, metrics, dimensions: metrics.map(() => stage) });
  });

  test('of throttled requests speaks of what HTTP APIs limit, which is no plan', () => {
    expect(alarmsOf(newHttpApi()).ThrottledRequests?.AlarmDescription).toMatch(/refuses many requests with 429\. Look in the access log which callers it hits: one who floods the API, those of one route, then its limit is too low, or everybody/);
  });

  test('are tuned and removed by their names', () => {
    const off = { enabled: false };
    const tuned = { serverErrorRate: { threshold: 0.05 }, unauthorizedRequests: { threshold: 7 } };
    const alarms = alarmsOf(newHttpApi({ alarms: { ...tuned, latencyP99: off, throttledRequests: off } }));
    expect([alarms.ServerErrorRate?.Threshold, alarms.UnauthorizedRequests?.Threshold, Object.keys(alarms).length]).toEqual([0.05, 7, 4]);
    expect(alarmsOf(newHttpApi({ alarms: off }))).toEqual({});
  });

  test('of rotations are refused where nothing rotates', () => {
    expect(() => newHttpApi({ alarms: { failedRotations: { threshold: 2 } } })).toThrow('alarms has failedRotations, but without cloudFrontProtection there is no secret that rotates, and so no alarm; leave failedRotations out');
    expect(() => newHttpApi({ alarms: { failedRotations: { enabled: false } } })).not.toThrow();
  });

  test('without a log two are missing, which is said', () => {
    const api = newHttpApi({ accessLogs: AccessLogs.disabled() });
    expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:alarms-without-log']);
    expect(api.alarms).toHaveLength(4);
  });

  test('of a route look at it alone', () => {
    const api = newHttpApi({ routes: {} });
    api.addRoute('GET /a/{id}', { alarms: { clientErrorRate: { enabled: false } } });
    const [, alarm] = Object.entries(alarmsOf(api)).find(([id]) => /AddedRoutes.*ServerErrorRate/.test(id)) ?? [];
    expect([api.alarms.length, valueOf(alarm).dimensions]).toEqual([9, [ofRoute, ofRoute]]);
  });

  test.each([
    ['GET /a', { detailedMetrics: false }, 'has detailedMetrics: false'],
    ['ANY /a', { cors: { allowOrigins: ['*'] } }, 'write out the methods, like "GET /a"'],
    ['$default', {}, 'its metrics can\'t be told from others'],
  ])('of %s with %j would see nothing', (key, props, message) => {
    expect(() => newHttpApi(props).addRoute(key, { alarms: {} })).toThrow(message);
  });
});

test('a route decides about its metrics, and so about its alarms', () => {
  expect(() => newHttpApi().addRoute('GET /a', { alarms: {}, detailedMetrics: false })).toThrow('route "GET /a" has alarms, but it has detailedMetrics: false');
  expect(() => newHttpApi({ detailedMetrics: false }).addRoute('GET /a', { alarms: {}, detailedMetrics: true })).not.toThrow();
});

describe('dashboard and queries', () => {
  const titlesOf = (api: HttpJwtApi) => [...JSON.stringify(propertiesOf(api, 'AWS::CloudWatch::Dashboard')).matchAll(/\\"title\\":\\"([^\\]+)\\"/g)].map(([, title]) => title);
  const queriesOf = (api: HttpJwtApi) => JSON.stringify([propertiesOf(api, 'AWS::Logs::QueryDefinition'), propertiesOf(api, 'AWS::CloudWatch::Dashboard')]);

  test('the dashboard shows what alarms look at, and who calls', () => {
    expect(titlesOf(newHttpApi({ dashboard: {} }))).toEqual([
      'Alarms', 'Requests', 'Errors', 'Latency', 'Backend latency', 'Throttled and unauthorized requests', 'Requests by caller', 'Slowest routes', 'Errors by route',
    ]);
    expect(newHttpApi().dashboard).toBeUndefined();
  });

  test('a dashboard of one\'s own takes the same', () => {
    const api = newHttpApi();
    api.addDashboardWidgets(new cloudwatch.Dashboard(Stack.of(api), 'Own'));
    expect(titlesOf(api)).toContain('Throttled and unauthorized requests');
  });

  test.each([
    ['the first claim', undefined, 'by claims.sub, caller, ip'],
    ['a claim with a colon', ['cognito:username'], 'by `claims.cognito:username`, caller, ip'],
    ['no claim', [], 'by caller, ip'],
  ])('callers are told apart by %s', (_, loggedClaims, by) => {
    const api = newHttpApi({ dashboard: {}, ...(loggedClaims && { loggedClaims }) });
    expect(queriesOf(api)).toContain(by);
    templateOf(api).resourceCountIs('AWS::Logs::QueryDefinition', 4);
  });

  test.each([
    ['the first claim', undefined, ['by claims.sub, caller, viewerAddress']],
    ['no claim', [], ['by caller, viewerAddress', 'Requests by address', 'filter viewerAddress != \\\\\\"-', 'as p99 by viewerAddress']],
  ])('behind CloudFront, whose addresses say nothing, callers are told apart by %s and their own address', (_, loggedClaims, expected) => {
    const stack = newStack({ env: { region: 'us-east-1', account: '123456789012' } });
    const queries = queriesOf(newHttpApi({ cloudFrontProtection: {}, dashboard: {}, ...(loggedClaims && { loggedClaims }) }, stack));
    for (const each of expected) expect(queries).toContain(each);
    expect(queries).not.toMatch(/\bip\b/);
  });

  test('queries are switched off', () => {
    templateOf(newHttpApi({ logQueries: false })).resourceCountIs('AWS::Logs::QueryDefinition', 0);
  });
});
