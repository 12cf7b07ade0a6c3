import { Intrinsic, Scope } from './scope';
import { Json, JsonObject } from '../../json';
import { conditionFunctions } from '../intrinsics/condition';
import { listFunctions } from '../intrinsics/list';
import { lookupFunctions } from '../intrinsics/lookup';
import { textFunctions } from '../intrinsics/text';
import { TemplateError, TemplateLocation, UnknownValueError } from '../template-error';

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map(
  Object.entries({ ...textFunctions, ...listFunctions, ...conditionFunctions, ...lookupFunctions }),
);

/** Makes a member throw when it is read: what only AWS knows must not fail the parts that don't need it. */
function refuseLater(target: object, key: string | number, error: UnknownValueError): void {
  Object.defineProperty(target, key, { enumerable: true, configurable: true, get: () => { throw error; } });
}

function evaluateList(list: Json[], scope: Scope, at: TemplateLocation): Json[] {
  const result: Json[] = [];
  list.forEach((element, i) => {
    try {
      const value = evaluate(element, scope, at.at(i));
      if (value !== undefined) result.push(value);
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      refuseLater(result, result.length, error);
    }
  });
  return result;
}

function evaluateObject(object: JsonObject, scope: Scope, at: TemplateLocation): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(object)) {
    if (key.startsWith('Fn::')) {
      throw new TemplateError(at, { problem: `${key} must be the only member of its object`, found: object, expected: `{"${key}": ...}` });
    }
    try {
      const value = evaluate(object[key] ?? null, scope, at.at(key));
      // An own member even if it is called __proto__.
      if (value !== undefined) Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      refuseLater(result, key, error);
    }
  }
  return result;
}

/**
 * Resolves every intrinsic function and dynamic reference in a value. Undefined stands for `AWS::NoValue`.
 * A member that only AWS knows throws {@link UnknownValueError} when it is read.
 */
export function evaluate(value: Json, scope: Scope, at: TemplateLocation): Json | undefined {
  if (typeof value === 'string') return scope.dynamic(value, at);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return evaluateList(value, scope, at);
  const [name, other] = Object.keys(value);
  if (name === undefined || other !== undefined) return evaluateObject(value, scope, at);
  const intrinsic = intrinsics.get(name);
  if (intrinsic) {
    const result = intrinsic(value[name] ?? null, scope, at.at(name));
    return typeof result === 'string' ? scope.dynamic(result, at) : result;
  }
  if (name.startsWith('Fn::')) {
    throw new TemplateError(at.at(name), {
      problem: `${name} is not supported here`,
      found: value[name] ?? null,
      expected: `one of ${[...intrinsics.keys()].join(', ')}`,
      fix: name === 'Fn::Transform' ? 'give the processed template: macros run on AWS only' : 'write the value out',
    });
  }
  return evaluateObject(value, scope, at);
}
