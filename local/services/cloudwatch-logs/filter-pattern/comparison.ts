/** Decides about the text of a value. */
export type Comparison = (value: string) => boolean;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const ORDER: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** A number that a text spells, or undefined. */
export function numberIn(text: string): number | undefined {
  return NUMBER.test(text.trim()) ? Number(text) : undefined;
}

/**
 * Compiles a comparison with a literal: `=` and `!=` take numbers, texts with `*` for anything, and regular expressions between `%`;
 * the others take numbers.
 *
 * @param literal as written; quotes and percent signs decide what it is
 * @returns undefined for an operator that does not go with the literal
 */
export function compileComparison(operator: string, literal: string): Comparison | undefined {
  if (operator === '=' || operator === '!=') {
    const equal = equality(literal);
    return operator === '=' ? equal : equal && ((value) => !equal(value));
  }
  const order = ORDER[operator];
  const limit = numberIn(unquoted(literal));
  if (!order || limit === undefined) return undefined;
  return (value) => {
    const number = numberIn(value);
    return number !== undefined && order(number, limit);
  };
}

function equality(literal: string): Comparison | undefined {
  const expression = /^%(.*)%$/s.exec(literal)?.[1];
  if (expression !== undefined) return compileRegex(expression);
  const text = unquoted(literal);
  const number = literal.startsWith('"') ? undefined : numberIn(text);
  if (number !== undefined) return (value) => value === text || numberIn(value) === number;
  if (!text.includes('*')) return (value) => value === text;
  const pattern = new RegExp(`^${text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
  return (value) => pattern.test(value);
}

/**
 * A text that stands in every JSON line in which something equals the literal; undefined where there is no such: a number can be spelled in many ways.
 *
 * @param literal as written
 */
export function wordOf(literal: string): string | undefined {
  const word = unquoted(literal);
  if (!literal.startsWith('"') && numberIn(word) !== undefined) return undefined;
  // Of numbers only the short ones are always spelled alike; what has a letter that no number has is none.
  return /^[\w.-]{1,15}$/.test(word) || /^[\w.-]*[A-DF-Z_a-df-z][\w.-]*$/.test(word) ? word : undefined;
}

/** The service knows a part of regular expressions, without parentheses; undefined for what is outside of it. */
export function compileRegex(expression: string): Comparison | undefined {
  if (/[()!]/.test(expression.replace(/\\./g, ''))) return undefined;
  try {
    const pattern = new RegExp(expression);
    return (value) => pattern.test(value);
  } catch {
    return undefined;
  }
}

function unquoted(literal: string): string {
  return /^".*"$/s.test(literal) ? literal.slice(1, -1).replace(/\\(["\\])/g, '$1') : literal;
}
