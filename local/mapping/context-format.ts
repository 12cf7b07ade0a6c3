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
 */
export function compileContextFormat(text: string, missing: string): ContextFormat {
  const parts: (string | ((scope: MappingScope) => Json | undefined))[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    parts.push(variable(found[1] ?? found[2] ?? ''));
  }
  if (end < text.length) parts.push(text.slice(end));
  return (scope) => {
    let result = '';
    for (const part of parts) result += typeof part === 'string' ? part : variableText(part(scope), missing);
    return result;
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
