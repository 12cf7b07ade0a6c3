import { MathError } from './math-error';
import { Token, tokenize } from './tokens';

/** A read expression of metric math. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** A metric or another expression, by its id. */
  | { readonly kind: 'reference'; readonly id: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'negation'; readonly of: Expression }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] };

/** Operators by how tightly they bind, from loose to tight; a power is handled apart as it groups to the right. */
const LEVELS: readonly (readonly string[])[] = [['OR', '||'], ['AND', '&&'], ['==', '!=', '<', '>', '<=', '>='], ['+', '-'], ['*', '/']];
const SAME: ReadonlyMap<string, string> = new Map([['||', 'OR'], ['&&', 'AND']]);

class Parser {
  private position = 0;

  public constructor(private readonly tokens: readonly Token[], private readonly source: string) {}

  public all(): Expression {
    const result = this.level(0);
    if (this.peek.kind !== 'end') throw this.unexpected();
    return result;
  }

  private get peek(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: '', at: this.source.length };
  }

  private level(depth: number): Expression {
    const operators = LEVELS[depth];
    if (!operators) return this.unary();
    let left = this.level(depth + 1);
    for (let operator = this.operatorOf(operators); operator !== undefined; operator = this.operatorOf(operators)) {
      left = { kind: 'operation', operator, left, right: this.level(depth + 1) };
    }
    return left;
  }

  private operatorOf(operators: readonly string[]): string | undefined {
    const { kind, text } = this.peek;
    const upper = text.toUpperCase();
    if ((kind !== 'sign' && kind !== 'name') || !operators.includes(upper)) return undefined;
    this.position++;
    return SAME.get(upper) ?? upper;
  }

  private unary(): Expression {
    if (this.take('-')) return { kind: 'negation', of: this.unary() };
    if (this.take('+')) return this.unary();
    const base = this.atom();
    return this.take('^') ? { kind: 'operation', operator: '^', left: base, right: this.unary() } : base;
  }

  private atom(): Expression {
    const token = this.peek;
    this.position++;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'name') {
      return this.take('(') ? { kind: 'call', name: token.text.toUpperCase(), parameters: this.until(')') } : { kind: 'reference', id: token.text };
    }
    if (token.text === '[') return { kind: 'list', items: this.until(']') };
    if (token.text === '(') {
      const inner = this.level(0);
      if (!this.take(')')) throw this.unexpected();
      return inner;
    }
    this.position--;
    throw this.unexpected();
  }

  private until(end: string): Expression[] {
    const items: Expression[] = [];
    if (this.take(end)) return items;
    do items.push(this.level(0)); while (this.take(','));
    if (!this.take(end)) throw this.unexpected();
    return items;
  }

  private take(sign: string): boolean {
    const { kind, text } = this.peek;
    if (kind !== 'sign' || text !== sign) return false;
    this.position++;
    return true;
  }

  private unexpected(): MathError {
    const { kind, text } = this.peek;
    return new MathError(`${JSON.stringify(this.source)} can't be read: ${kind === 'end' ? 'it ends too early' : `unexpected ${JSON.stringify(text)}`}`);
  }
}

/**
 * Reads an expression.
 *
 * @throws MathError when it is none
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(source: string): Expression {
  return new Parser(tokenize(source), source).all();
}

/** Ids that an expression refers to; `METRICS()` refers to all metrics, which is not in the list. */
export function references(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number': case 'text': return [];
    case 'reference': return [expression.id];
    case 'list': return expression.items.flatMap(references);
    case 'negation': return references(expression.of);
    case 'operation': return [...references(expression.left), ...references(expression.right)];
    case 'call': return expression.parameters.flatMap(references);
  }
}

/** Names of the functions that an expression calls. */
export function calls(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number': case 'text': case 'reference': return [];
    case 'list': return expression.items.flatMap(calls);
    case 'negation': return calls(expression.of);
    case 'operation': return [...calls(expression.left), ...calls(expression.right)];
    case 'call': return [expression.name, ...expression.parameters.flatMap(calls)];
  }
}
