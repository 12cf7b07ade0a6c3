import { aggregate, AGGREGATES } from './aggregates';
import { condition } from './condition';
import { fill } from './fill';
import { Grid, isSeries, mapSeries, MathValue, present, Series, series } from './grid';
import { MathError } from './math-error';

/** A function with its parameters computed. */
export type MathFunction = (parameters: readonly MathValue[], grid: Grid) => MathValue;

/** Applies a change to a number, a series, or each series of a list. */
function each(name: string, change: (source: Series, grid: Grid) => Series): MathFunction {
  return ([value], grid) => {
    if (value === undefined || typeof value === 'string') throw new MathError(`${name} needs a metric`);
    if (typeof value === 'number') return change(constant(value, grid), grid).values[0] ?? NaN;
    return isSeries(value) ? change(value, grid) : value.map((item) => change(item, grid));
  };
}

/** Changes each value by itself. */
function pointwise(name: string, change: (value: number, grid: Grid, index: number) => number): MathFunction {
  return each(name, (source, grid) => mapSeries(source, (value, index) => change(value, grid, index)));
}

/** Makes one number of a series. */
function reduction(name: string, compute: (values: number[], grid: Grid) => number): MathFunction {
  return ([value], grid) => {
    if (value === undefined || typeof value !== 'object' || !isSeries(value)) throw new MathError(`${name} needs one metric`);
    return compute(present(value), grid);
  };
}

/** The value against the one before it that is there; the first one has none. */
function steps(name: string, change: (difference: number, points: number, grid: Grid) => number): MathFunction {
  return each(name, (source, grid) => {
    let before = -1;
    return series(source.label, source.values.map((value, index) => {
      if (Number.isNaN(value)) return NaN;
      const result = before < 0 ? NaN : change(value - (source.values[before] ?? NaN), index - before, grid);
      before = index;
      return result;
    }));
  });
}

function constant(value: number, { count }: Grid): Series {
  return series(String(value), new Float64Array(count).fill(value));
}

/** Part of a point's time in UTC. */
function calendar(name: string, part: (time: Date) => number): MathFunction {
  return pointwise(name, (_value, { start, period }, index) => part(new Date(start + index * period)));
}

const listOf = (name: string, value: MathValue | undefined): readonly Series[] => {
  if (value === undefined || typeof value !== 'object') throw new MathError(`${name} needs a list of metrics`);
  return isSeries(value) ? [value] : value;
};

/**
 * Functions of metric math that are served. `METRICS` is not among them: it needs the metrics of the query.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ...Object.entries(AGGREGATES).map(([name, compute]): [string, MathFunction] => [name, ([value], grid) => {
    if (value === undefined) throw new MathError(`${name} needs a metric`);
    return aggregate(name, compute, value, grid);
  }]),
  ['ABS', pointwise('ABS', Math.abs)],
  ['CEIL', pointwise('CEIL', Math.ceil)],
  ['FLOOR', pointwise('FLOOR', Math.floor)],
  ['LOG', pointwise('LOG', Math.log)],
  ['LOG10', pointwise('LOG10', Math.log10)],
  ['DIFF', steps('DIFF', (difference) => difference)],
  ['RATE', steps('RATE', (difference, points, { period }) => difference / (points * period / 1000))],
  ['DIFF_TIME', steps('DIFF_TIME', (_difference, points, { period }) => points * period / 1000)],
  ['RUNNING_SUM', each('RUNNING_SUM', (source) => {
    let sum = 0;
    return mapSeries(source, (value) => (sum += value));
  })],
  ['PERIOD', (_parameters, { period }) => period / 1000],
  ['DATAPOINT_COUNT', reduction('DATAPOINT_COUNT', ({ length }) => length)],
  ['METRIC_COUNT', ([value]) => listOf('METRIC_COUNT', value).length],
  ['FIRST', ([value]) => listOf('FIRST', value)[0] ?? NaN],
  ['LAST', ([value]) => listOf('LAST', value).at(-1) ?? NaN],
  ['REMOVE_EMPTY', ([value]) => listOf('REMOVE_EMPTY', value).filter((item) => present(item).length > 0)],
  ['TIME_SERIES', ([value], grid) => {
    if (typeof value !== 'number') throw new MathError('TIME_SERIES needs a number');
    return constant(value, grid);
  }],
  ['EPOCH', calendar('EPOCH', (time) => time.getTime() / 1000)],
  ['MINUTE', calendar('MINUTE', (time) => time.getUTCMinutes())],
  ['HOUR', calendar('HOUR', (time) => time.getUTCHours())],
  ['DAY', calendar('DAY', (time) => time.getUTCDay() || 7)],
  ['DATE', calendar('DATE', (time) => time.getUTCDate())],
  ['MONTH', calendar('MONTH', (time) => time.getUTCMonth() + 1)],
  ['YEAR', calendar('YEAR', (time) => time.getUTCFullYear())],
  ['FILL', fill],
  ['IF', condition],
]);
