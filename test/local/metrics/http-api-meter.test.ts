import { HttpRequestMeters } from '../../../local/metrics/http-api-meter';
import { MetricStore } from '../../../local/metrics/metric-store';

const NOON = Date.UTC(2026, 10, 21, 12);
const measures = (status: number, integrationLatency?: number) => ({ status, latency: 12, integrationLatency, dataProcessed: 100, at: NOON });

function meterOf(isDetailed: (routeKey: string) => boolean = () => false) {
  const store = new MetricStore();
  const meter = new HttpRequestMeters(store).stage('abc123', '$default', isDetailed);
  const valuesOf = (name: string, dimensions: Readonly<Record<string, string>>) => {
    const identity = { namespace: 'AWS/ApiGateway', name, dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })) };
    const values = store.find(identity)?.between(NOON, NOON + 60_000);
    return values && { sum: values.sum, count: values.count };
  };
  return { store, meter, valuesOf };
}

const API = { ApiId: 'abc123' };
const STAGE = { ...API, Stage: '$default' };

it('counts by API and by stage under the names of HTTP APIs', () => {
  const { meter, valuesOf } = meterOf();
  meter.record(measures(200, 10), 'GET /orders');
  meter.record(measures(404));
  meter.record(measures(503, 4), 'GET /orders');
  for (const dimensions of [API, STAGE]) {
    expect(Object.fromEntries(['Count', '4xx', '5xx', 'Latency', 'IntegrationLatency', 'DataProcessed'].map((name) => [name, valuesOf(name, dimensions)]))).toEqual({
      'Count': { sum: 3, count: 3 },
      '4xx': { sum: 1, count: 3 },
      '5xx': { sum: 1, count: 3 },
      'Latency': { sum: 36, count: 3 },
      'IntegrationLatency': { sum: 14, count: 2 },
      'DataProcessed': { sum: 300, count: 3 },
    });
  }
  expect([valuesOf('4XXError', STAGE), valuesOf('5XXError', STAGE)]).toEqual([undefined, undefined]);
});

it('counts routes by themselves where metrics are detailed, and asks that once for each', () => {
  const asked: string[] = [];
  const { meter, valuesOf } = meterOf((routeKey) => {
    asked.push(routeKey);
    return routeKey !== 'GET /quiet';
  });
  for (const routeKey of ['GET /orders/{id}', '$default', 'GET /quiet', 'GET /orders/{id}']) meter.record(measures(200), routeKey);
  expect(valuesOf('Count', { ...STAGE, Method: 'GET', Resource: '/orders/{id}' })).toEqual({ sum: 2, count: 2 });
  expect(valuesOf('Count', { ...STAGE, Method: '$default', Resource: '$default' })).toEqual({ sum: 1, count: 1 });
  expect(valuesOf('Count', { ...STAGE, Method: 'GET', Resource: '/quiet' })).toBeUndefined();
  expect(asked).toEqual(['GET /orders/{id}', '$default', 'GET /quiet']);
});

it('knows no metric of a stage that nobody called', () => {
  const { store } = meterOf();
  expect([...store.all()]).toEqual([]);
});
