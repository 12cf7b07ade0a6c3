import { Duration } from 'aws-cdk-lib';
import { alarmsOf, filtersOf, valueOf } from './alarms-of';
import { newApi, newFunction, newStack, pager, warningsOf } from '../../fixture';
import { AccessLogs, JwtIssuer, RestAuthorization } from 'cdk-apigateway-patterns';

const tokens = () => RestAuthorization.jwt({ issuers: [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })] });
const withAuthorizer = { 'GET /orders': { authorization: tokens(), mockResponse: { body: [] } } };
const unnamed = { apiName: 'orders', stageName: 'v1' };
const byName = [{ Name: 'ApiName', Value: 'orders' }, { Name: 'Stage', Value: 'v1' }];

describe('defaults', () => {
  test.each([
    ['ServerErrorRate', 0.01, 'IF(requests >= 20, errors / requests, 0)', ['errors: 5XXError Sum 300', 'requests: Count SampleCount 300']],
    ['ClientErrorRate', 0.25, 'IF(requests >= 20, errors / requests, 0)', ['errors: 4XXError Sum 300', 'requests: Count SampleCount 300']],
    ['LatencyP99', 3000, 'IF(requests >= 20, latency, 0)', ['latency: Latency p99 300', 'requests: Count SampleCount 300']],
    ['IntegrationLatencyP99', 2500, 'IF(requests >= 20, latency, 0)', ['latency: IntegrationLatency p99 300', 'requests: IntegrationLatency SampleCount 300']],
  ])('%s looks at this stage by name, above a floor of requests', (name, threshold, expression, metrics) => {
    const alarm = alarmsOf(newApi(unnamed))[name];
    expect(alarm).toMatchObject({
      Threshold: threshold,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['arn:aws:sns:us-east-1:123456789012:pager'],
      AlarmDescription: expect.stringMatching(/API orders.*look/i),
    });
    expect(valueOf(alarm)).toEqual({ expression, metrics, dimensions: [byName, byName] });
  });

  test.each([
    ['ThrottledRequests', 100, 'FILL(throttled, 0)', 'throttled: Throttled Sum 300'],
    ['AuthorizerFailures', 1, 'FILL(failures, 0)', 'failures: AuthorizerFailures Sum 300'],
  ])('%s counts lines of the access log', (name, threshold, expression, metric) => {
    const api = newApi({ ...unnamed, routes: withAuthorizer });
    const alarm = alarmsOf(api)[name];
    expect(alarm).toMatchObject({ Threshold: threshold, TreatMissingData: 'notBreaching' });
    expect(valueOf(alarm)).toEqual({ expression, metrics: [metric], dimensions: [[{ Name: 'ApiId', Value: expect.anything() }, { Name: 'Stage', Value: 'v1' }]] });
  });

  test('there are six, and authorizers are watched only where there is one', () => {
    const names = ['ClientErrorRate', 'IntegrationLatencyP99', 'LatencyP99', 'ServerErrorRate', 'ThrottledRequests'];
    expect(Object.keys(alarmsOf(newApi())).sort()).toEqual(names);
    const api = newApi();
    for (const path of ['a', 'b']) api.addRoute(`GET /${path}`, { authorization: tokens(), mockResponse: {} });
    expect(Object.keys(alarmsOf(api)).sort()).toEqual(['AuthorizerFailures', ...names].sort());
    expect(api.alarms).toHaveLength(6);
    expect(filtersOf(api).map(({ FilterPattern }) => FilterPattern)).toEqual(
      ['{ $.status = "429" }', '{ ($.errorType = "AUTHORIZER_FAILURE") || ($.errorType = "AUTHORIZER_CONFIGURATION_ERROR") }'],
    );
  });
});

describe('tuning', () => {
  test('each number can be changed, by the name of the alarm', () => {
    const tuning = { threshold: 0.1, period: Duration.minutes(1), evaluationPeriods: 5, datapointsToAlarm: 4, minimumRequests: 100 };
    const alarms = alarmsOf(newApi({ alarms: { actions: [pager], serverErrorRate: tuning } }));
    expect(alarms.ServerErrorRate).toMatchObject({ Threshold: 0.1, EvaluationPeriods: 5, DatapointsToAlarm: 4 });
    expect(valueOf(alarms.ServerErrorRate)).toMatchObject({ expression: 'IF(requests >= 100, errors / requests, 0)', metrics: ['errors: 5XXError Sum 60', 'requests: Count SampleCount 60'] });
    expect(alarms.ClientErrorRate).toMatchObject({ Threshold: 0.25, EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  });

  test('one period is enough where it is the only one', () => {
    const { LatencyP99 } = alarmsOf(newApi({ alarms: { latencyP99: { evaluationPeriods: 1 } } }));
    expect(LatencyP99).toMatchObject({ EvaluationPeriods: 1, DatapointsToAlarm: 1 });
  });

  test('without a floor nothing is divided by zero; with one, counts have it too', () => {
    const none = { minimumRequests: 0 };
    const alarms = alarmsOf(newApi({ alarms: { serverErrorRate: none, latencyP99: none, throttledRequests: { minimumRequests: 500 } } }));
    expect(valueOf(alarms.ServerErrorRate).expression).toBe('IF(requests >= 1, errors / requests, 0)');
    expect(valueOf(alarms.LatencyP99)).toMatchObject({ metrics: ['Latency p99 300'] });
    expect(valueOf(alarms.ThrottledRequests).expression).toBe('IF(requests >= 500, FILL(throttled, 0), 0)');
  });

  test('one is removed by its name, all by enabled', () => {
    expect(alarmsOf(newApi({ alarms: { latencyP99: { enabled: false } } }))).not.toHaveProperty('LatencyP99');
    const none = newApi({ alarms: { enabled: false, actions: [pager], quotaUsage: {} }, routes: { 'GET /orders': { mockResponse: {}, alarms: {} } } });
    expect([alarmsOf(none), none.alarms, warningsOf(none)]).toEqual([{}, [], []]);
  });

  test.each<[object, string]>([
    [{ serverErrorRate: { threshold: 5 } }, 'threshold of alarm "serverErrorRate" is 5; expected a share of requests up to 1'],
    [{ latencyP99: { threshold: 0 } }, 'threshold of alarm "latencyP99" is 0; expected a number of milliseconds above 0; enabled: false removes the alarm'],
    [{ clientErrorRate: { evaluationPeriods: 1.5 } }, 'evaluationPeriods of alarm "clientErrorRate" is 1.5; expected a whole number'],
    [{ clientErrorRate: { datapointsToAlarm: 4 } }, 'datapointsToAlarm of alarm "clientErrorRate" is 4; expected a whole number from 1 to evaluationPeriods (3)'],
    [{ throttledRequests: { minimumRequests: -1 } }, 'minimumRequests of alarm "throttledRequests" is -1; expected a whole number of requests'],
    [{ latencyP99: { period: Duration.seconds(30) } }, 'period of alarm "latencyP99" is "Duration.seconds(30)"; expected whole minutes'],
    [{ latencyP99: { period: Duration.minutes(30), evaluationPeriods: 100 } }, 'are a day at most, or seven days'],
    [{ quotaUsage: { threshold: 80 } }, 'threshold of alarm "quotaUsage" is 80; expected a share of the quota above 0 and up to 1'],
  ])('%j is refused', (alarms, message) => {
    expect(() => newApi({ alarms })).toThrow(message);
  });
});

test('401 and 403 are watched where that is asked for, because the web ACL answers 403 to every scanner', () => {
  const alarms = { actions: [pager], unauthorizedRequests: { threshold: 7 } };
  expect(alarmsOf(newApi({ ...unnamed, alarms })).UnauthorizedRequests).toMatchObject({ Threshold: 7, AlarmDescription: expect.stringContaining('refuses many requests with 401 or 403. Look at errorType in the access log') });
  expect(warningsOf(newApi({ accessLogs: AccessLogs.disabled(), alarms: { ...alarms, throttledRequests: { enabled: false }, authorizerFailures: { enabled: false } } }))).toEqual(['cdk-apigateway-patterns:alarms-without-log']);
});

describe('who is told', () => {
  test('actions are those of all alarms, when they fire and when they are over', () => {
    for (const alarm of Object.values(alarmsOf(newApi({ alarms: { actions: [pager], okActions: [pager] } })))) {
      expect(alarm).toMatchObject({ AlarmActions: [expect.any(String)], OKActions: [expect.any(String)] });
    }
  });

  test('nobody, which is said once', () => {
    expect(warningsOf(newApi({ alarms: undefined }))).toEqual(['cdk-apigateway-patterns:alarms-without-actions']);
  });
});

describe('without lines to count', () => {
  test.each([['no log', AccessLogs.disabled()], ['a format of its own', AccessLogs.toNewLogGroup({ format: '$context.requestId' })]])('%s: alarms that would never fire are left out, and named', (_, accessLogs) => {
    const api = newApi({ accessLogs, routes: withAuthorizer });
    expect(Object.keys(alarmsOf(api)).sort()).toEqual(['ClientErrorRate', 'IntegrationLatencyP99', 'LatencyP99', 'ServerErrorRate']);
    expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:alarms-without-log']);
  });

  test('nothing is said about alarms that nobody wants', () => {
    const off = { enabled: false };
    const alarms = { actions: [pager], throttledRequests: off, authorizerFailures: off };
    expect(warningsOf(newApi({ accessLogs: AccessLogs.disabled(), alarms }))).toEqual([]);
  });
});

describe('routes', () => {
  test('one that asks has alarms on its own metrics', () => {
    const stack = newStack();
    const api = newApi({ ...unnamed, handler: newFunction(stack), routes: { 'GET /orders/{id}': { alarms: { latencyP99: { threshold: 500 }, clientErrorRate: { enabled: false } } }, 'GET /orders': {} } }, stack);
    const ofRoute = api.alarms.filter(({ node }) => node.path.includes('/Routes/'));
    expect(ofRoute.map(({ node }) => node.id)).toEqual(['ServerErrorRate', 'LatencyP99', 'IntegrationLatencyP99']);
    const slow = Object.values(alarmsOf(api)).find(({ Threshold }) => Threshold === 500);
    const dimensions = expect.arrayContaining([...byName, { Name: 'Method', Value: 'GET' }, { Name: 'Resource', Value: '/orders/{id}' }]);
    expect(valueOf(slow).dimensions).toEqual([dimensions, dimensions]);
    expect(slow?.AlarmDescription).toContain('GET /orders/{id}');
  });

  test('without metrics of single routes it has nothing to look at', () => {
    expect(() => newApi({ detailedMetrics: false, routes: { 'GET /orders': { mockResponse: {}, alarms: {} } } })).toThrow('route "GET /orders" has alarms, but the API has detailedMetrics: false');
  });
});
