import { MathError } from './math-error';

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]))/y;

/** Cuts an expression of metric math into tokens. @throws MathError at the first character that belongs to none */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN.source, 'y');
  while (pattern.lastIndex < expression.trimEnd().length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(expression);
    if (!found) throw new MathError(`${JSON.stringify(expression)} can't be read at ${JSON.stringify(expression.slice(at).trim().slice(0, 20))}`);
    const [, number, single, double, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    else tokens.push({ kind: 'text', text: single ?? double ?? '', at });
  }
  tokens.push({ kind: 'end', text: '', at: expression.length });
  return tokens;
}
