import { Grid, isSeries, MathValue, Series, series } from './grid';
import { MathError } from './math-error';

type Filler = (values: Float64Array) => Float64Array;

/**
 * `FILL(metrics, number | metric | REPEAT | LINEAR)`: puts values where a metric has none.
 * `REPEAT` takes the value before, `LINEAR` goes straight from the value before to the one after; both leave gaps at the ends that have no such neighbour.
 */
export function fill([source, filler]: readonly MathValue[], _grid: Grid): MathValue {
  if (source === undefined || typeof source !== 'object') throw new MathError('FILL needs a metric, and what to put into its gaps');
  const fillOne = fillerOf(filler);
  const apply = (one: Series): Series => series(one.label, fillOne(one.values));
  return isSeries(source) ? apply(source) : source.map(apply);
}

function fillerOf(filler: MathValue | undefined): Filler {
  if (typeof filler === 'number') return (values) => values.map((value) => (Number.isNaN(value) ? filler : value));
  if (filler === 'REPEAT') return repeat;
  if (filler === 'LINEAR') return linear;
  if (filler !== undefined && typeof filler === 'object' && isSeries(filler)) {
    return (values) => values.map((value, index) => (Number.isNaN(value) ? filler.values[index] ?? NaN : value));
  }
  throw new MathError('FILL needs a number, a metric, REPEAT or LINEAR as its second parameter');
}

function repeat(values: Float64Array): Float64Array {
  let last = NaN;
  return values.map((value) => (last = Number.isNaN(value) ? last : value));
}

function linear(values: Float64Array): Float64Array {
  const result = values.slice();
  let before = -1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) continue;
    const from = values[before] ?? NaN;
    for (let gap = before + 1; before >= 0 && gap < index; gap++) result[gap] = from + (value - from) * ((gap - before) / (index - before));
    before = index;
  }
  return result;
}
