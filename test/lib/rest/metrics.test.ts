import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { newApi, propertiesOf, templateOf } from '../fixture';
import { AccessLogs, type RestApiWithUsagePlans } from 'cdk-apigateway-patterns';

const statOf = (metric: cloudwatch.IMetric) => metric.toMetricConfig().metricStat;

test.each<[string, (api: RestApiWithUsagePlans) => cloudwatch.Metric, string]>([
  ['Count', (api) => api.metricCount(), 'SampleCount'],
  ['4XXError', (api) => api.metricClientError(), 'Sum'],
  ['5XXError', (api) => api.metricServerError(), 'Sum'],
  ['Latency', (api) => api.metricLatency(), 'Average'],
  ['IntegrationLatency', (api) => api.metricIntegrationLatency(), 'Average'],
  ['CacheHitCount', (api) => api.metric('CacheHitCount', { statistic: 'Sum' }), 'Sum'],
])('%s is found by name and stage', (name, metric, statistic) => {
  const api = newApi({ apiName: 'orders', stageName: 'v1' });
  expect(statOf(metric(api))).toMatchObject({
    namespace: 'AWS/ApiGateway',
    metricName: name,
    statistic,
    dimensions: [{ name: 'ApiName', value: 'orders' }, { name: 'Stage', value: 'v1' }],
  });
});

test('error rates are shares of requests, and 0 without any', () => {
  const api = newApi();
  const rate = api.metricServerErrorRate({ period: Duration.minutes(1), label: 'Failures' });
  expect(rate).toMatchObject({ expression: 'IF(requests > 0, errors / requests, 0)', label: 'Failures' });
  expect(Object.values(rate.usingMetrics).map((metric) => [statOf(metric)?.metricName, statOf(metric)?.period.toSeconds()])).toEqual([['5XXError', 60], ['Count', 60]]);
  expect(statOf(api.metricClientErrorRate().usingMetrics.errors as cloudwatch.IMetric)?.metricName).toBe('4XXError');
});

test('429s and requests per customer are counted from the access log, by one filter each', () => {
  const api = newApi();
  const [acme, globex] = ['Acme', 'Globex'].map((id) => api.addCustomer(id, { plan: 'basic' }));
  for (let i = 0; i < 2; i++) api.metricThrottled();
  const metrics = [acme, globex].map((customer) => api.metricCustomerRequests(customer!));
  expect(propertiesOf(api, 'AWS::Logs::MetricFilter')).toEqual([
    expect.objectContaining({ FilterPattern: '{ $.status = "429" }', MetricTransformations: [expect.objectContaining({ Dimensions: [{ Key: 'ApiId', Value: '$.apiId' }, { Key: 'Stage', Value: '$.stage' }] })] }),
    expect.objectContaining({ FilterPattern: '{ $.apiKeyId != "-" }', MetricTransformations: [expect.objectContaining({ MetricName: 'CustomerRequests', Dimensions: expect.arrayContaining([{ Key: 'ApiKeyId', Value: '$.apiKeyId' }]) })] }),
  ]);
  expect(metrics.map((metric) => statOf(metric)?.dimensions?.find(({ name }) => name === 'ApiKeyId')?.value)).toEqual([acme?.apiKeyId, globex?.apiKeyId]);
});

test('fields that filters read are fields that the log has', () => {
  const api = newApi();
  api.metricThrottled();
  api.metricCustomerRequests(api.addCustomer('Acme', { plan: 'basic' }));
  const format = (propertiesOf(api, 'AWS::ApiGateway::Stage')[0]?.AccessLogSetting as { Format: string }).Format;
  const fields = Object.keys(JSON.parse(format) as object);
  for (const [, field] of JSON.stringify(propertiesOf(api, 'AWS::Logs::MetricFilter')).matchAll(/\$\.(\w+)/g)) expect(fields).toContain(field);
});

test('without a log of known fields there is nothing to count', () => {
  expect(() => newApi({ accessLogs: AccessLogs.disabled() }).metricThrottled()).toThrow('metricThrottled() counts lines of the access log, but accessLogs has no log group');
  expect(() => newApi({ accessLogs: AccessLogs.toNewLogGroup({ format: '$context.requestId' }) }).metricThrottled()).toThrow('a format of its own');
});

test('metrics that nobody asked for cost nothing', () => {
  templateOf(newApi({ alarms: { enabled: false } })).resourceCountIs('AWS::Logs::MetricFilter', 0);
});
