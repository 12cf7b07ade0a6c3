import { FUNCTIONS } from './functions';
import { Grid, isSeries, MathValue, Series, series } from './grid';
import { MathError } from './math-error';
import { operate } from './operators';
import { calls, Expression, parseExpression, references } from './syntax';

/** What an expression may refer to. */
export interface MathScope {
  readonly grid: Grid;
  /** The metric or expression with an id. */
  value(id: string): MathValue;
  /** All metrics of the query, expressions left out, for `METRICS()`. */
  metrics(): readonly Series[];
}

export interface CompiledExpression {
  /** Ids that it refers to by name. */
  readonly references: readonly string[];
  /** Whether it asks for all metrics of the query. */
  readonly usesAllMetrics: boolean;
  /** @throws MathError when the values don't fit the functions */
  evaluate(scope: MathScope): MathValue;
}

/** Words that are parameters of functions and no ids. */
const WORDS = new Set(['REPEAT', 'LINEAR']);

/** @throws MathError for an expression that can't be read or that calls a function that is not served */
export function compileExpression(source: string): CompiledExpression {
  const expression = parseExpression(source);
  const unknown = calls(expression).find((name) => !FUNCTIONS.has(name) && name !== 'METRICS');
  if (unknown !== undefined) throw new MathError(`the function ${unknown} of ${JSON.stringify(source)} is not served`);
  return {
    references: [...new Set(references(expression))].filter((id) => !WORDS.has(id)),
    usesAllMetrics: calls(expression).includes('METRICS'),
    evaluate: (scope) => evaluate(expression, scope),
  };
}

function evaluate(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case 'number': case 'text': return expression.value;
    case 'reference': return WORDS.has(expression.id) ? expression.id : scope.value(expression.id);
    case 'list': return expression.items.flatMap((item) => toList(evaluate(item, scope), scope.grid));
    case 'negation': return operate('*', evaluate(expression.of, scope), -1);
    case 'operation': return operate(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'call': return call(expression.name, expression.parameters.map((parameter) => evaluate(parameter, scope)), scope);
  }
}

function call(name: string, parameters: readonly MathValue[], scope: MathScope): MathValue {
  if (name === 'METRICS') {
    const [part] = parameters;
    return typeof part === 'string' ? scope.metrics().filter(({ label }) => label.includes(part)) : scope.metrics();
  }
  const compute = FUNCTIONS.get(name);
  if (!compute) throw new MathError(`the function ${name} is not served`);
  return compute(parameters, scope.grid);
}

/** Series of a value; a number becomes a constant one. */
export function toList(value: MathValue, grid: Grid): readonly Series[] {
  if (typeof value === 'string') throw new MathError(`found the text ${JSON.stringify(value)} where a metric is needed`);
  if (typeof value === 'number') return [series(String(value), new Float64Array(grid.count).fill(value))];
  return isSeries(value) ? [value] : value;
}
