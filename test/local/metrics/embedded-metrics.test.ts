import fc from 'fast-check';
import { recordEmbeddedMetrics } from '../../../local/metrics/embedded-metrics';
import { MetricStore } from '../../../local/metrics/metric-store';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

const line = (more: object, timestamp = NOON): string => JSON.stringify({
  _aws: { Timestamp: timestamp, CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['service'], []], Metrics: [{ Name: 'orders', Unit: 'Count' }] }] },
  service: 'checkout',
  ...more,
});
const sumOf = (store: MetricStore, dimensions: { name: string; value: string }[]): number | undefined => (
  store.find({ namespace: 'Shop', name: 'orders', dimensions })?.between(NOON, NOON + MINUTE)?.sum
);

test('a line in the embedded metric format counts for each of its sets of dimensions', () => {
  const store = new MetricStore();
  recordEmbeddedMetrics(line({ orders: 2 }), NOON, store);
  recordEmbeddedMetrics(line({ orders: [3, 4] }), NOON, store);
  expect([sumOf(store, [{ name: 'service', value: 'checkout' }]), sumOf(store, [])]).toEqual([9, 9]);
  expect(store.find({ namespace: 'Shop', name: 'orders', dimensions: [] })?.unit).toBe('Count');
});

test('a time that is far from now counts as now: it must not keep alarms awake for ever', () => {
  const store = new MetricStore();
  recordEmbeddedMetrics(line({ orders: 2 }, NOON + 365 * 24 * 60 * MINUTE), NOON, store);
  expect(sumOf(store, [])).toBe(2);
});

test('any other line counts for nothing and breaks nothing', () => {
  const store = new MetricStore();
  for (const text of ['plain', '{"CloudWatchMetrics"', line({ orders: 'many' }), '{"_aws":{"CloudWatchMetrics":[{"Namespace":1}]}}']) recordEmbeddedMetrics(text, NOON, store);
  fc.assert(fc.property(fc.jsonValue(), (value) => recordEmbeddedMetrics(JSON.stringify({ _aws: { CloudWatchMetrics: value } }), NOON, store)));
  expect(sumOf(store, [])).toBeUndefined();
});
