import { Grid, isList, isSeries, MathValue, Series, series } from './grid';
import { MathError } from './math-error';

/**
 * `IF(condition, then)` and `IF(condition, then, else)`: 0 is false. Of a condition that is a metric every point decides for itself, and there is none where
 * the condition has none.
 */
export function condition([test, then, otherwise]: readonly MathValue[], grid: Grid): MathValue {
  if (test === undefined || then === undefined) throw new MathError('IF needs a condition and a value');
  if (typeof test === 'string' || isList(test)) throw new MathError('IF needs a number or one metric as its condition');
  if (!isSeries(test)) return test !== 0 && !Number.isNaN(test) ? then : otherwise ?? nothing(grid);
  return select(test, at(then), at(otherwise ?? NaN));
}

function select(test: Series, then: (index: number) => number, otherwise: (index: number) => number): Series {
  return series(test.label, test.values.map((value, index) => (Number.isNaN(value) ? NaN : value !== 0 ? then(index) : otherwise(index))));
}

function at(value: MathValue): (index: number) => number {
  if (typeof value === 'number') return () => value;
  if (typeof value === 'object' && isSeries(value)) return (index) => value.values[index] ?? NaN;
  throw new MathError('IF takes numbers and single metrics');
}

function nothing({ count }: Grid): Series {
  return series('', new Float64Array(count).fill(NaN));
}
