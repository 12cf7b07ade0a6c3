import { finite, isList, isSeries, mapSeries, MathValue, Series, series } from './grid';
import { MathError } from './math-error';

type Operation = (left: number, right: number) => number;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  'AND': (left, right) => Number(left !== 0 && right !== 0),
  'OR': (left, right) => Number(left !== 0 || right !== 0),
};

/** Applies an operator to numbers, series and lists of series: point by point, and only where both sides have a value. */
export function operate(operator: string, left: MathValue, right: MathValue): MathValue {
  const operation = OPERATIONS[operator];
  if (!operation || typeof left === 'string' || typeof right === 'string') throw new MathError(`${operator} can't be applied to a text`);
  if (isList(left)) {
    if (!isList(right)) return left.map((item) => combine(operation, item, right));
    if (left.length !== right.length) throw new MathError(`${operator} needs two lists of one length; found ${left.length} and ${right.length}`);
    return left.map((item, index) => combine(operation, item, right[index] ?? NaN));
  }
  if (isList(right)) return right.map((item) => combine(operation, left, item));
  if (typeof left === 'number' && typeof right === 'number') return finite(operation(left, right));
  return combine(operation, left, right);
}

function combine(operation: Operation, left: number | Series, right: number | Series): Series {
  if (isSeries(left)) {
    if (!isSeries(right)) return mapSeries(left, (value) => operation(value, right));
    return series(left.label, left.values.map((value, index) => {
      const other = right.values[index] ?? NaN;
      return Number.isNaN(value) || Number.isNaN(other) ? NaN : finite(operation(value, other));
    }));
  }
  if (isSeries(right)) return mapSeries(right, (value) => operation(left, value));
  throw new MathError('two numbers are no series');
}
