import { MetricStore } from '../../../../local/metrics/metric-store';
import { MetricFilterModel, MetricTransformation } from '../../../../local/model/watching/log-group';
import { LogGroup } from '../../../../local/services/cloudwatch-logs/log-group';
import { compileMetricFilter } from '../../../../local/services/cloudwatch-logs/metric-filter';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

/** Values that a filter records of lines: sum and count by the values of the dimensions. */
function counted(pattern: string, transformation: Partial<MetricTransformation>, lines: readonly unknown[]): Record<string, string> {
  const model: MetricFilterModel = {
    stack: 'Shop',
    logicalId: 'Filter',
    region: 'us-east-1',
    logGroup: 'access',
    pattern,
    transformations: [{ namespace: 'Shop', name: 'Lines', value: '1', dimensions: new Map(), unit: 'Count', ...transformation }],
  };
  const store = new MetricStore();
  const group = new LogGroup('access', 'us-east-1', '123456789012', NOON);
  group.filters = [compileMetricFilter(model, store)];
  for (const line of lines) group.append('stream', NOON, typeof line === 'string' ? line : JSON.stringify(line));
  return Object.fromEntries([...store.all()].map((series) => {
    const values = series.between(NOON, NOON + MINUTE);
    return [series.identity.dimensions.map(({ value }) => value).join('/'), `${values?.sum} of ${values?.count}`];
  }));
}

test.each<[string, string, Partial<MetricTransformation>, unknown[], Record<string, string>]>([
  ['counts fitting lines', '{ $.status = "429" }', {}, [{ status: '429' }, { status: '200' }, { status: '429' }, 'no JSON'], { '': '2 of 2' }],
  ['adds what a line says', '{ $.ms = * }', { value: '$.ms' }, [{ ms: 12 }, { ms: '30' }, { ms: 'x' }, {}], { '': '42 of 2' }],
  ['records the default value for other lines', '{ $.status = "429" }', { defaultValue: 0 }, [{ status: '429' }, { status: '200' }, 'no JSON'], { '': '1 of 3' }],
  ['tells dimensions apart, and needs all of them', '{ $.status = "429" }', { dimensions: new Map([['Api', '$.api'], ['Stage', '$.stage']]) },
    [{ status: '429', api: 'a', stage: 'prod' }, { status: '429', api: 'b', stage: 'prod' }, { status: '429', api: 'a', stage: 'prod' }, { status: '429', api: 'a' }], { 'a/prod': '2 of 2', 'b/prod': '1 of 1' }],
  ['reads fields between spaces', '[level, ms, ...]', { value: '$ms' }, ['INFO 12 done', 'INFO 30 done well', 'ERROR'], { '': '42 of 2' }],
  ['counts words', 'ERROR', {}, ['ERROR 1', 'fine'], { '': '1 of 1' }],
  ['reads JSON without a pattern', '', { value: '$.n' }, [{ n: 2 }, { n: 3 }], { '': '5 of 2' }],
])('%s', (_what, pattern, transformation, lines, expected) => {
  expect(counted(pattern, transformation, lines)).toEqual(expected);
});

describe('a log group', () => {
  it('keeps the newest lines, and only so many of them', () => {
    const group = new LogGroup('g', 'us-east-1', '123456789012', NOON);
    for (let index = 0; index < 30_000; index++) group.append('s', NOON + index, `line ${index}`);
    const events = group.events(NOON);
    expect(events).toHaveLength(5000);
    expect([events[0]?.message, events.at(-1)?.message]).toEqual(['line 25000', 'line 29999']);
  });

  it('keeps only so many bytes', () => {
    const group = new LogGroup('g', 'us-east-1', '123456789012', NOON);
    for (let index = 0; index < 100; index++) group.append('s', NOON, 'x'.repeat(200_000));
    expect(group.events(NOON)).toHaveLength(20);
    expect(group.storedBytes).toBe(4_000_000);
  });

  it('forgets what is older than its retention', () => {
    const group = new LogGroup('g', 'us-east-1', '123456789012', NOON);
    group.retentionDays = 1;
    group.append('s', NOON, 'old');
    group.append('s', NOON + 20 * 3_600_000, 'new');
    expect(group.events(NOON + 25 * 3_600_000).map(({ message }) => message)).toEqual(['new']);
  });
});
