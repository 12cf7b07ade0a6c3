import { escapeJavaScript, urlDecode, urlEncode } from './escape';
import { compileJsonPath } from './json-path';
import { MappingError } from './mapping-error';
import { MappingScope } from './mapping-scope';
import { templateText } from './value-text';
import { Json } from '../json';

/** What a reference of a template stands for; undefined prints as nothing. */
export type Reference = (scope: MappingScope) => Json | undefined;

/** A part of a parsed reference: `.name`, `['name']`, `.name(arguments)`. */
export interface Access {
  readonly name: string;
  readonly parameters?: readonly Reference[];
  /** Texts of the parameters that are literals. */
  readonly literals?: readonly (string | undefined)[];
}

const CONVERSIONS: Readonly<Record<string, (text: string) => string>> = {
  escapeJavaScript,
  urlEncode,
  urlDecode,
  base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
};

/**
 * Gives a parsed reference its meaning.
 *
 * @param source the reference as it was written, for messages
 * @throws MappingError when only the full template language knows it
 */
export function compileReference(root: string, accesses: readonly Access[], source: string): Reference {
  switch (root) {
    case 'context': return contextReference(accesses, source);
    case 'stageVariables': return stageVariableReference(accesses, source);
    case 'input': return inputReference(accesses, source);
    case 'util': return conversionReference(accesses, source);
    // Nothing can be set without a directive, so any other name is undefined.
    default: return () => undefined;
  }
}

function contextReference(accesses: readonly Access[], source: string): Reference {
  if (accesses.some(({ parameters }) => parameters !== undefined)) throw needsLanguage(source);
  const name = accesses.map((access) => access.name).join('.');
  return (scope) => scope.context(name);
}

function stageVariableReference([access, ...others]: readonly Access[], source: string): Reference {
  const isGetter = access?.name === 'get' && access.parameters?.length === 1;
  const name = isGetter ? access.literals?.[0] : access?.parameters === undefined ? access?.name : undefined;
  if (name === undefined || others.length > 0) throw needsLanguage(source);
  return (scope) => scope.stageVariable(name);
}

function inputReference([access, ...others]: readonly Access[], source: string): Reference {
  if (access === undefined) throw needsLanguage(source);
  if (access.name === 'body' && access.parameters === undefined) {
    // The body is a text: it has no members.
    return others.length === 0 ? (scope) => scope.payload() : () => undefined;
  }
  const literal = access.literals?.[0];
  if (others.length > 0 || access.parameters?.length !== 1 || literal === undefined) throw needsLanguage(source);
  if (access.name === 'params') return (scope) => scope.pathParameter(literal) ?? scope.queryParameter(literal)?.at(-1) ?? scope.header(literal)?.at(-1) ?? '';
  if (access.name !== 'json' && access.name !== 'path') throw needsLanguage(source);
  const find = compileJsonPath(literal);
  const found: Reference = (scope) => {
    const document = scope.payloadJson();
    return document === undefined ? undefined : find(document);
  };
  if (access.name === 'path') return found;
  return (scope) => {
    const value = found(scope);
    return value === undefined ? '' : JSON.stringify(value);
  };
}

function conversionReference([access, ...others]: readonly Access[], source: string): Reference {
  const convert = access && Object.hasOwn(CONVERSIONS, access.name) ? CONVERSIONS[access.name] : undefined;
  const parameter = access?.parameters?.[0];
  if (convert === undefined || parameter === undefined || others.length > 0) throw needsLanguage(source);
  return (scope) => {
    const value = parameter(scope);
    return value === undefined || value === null ? undefined : convert(templateText(value));
  };
}

function needsLanguage(source: string): MappingError {
  return new MappingError(`${source} needs the template language, which is not evaluated yet: expected $context.x, $stageVariables.x, $input.body, $input.json('$.x'), $input.path('$.x'), $input.params('x') or a $util conversion`);
}
