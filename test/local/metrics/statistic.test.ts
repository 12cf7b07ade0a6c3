import fc from 'fast-check';
import { Distribution } from '../../../local/metrics/distribution';
import { compileStatistic } from '../../../local/metrics/statistic';

const of = (...values: number[]): Distribution => {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution;
};
const hundred = of(...Array.from({ length: 100 }, (_, index) => index + 1));

test.each([
  ['Sum', 5050], ['Average', 50.5], ['Minimum', 1], ['Maximum', 100], ['SampleCount', 100],
  ['p50', 50], ['p99', 99], ['p99.9', 100], ['p100', 100], ['p0', 1], ['p7', 7],
  ['tm90', 45.5], ['TM(10%:90%)', 50.5], ['TM(80:)', 90.5], ['IQM', 50.5], ['wm98', 50.47],
  ['TC(0:10)', 10], ['TS(80%:)', 1810], ['PR(:25)', 25], ['tc50', 50],
])('%s of 1 to 100 is %d', (name, expected) => {
  expect(compileStatistic(name)?.(hundred)).toBeCloseTo(expected);
});

test.each(['', 'sum', 'Median', 'p101', 'p', 'p-1', 'TM()', 'PR(1%:2%)', 'constructor'])('%p is no statistic', (name) => {
  expect(compileStatistic(name)).toBeUndefined();
});

test('percentiles are exact for few different values, and within a percent for any number of them', () => {
  const many = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 2000 });
  fc.assert(fc.property(many, fc.integer({ min: 1, max: 100 }), (values, percent) => {
    const sorted = [...values].sort((a, b) => a - b);
    const exact = sorted[Math.max(1, Math.ceil((percent / 100) * values.length)) - 1] ?? 0;
    const found = compileStatistic(`p${percent}`)?.(of(...values)) ?? NaN;
    const tolerance = new Set(values).size <= 256 ? 0 : exact * 0.01;
    expect(Math.abs(found - exact)).toBeLessThanOrEqual(tolerance);
  }));
});

test('merging gives what adding everything gives', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 })), fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (left, right) => {
    const merged = of(...left);
    merged.merge(of(...right));
    for (const name of ['Sum', 'Minimum', 'Maximum', 'SampleCount', 'p90']) {
      expect(compileStatistic(name)?.(merged)).toBe(compileStatistic(name)?.(of(...left, ...right)));
    }
  }));
});

test('a summary keeps sum, count and extremes', () => {
  const distribution = new Distribution();
  distribution.addSummary({ count: 4, sum: 20, minimum: 1, maximum: 9 });
  expect(['Sum', 'SampleCount', 'Minimum', 'Maximum', 'p100'].map((name) => compileStatistic(name)?.(distribution))).toEqual([20, 4, 1, 9, 9]);
});

test('a million different values take no more memory than a few thousand', () => {
  const distribution = new Distribution();
  for (let index = 0; index < 1_000_000; index++) distribution.add(index / 7);
  expect(distribution.sorted().length).toBeLessThan(10_000);
  expect(distribution.count).toBe(1_000_000);
});
