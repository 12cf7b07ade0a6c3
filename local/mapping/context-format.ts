import { compileMappingExpression } from './mapping-expression';
import { MappingScope } from './mapping-scope';
import { Json } from '../json';

/** A compiled text with variables. */
export type ContextFormat<S extends MappingScope = MappingScope> = (scope: S) => string;

/** Finds what reads `$context.<name>`, once and for all requests. */
export type ContextReader<S extends MappingScope> = (name: string) => (scope: S) => Json | undefined;

const NAME = 'context(?:\\.[\\w-]+)+|stageVariables\\.[\\w-]+|method\\.request\\.(?:header|querystring|path)\\.[\\w-]+';
const VARIABLE = new RegExp(`\\$(?:(${NAME})|\\{(${NAME})\\})`, 'g');

/**
 * Compiles a text in which `$context.<name>`, `$stageVariables.<name>` and `$method.request.<place>.<name>` are replaced and nothing else is
 * understood: the format of an access log, the body of a gateway response.
 *
 * @param missing what stands for a variable that has no value: `-` in access logs
 * @param kind `json`: values are escaped so that they stay within the JSON text that they stand in
 * @param reader of whoever knows the kind of its scopes; else each scope is asked by name
 */
export function compileContextFormat<S extends MappingScope>(
  text: string, missing: string, kind: 'json' | 'text' = 'text', reader: ContextReader<S> = (name) => (scope) => scope.context(name),
): ContextFormat<S> {
  const parts: Part<S>[] = [];
  let end = 0;
  let isQuoted = false;
  for (const found of text.matchAll(VARIABLE)) {
    const plain = text.slice(end, found.index);
    end = found.index + found[0].length;
    if (hasOddQuotes(plain)) isQuoted = !isQuoted;
    const expression = found[1] ?? found[2] ?? '';
    const value = variable(expression, reader);
    const escape = kind === 'text' ? undefined : isQuoted || expression !== QUOTED_BY_ITSELF ? jsonEscape() : undefined;
    const isJson = kind === 'json' && !isQuoted;
    parts.push({ plain, value, ...(escape && { escape }), isJson });
  }
  const rest = text.slice(end);
  return (scope) => {
    let result = '';
    for (const part of parts) result += part.plain + print(part, part.value(scope), missing);
    return result + rest;
  };
}

/** A variable and the text before it. */
interface Part<S> {
  readonly plain: string;
  readonly value: (scope: S) => Json | undefined;
  readonly escape?: (text: string) => string;
  /** An object or list stands here as the JSON that it is. */
  readonly isJson: boolean;
}

function print<S>({ escape, isJson }: Part<S>, value: Json | undefined, missing: string): string {
  switch (typeof value) {
    case 'number': return String(value);
    case 'string':
      if (value === '') return missing;
      return escape ? escape(value) : value;
    case 'undefined': return missing;
    default: {
      if (value === null) return missing;
      const text = JSON.stringify(value);
      return escape && !(isJson && typeof value === 'object') ? escape(text) : text;
    }
  }
}

/** The one variable that brings the quotes of its text along. */
export const QUOTED_BY_ITSELF = 'context.error.messageString';

function hasOddQuotes(json: string): boolean {
  return json.replace(/\\./gs, '').split('"').length % 2 === 0;
}

/** Escapes texts for JSON. It remembers the last one: most variables have the same value in the next line. */
function jsonEscape(): (text: string) => string {
  let last = '';
  let escaped = '';
  return (text) => {
    if (text === last) return escaped;
    last = text;
    return (escaped = /["\\\u0000-\u001f]/.test(text) ? JSON.stringify(text).slice(1, -1) : text);
  };
}

function variable<S extends MappingScope>(expression: string, reader: ContextReader<S>): (scope: S) => Json | undefined {
  if (expression.startsWith('context.')) return reader(expression.slice('context.'.length));
  const value = compileMappingExpression(expression);
  return (scope) => {
    const found = value(scope);
    return typeof found === 'string' ? found : found?.join(',');
  };
}
