import { Json } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';
import { Scope } from '../values/scope';

/** Resolves an argument that must be text; numbers and booleans are written out, as CloudFormation does. */
export function textArgument(value: Json | undefined, scope: Scope, at: TemplateLocation): string {
  const resolved = value === undefined ? undefined : scope.evaluate(value, at);
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
  throw new TemplateError(at, { problem: 'wrong type', found: resolved ?? null, expected: 'a text' });
}

/** Resolves an argument that must be a list. */
export function listArgument(value: Json | undefined, scope: Scope, at: TemplateLocation): Json[] {
  const resolved = value === undefined ? undefined : scope.evaluate(value, at);
  if (Array.isArray(resolved)) return resolved;
  throw new TemplateError(at, { problem: 'wrong type', found: resolved ?? null, expected: 'a list' });
}

/** Resolves an argument that must be a whole number, not negative. */
export function numberArgument(value: Json | undefined, scope: Scope, at: TemplateLocation): number {
  const resolved = textArgument(value, scope, at);
  if (/^\d+$/.test(resolved)) return Number(resolved);
  throw new TemplateError(at, { problem: 'wrong value', found: resolved, expected: 'a whole number, 0 or more' });
}

/** The unresolved elements of a function's argument list. */
export function elements(argument: Json, minimum: number, maximum: number, shape: string, at: TemplateLocation): Json[] {
  if (Array.isArray(argument) && argument.length >= minimum && argument.length <= maximum) return argument;
  throw new TemplateError(at, { problem: 'wrong arguments', found: argument, expected: shape });
}
