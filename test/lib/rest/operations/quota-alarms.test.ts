import { Stack } from 'aws-cdk-lib';
import { alarmsOf, valueOf } from './alarms-of';
import { basic, newApi, pager, resourcesOf } from '../../fixture';
import { ApiCustomer, QuotaPeriod, type RestApiWithUsagePlansProps } from 'cdk-apigateway-patterns';

const DAY = 86_400;
const withQuota = (limit: number, period: QuotaPeriod, quotaUsage = {}): Partial<RestApiWithUsagePlansProps> => ({
  plans: { basic: { ...basic, quota: { limit, period } }, unlimited: basic }, alarms: { actions: [pager], quotaUsage },
});
const quotaAlarmsOf = (construct: Stack) => Object.entries(resourcesOf(construct, 'AWS::CloudWatch::Alarm')).filter(([id]) => id.includes('QuotaUsage')).map(([, { Properties }]) => Properties);

test.each([
  [1000, QuotaPeriod.DAY, {}, DAY, 800],
  [1000, QuotaPeriod.WEEK, { threshold: 0.5 }, 7 * DAY, 500],
  [30_000, QuotaPeriod.MONTH, {}, 7 * DAY, 5_600],
  [1, QuotaPeriod.DAY, {}, DAY, 1],
])('%i requests a %s', (limit, period, quotaUsage, seconds, threshold) => {
  const api = newApi(withQuota(limit, period, quotaUsage));
  const acme = api.addCustomer('Acme', { plan: 'basic' });
  const [alarm] = quotaAlarmsOf(Stack.of(api));
  expect(alarm).toMatchObject({ EvaluationPeriods: 1, Threshold: threshold, AlarmDescription: expect.stringContaining('Customer "Acme"') });
  const { dimensions, ...value } = valueOf(alarm);
  expect(value).toEqual({ expression: 'FILL(requests, 0)', metrics: [`requests: CustomerRequests Sum ${seconds}`] });
  expect(dimensions).toEqual([expect.arrayContaining([{ Name: 'ApiKeyId', Value: Stack.of(api).resolve(acme.apiKeyId) }])]);
});

test('customers without a quota have no alarm, and nobody has one unasked', () => {
  const api = newApi(withQuota(1000, QuotaPeriod.DAY));
  api.addCustomer('Acme', { plan: 'unlimited' });
  const unasked = newApi({ plans: { basic: { ...basic, quota: { limit: 10, period: QuotaPeriod.DAY } } } });
  unasked.addCustomer('Acme', { plan: 'basic' });
  expect([quotaAlarmsOf(Stack.of(api)), quotaAlarmsOf(Stack.of(unasked))]).toEqual([[], []]);
});

test('a customer of another stack has the alarm there', () => {
  const api = newApi({ ...withQuota(1000, QuotaPeriod.DAY), dashboard: {} });
  const other = new Stack(Stack.of(api).node.root as never, 'Customers');
  new ApiCustomer(other, 'Acme', { api, plan: 'basic' });
  expect(quotaAlarmsOf(other)).toHaveLength(1);
  expect(Object.keys(alarmsOf(api))).not.toContain('QuotaUsage');
});
