import { compileMappingExpression } from './mapping-expression';
import { MappingScope } from './mapping-scope';
import { Json } from '../json';

/** A compiled text with variables. */
export type ContextFormat = (scope: MappingScope) => string;

const NAME = 'context(?:\\.[\\w-]+)+|stageVariables\\.[\\w-]+|method\\.request\\.(?:header|querystring|path)\\.[\\w-]+';
const VARIABLE = new RegExp(`\\$(?:(${NAME})|\\{(${NAME})\\})`, 'g');

/**
 * Compiles a text in which `$context.<name>`, `$stageVariables.<name>` and `$method.request.<place>.<name>` are replaced and nothing else is
 * understood: the format of an access log, the body of a gateway response.
 *
 * @param missing what stands for a variable that has no value: `-` in access logs
 * @param kind `json`: values are escaped so that they stay within the JSON text that they stand in
 */
export function compileContextFormat(text: string, missing: string, kind: 'json' | 'text' = 'text'): ContextFormat {
  const parts: (string | ContextFormat)[] = [];
  let end = 0;
  let isQuoted = false;
  for (const found of text.matchAll(VARIABLE)) {
    const plain = text.slice(end, found.index);
    if (plain !== '') parts.push(plain);
    end = found.index + found[0].length;
    if (hasOddQuotes(plain)) isQuoted = !isQuoted;
    const expression = found[1] ?? found[2] ?? '';
    const value = variable(expression);
    const escape = kind === 'text' ? undefined : isQuoted || expression !== QUOTED_BY_ITSELF ? jsonEscape() : undefined;
    const isJson = kind === 'json' && !isQuoted;
    parts.push((scope) => {
      const given = value(scope);
      const printed = variableText(given, missing);
      // Numbers and what stands for nothing need no escape.
      return escape === undefined || given === undefined || typeof given === 'number' || (isJson && typeof given === 'object') ? printed : escape(printed);
    });
  }
  if (end < text.length) parts.push(text.slice(end));
  return (scope) => {
    let result = '';
    for (const part of parts) result += typeof part === 'string' ? part : part(scope);
    return result;
  };
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

function variable(expression: string): (scope: MappingScope) => Json | undefined {
  if (expression.startsWith('context.')) {
    const name = expression.slice('context.'.length);
    return (scope) => scope.context(name);
  }
  const value = compileMappingExpression(expression);
  return (scope) => {
    const found = value(scope);
    return typeof found === 'string' ? found : found?.join(',');
  };
}

function variableText(value: Json | undefined, missing: string): string {
  if (value === undefined || value === null || value === '') return missing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
