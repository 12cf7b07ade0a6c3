import { compileMappingExpression } from './mapping-expression';
import { MappingScope } from './mapping-scope';
import { Json } from '../json';

/** A compiled text with variables. */
export type ContextFormat<S extends MappingScope = MappingScope> = (scope: S) => string;

/** How `$context` variables of one kind of scope are read. */
export interface ContextReader<S extends MappingScope> {
  /** What reads `$context.<name>`, found once and for all requests. */
  variable(name: string): (scope: S) => Json | undefined;
  /** Whether a variable has one value for all scopes of a group; then it is read once. @default - none has */
  isFixed?(name: string): boolean;
  /** What makes scopes a group: the same object for all of them, like their route. There are few. */
  group?(scope: S): unknown;
}

/** Names of claims may have colons, like `cognito:username`; of other names a colon is the end. */
const NAME = 'context\\.authorizer\\.claims(?:\\.[\\w-]+(?::[\\w-]+)*)+|context(?:\\.[\\w-]+)+|stageVariables\\.[\\w-]+|method\\.request\\.(?:header|querystring|path)\\.[\\w-]+';
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
  text: string, missing: string, kind: 'json' | 'text' = 'text', reader: ContextReader<S> = { variable: (name) => (scope) => scope.context(name) },
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
    const isFixed = expression.startsWith(CONTEXT) && reader.isFixed?.(expression.slice(CONTEXT.length)) === true;
    parts.push({ plain, value, ...(escape && { escape }), isJson, isFixed });
  }
  const whole = { parts, rest: text.slice(end) };
  const { group } = reader;
  if (group === undefined || !parts.some(({ isFixed }) => isFixed)) return (scope) => write(whole, scope, missing);
  const known = new Map<unknown, Pieces<S>>();
  return (scope) => {
    const key = group(scope);
    let pieces = known.get(key);
    if (pieces === undefined) known.set(key, pieces = withFixed(whole, scope, missing));
    return write(pieces, scope, missing);
  };
}

interface Pieces<S> {
  readonly parts: readonly Part<S>[];
  readonly rest: string;
}

function write<S>({ parts, rest }: Pieces<S>, scope: S, missing: string): string {
  let result = '';
  for (const part of parts) result += part.plain + print(part, part.value(scope), missing);
  return result + rest;
}

/** The same pieces with the values of fixed variables as plain text. */
function withFixed<S>({ parts, rest }: Pieces<S>, scope: S, missing: string): Pieces<S> {
  const left: Part<S>[] = [];
  let plain = '';
  for (const part of parts) {
    plain += part.plain;
    if (part.isFixed) {
      plain += print(part, part.value(scope), missing);
      continue;
    }
    left.push({ ...part, plain });
    plain = '';
  }
  return { parts: left, rest: plain + rest };
}

const CONTEXT = 'context.';

/** A variable and the text before it. */
interface Part<S> {
  readonly plain: string;
  readonly value: (scope: S) => Json | undefined;
  readonly escape?: (text: string) => string;
  /** An object or list stands here as the JSON that it is. */
  readonly isJson: boolean;
  readonly isFixed: boolean;
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
  if (expression.startsWith(CONTEXT)) return reader.variable(expression.slice(CONTEXT.length));
  const value = compileMappingExpression(expression);
  return (scope) => {
    const found = value(scope);
    return typeof found === 'string' ? found : found?.join(',');
  };
}
