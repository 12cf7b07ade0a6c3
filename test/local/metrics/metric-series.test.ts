import { functionMeter } from '../../../local/metrics/function-meter';
import { MetricSeries } from '../../../local/metrics/metric-series';
import { MetricStore } from '../../../local/metrics/metric-store';
import { RequestMeters } from '../../../local/metrics/rest-api-meter';
import { compileStatistic } from '../../../local/metrics/statistic';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const identity = { namespace: 'Shop', name: 'Orders', dimensions: [] };
const sum = (series: MetricSeries | undefined, from: number, to: number): number | undefined => series?.between(from, to)?.sum;

describe('a series', () => {
  it('keeps values by the minute, and says when a minute begins', () => {
    const minutes: number[] = [];
    const series = new MetricSeries(identity, (_series, minute) => minutes.push(minute));
    series.record(1, NOON);
    series.record(2, NOON + 59_999);
    series.record(4, NOON + MINUTE);
    const ranges = [[0, 1], [1, 2], [0, 5]] as const;
    expect(ranges.map(([from, to]) => sum(series, NOON + from * MINUTE, NOON + to * MINUTE))).toEqual([3, 4, 7]);
    expect(series.between(NOON + 2 * MINUTE, NOON + 9 * MINUTE)).toBeUndefined();
    expect(minutes).toEqual([NOON, NOON + MINUTE]);
  });

  it('takes values from the past, as when the clock is set back', () => {
    const series = new MetricSeries(identity, () => undefined);
    series.record(1, NOON);
    series.record(2, NOON - 5 * MINUTE);
    series.record(4, NOON);
    expect([sum(series, NOON, NOON + MINUTE), sum(series, NOON - 5 * MINUTE, NOON)]).toEqual([5, 2]);
  });

  it('merges the oldest minutes into hours and loses no value of two weeks', () => {
    const series = new MetricSeries(identity, () => undefined);
    for (let minute = 0; minute < 14 * 24 * 60; minute++) series.record(1, NOON + minute * MINUTE);
    expect(sum(series, NOON, NOON + 14 * 24 * 60 * MINUTE)).toBe(14 * 24 * 60);
    expect(sum(series, NOON, NOON + 60 * MINUTE)).toBe(60);
    expect(series.times().length).toBeLessThan(600);
  });

  it('forgets at last', () => {
    const series = new MetricSeries(identity, () => undefined);
    for (let hour = 0; hour < 1000; hour++) series.record(1, NOON + hour * 60 * MINUTE);
    expect(series.times()).toHaveLength(540);
  });
});

describe('a store', () => {
  it('does not care about the order of dimensions', () => {
    const store = new MetricStore();
    const [a, b] = [{ name: 'a', value: '1' }, { name: 'b', value: '2' }];
    expect(store.series({ ...identity, dimensions: [b, a] })).toBe(store.find({ ...identity, dimensions: [a, b] }));
  });

  it('takes a limited number of series', () => {
    const store = new MetricStore();
    for (let index = 0; index < 10_000; index++) store.series({ ...identity, name: String(index) });
    expect(store.series({ ...identity, name: 'one more' })).toBeUndefined();
    expect(store.series({ ...identity, name: '1' })).toBeDefined();
  });
});

describe('requests to a REST API', () => {
  const api = { name: 'ApiName', value: 'orders' };
  const stage = { name: 'Stage', value: 'prod' };
  const get = { resource: { path: '/orders/{id}' }, method: { httpMethod: 'GET' } };
  const method = [api, { name: 'Method', value: 'GET' }, { name: 'Resource', value: '/orders/{id}' }, stage];
  const read = (store: MetricStore, name: string, statistic: string, dimensions: typeof method): number | undefined => {
    const values = store.find({ namespace: 'AWS/ApiGateway', name, dimensions })?.between(NOON, NOON + MINUTE);
    return values && compileStatistic(statistic)?.(values);
  };

  it('count for the API, the stage and, with detailed metrics, the method', () => {
    const store = new MetricStore();
    const meter = new RequestMeters(store).stage('orders', 'prod', () => true);
    meter.record({ status: 200, latency: 30, integrationLatency: 20, at: NOON }, get);
    meter.record({ status: 502, latency: 50, integrationLatency: 40, at: NOON }, get);
    meter.record({ status: 404, latency: 2, integrationLatency: undefined, at: NOON }, get);
    meter.record({ status: 403, latency: 1, integrationLatency: undefined, at: NOON });
    const all = (dimensions: typeof method): unknown[] => [['Count', 'SampleCount'], ['Count', 'Sum'], ['4XXError', 'Sum'], ['5XXError', 'Average'], ['Latency', 'Maximum'], ['IntegrationLatency', 'SampleCount']]
      .map(([name = '', statistic = '']) => read(store, name, statistic, dimensions));
    expect(all([api])).toEqual([4, 4, 2, 0.25, 50, 2]);
    expect(all([api, stage])).toEqual([4, 4, 2, 0.25, 50, 2]);
    expect(all(method)).toEqual([3, 3, 1, 1 / 3, 50, 2]);
  });

  it('have no series of their method without detailed metrics, and units as in the service', () => {
    const store = new MetricStore();
    new RequestMeters(store).stage('orders', 'prod', () => false).record({ status: 200, latency: 1, integrationLatency: 1, at: NOON }, get);
    expect(read(store, 'Count', 'Sum', method)).toBeUndefined();
    expect(['Count', 'Latency'].map((name) => store.find({ namespace: 'AWS/ApiGateway', name, dimensions: [api] })?.unit)).toEqual(['Count', 'Milliseconds']);
  });
});

test('invocations count as Lambda counts them: throttled ones are none', () => {
  const store = new MetricStore();
  const meter = functionMeter(store);
  meter.record('f', 'f', { outcome: 'success', duration: 10, at: NOON });
  meter.record('f', 'f:live', { outcome: 'error', duration: 30, at: NOON });
  meter.record('f', 'f', { outcome: 'throttled', duration: 0, at: NOON });
  const read = (name: string, ...dimensions: [string, string][]): readonly [number, number] | undefined => {
    const values = store.find({ namespace: 'AWS/Lambda', name, dimensions: dimensions.map(([key, value]) => ({ name: key, value })) })?.between(NOON, NOON + MINUTE);
    return values && [values.sum, values.count];
  };
  expect(['Invocations', 'Errors', 'Throttles', 'Duration'].map((name) => read(name, ['FunctionName', 'f']))).toEqual([[2, 2], [1, 2], [1, 3], [40, 2]]);
  expect(read('Errors', ['FunctionName', 'f'], ['Resource', 'f:live'])).toEqual([1, 1]);
  expect(read('Invocations')).toEqual([2, 2]);
});
