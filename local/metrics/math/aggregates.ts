import { Grid, isList, isSeries, MathValue, present, Series, series } from './grid';
import { MathError } from './math-error';

type Aggregate = (values: readonly number[]) => number;

/** Functions that make one number of many: of a series its value over time, of a list of series one series across them. */
export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: mean,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  STDDEV: (values) => {
    const average = mean(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a series one number (NaN when it has no value); of a list one series, whose missing points are those that no series has. */
export function aggregate(name: string, compute: Aggregate, value: MathValue, grid: Grid): MathValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') throw new MathError(`${name} needs metrics; found a text`);
  if (isSeries(value)) {
    const values = present(value);
    return values.length === 0 ? NaN : compute(values);
  }
  return acrossSeries(name, compute, value, grid);
}

/** A point of the result for each point of the grid. */
function acrossSeries(label: string, compute: Aggregate, list: readonly Series[], grid: Grid): Series {
  if (!isList(list)) throw new MathError(`${label} needs a list of metrics`);
  const result = new Float64Array(grid.count);
  for (let index = 0; index < grid.count; index++) {
    const values = list.map((item) => item.values[index] ?? NaN).filter((item) => !Number.isNaN(item));
    result[index] = values.length === 0 ? NaN : compute(values);
  }
  return series(label, result);
}
