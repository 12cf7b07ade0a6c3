import fc from 'fast-check';
import { compileExpression, toList } from '../../../../local/metrics/math/compile-expression';
import { MathValue, series } from '../../../../local/metrics/math/grid';

const grid = { start: Date.UTC(2026, 10, 21, 12), period: 60_000, count: 4 };
const _ = NaN;
const metrics: Readonly<Record<string, number[]>> = {
  m1: [1, 2, _, 4], m2: [10, 0, 30, _], ones: [1, 1, 1, 1], none: [_, _, _, _], errors: [0, 5, 0, 10], requests: [10, 20, 0, 40],
};

/** Values of an expression; null: no data point. */
function compute(expression: string): unknown {
  const value = compileExpression(expression).evaluate({
    grid,
    value: (id): MathValue => series(id, Float64Array.from(metrics[id] ?? [])),
    metrics: () => ['m1', 'm2'].map((id) => series(id, Float64Array.from(metrics[id] ?? []))),
  });
  if (typeof value === 'number') return value;
  const lists = toList(value, grid).map(({ values }) => [...values].map((item) => (Number.isNaN(item) ? null : item)));
  return lists.length === 1 ? lists[0] : lists;
}

test.each<[string, unknown]>([
  ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['2 ^ 3 ^ 2', 512], ['-2 ^ 2', -4], ['10 / 4', 2.5], ['7 - 2 - 1', 4], ['1 + 1 == 2', 1], ['1 < 2 AND 2 < 1 OR 1', 1],
  ['m1 + m2', [11, 2, null, null]], ['m1 * 2', [2, 4, null, 8]], ['100 - m1', [99, 98, null, 96]], ['m1 / m2', [0.1, null, null, null]],
  ['-m1', [-1, -2, null, -4]], ['m1 > 1', [0, 1, null, 1]], ['m1 != 2', [1, 0, null, 1]], ['m1 > 1 && m1 < 4', [0, 1, null, 0]], ['m1 >= 4 || m1 <= 1', [1, 0, null, 1]],
  ['METRICS() * 2', [[2, 4, null, 8], [20, 0, 60, null]]], ['SUM(METRICS())', [11, 2, 30, 4]], ['SUM(METRICS("m2"))', [10, 0, 30, null]],
  ['SUM([m1, m2])', [11, 2, 30, 4]], ['AVG([m1, m2])', [5.5, 1, 30, 4]], ['MAX([m1, m2])', [10, 2, 30, 4]], ['MIN([m1, ones])', [1, 1, 1, 1]], ['STDDEV([m1, m2])', [4.5, 1, 0, 0]],
  ['SUM(m1)', 7], ['AVG(m1)', 7 / 3], ['MAX(m2)', 30], ['MIN(m2)', 0], ['m1 - AVG(ones)', [0, 1, null, 3]],
  ['FILL(m1, 0)', [1, 2, 0, 4]], ['FILL(m1, REPEAT)', [1, 2, 2, 4]], ['FILL(m1, LINEAR)', [1, 2, 3, 4]], ['FILL(m2, LINEAR)', [10, 0, 30, null]], ['FILL(m1, m2)', [1, 2, 30, 4]], ['FILL(none, 0)', [0, 0, 0, 0]],
  ['FILL(METRICS(), 0)', [[1, 2, 0, 4], [10, 0, 30, 0]]],
  ['IF(requests >= 20, errors / requests, 0)', [0, 0.25, 0, 0.25]], ['IF(requests > 0, errors / requests, 0)', [0, 0.25, 0, 0.25]],
  ['IF(m1 > 1, m1)', [null, 2, null, 4]], ['IF(1, m1, m2)', [1, 2, null, 4]], ['IF(0, m1, m2)', [10, 0, 30, null]], ['IF(m1, m2, 5)', [10, 0, null, null]],
  ['ABS(m1 - m2)', [9, 2, null, null]], ['CEIL(m1 / 3)', [1, 1, null, 2]], ['FLOOR(m1 / 3)', [0, 0, null, 1]],
  ['DIFF(m1)', [null, 1, null, 2]], ['RATE(m1)', [null, 1 / 60, null, 2 / 120]], ['DIFF_TIME(m1)', [null, 60, null, 120]], ['RUNNING_SUM(m1)', [1, 3, null, 7]],
  ['PERIOD(m1)', 60], ['m1 / PERIOD(m1)', [1 / 60, 2 / 60, null, 4 / 60]], ['DATAPOINT_COUNT(m1)', 3], ['METRIC_COUNT(METRICS())', 2],
  ['FIRST([m2, m1])', [10, 0, 30, null]], ['LAST([m2, m1])', [1, 2, null, 4]], ['REMOVE_EMPTY([none, m1])', [1, 2, null, 4]], ['TIME_SERIES(3)', [3, 3, 3, 3]],
  ['HOUR(ones)', [12, 12, 12, 12]], ['MINUTE(ones)', [0, 1, 2, 3]], ['DAY(ones)', [6, 6, 6, 6]], ['sum([m1,m2])', [11, 2, 30, 4]],
])('%s', (expression, expected) => {
  const found = compute(expression);
  if (typeof expected === 'number') {expect(found).toBeCloseTo(expected, 10);} else {
    expect(JSON.parse(JSON.stringify(found), (_key, item: unknown) => (typeof item === 'number' ? Number(item.toFixed(10)) : item)))
      .toEqual(JSON.parse(JSON.stringify(expected), (_key, item: unknown) => (typeof item === 'number' ? Number(item.toFixed(10)) : item)));
  }
});

test.each([
  ['', 'ends too early'], ['m1 +', 'ends too early'], ['m1 m2', 'unexpected "m2"'], ['SUM(m1', 'ends too early'], ['m1 § 2', "can't be read at"],
  ['SEARCH("x", "Sum", 60)', 'SEARCH'], ['ANOMALY_DETECTION_BAND(m1)', 'ANOMALY_DETECTION_BAND'],
])('%p is refused and the message says why', (expression, message) => {
  expect(() => compileExpression(expression)).toThrow(message);
});

test.each(['FILL(m1)', 'FILL(m1, "x")', 'IF(m1)', 'ABS("x")', 'm1 + "x"', 'PERIOD'.concat(' + "x"')])('%s does not compute', (expression) => {
  expect(() => compute(expression)).toThrow();
});

test('numbers compute as in JavaScript', () => {
  const number = fc.integer({ min: 1, max: 50 });
  fc.assert(fc.property(number, number, number, fc.constantFrom('+', '-', '*', '/'), fc.constantFrom('+', '-', '*', '/'), (a, b, c, first, second) => {
    const products = first === '*' || first === '/' || second === '+' || second === '-';
    const apply = (operator: string, left: number, right: number): number => (operator === '+' ? left + right : operator === '-' ? left - right : operator === '*' ? left * right : left / right);
    const expected = products ? apply(second, apply(first, a, b), c) : apply(first, a, apply(second, b, c));
    expect(compute(`${a} ${first} ${b} ${second} ${c}`)).toBeCloseTo(expected, 8);
  }));
});
