import { elements } from './argument';
import { isObject, Json } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';
import { Intrinsic, Scope } from '../values/scope';

const operand = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** Whether two values are the same; numbers and booleans compare as their text. */
function equals(argument: Json, scope: Scope, at: TemplateLocation): boolean {
  const [left, right] = elements(argument, 2, 2, '[value, value]', at).map((value, i) => operand(scope.evaluate(value, at.at(i))));
  return left === right;
}

const each = (argument: Json, scope: Scope, at: TemplateLocation): boolean[] =>
  elements(argument, 1, 10, '1 to 10 conditions', at).map((value, i) => evaluateCondition(value, scope, at.at(i)));

const functions: Readonly<Record<string, (argument: Json, scope: Scope, at: TemplateLocation) => boolean>> = {
  'Fn::Equals': equals,
  'Fn::And': (argument, scope, at) => each(argument, scope, at).every(Boolean),
  'Fn::Or': (argument, scope, at) => each(argument, scope, at).some(Boolean),
  'Fn::Not': (argument, scope, at) => !evaluateCondition(elements(argument, 1, 1, '[condition]', at)[0] ?? null, scope, at.at(0)),
  'Condition': (argument, scope, at) => {
    if (typeof argument !== 'string') throw new TemplateError(at, { problem: 'wrong type', found: argument, expected: 'the name of a condition' });
    return scope.condition(argument, at);
  },
};

/** Whether a condition holds. @throws TemplateError when it is not one. */
export function evaluateCondition(value: Json, scope: Scope, at: TemplateLocation): boolean {
  const [name = '', ...others] = isObject(value) ? Object.keys(value) : [];
  if (isObject(value) && others.length === 0 && Object.hasOwn(functions, name)) {
    const result = functions[name]?.(value[name] ?? null, scope, at.at(name));
    if (result !== undefined) return result;
  }
  throw new TemplateError(at, { problem: 'not a condition', found: value, expected: `one of ${Object.keys(functions).join(', ')}` });
}

const choose: Intrinsic = (argument, scope, at) => {
  const [name, whenTrue, whenFalse] = elements(argument, 3, 3, '[condition name, value if true, value if false]', at);
  if (typeof name !== 'string') throw new TemplateError(at.at(0), { problem: 'wrong type', found: name ?? null, expected: 'the name of a condition' });
  const holds = scope.condition(name, at.at(0));
  return scope.evaluate((holds ? whenTrue : whenFalse) ?? null, at.at(holds ? 1 : 2));
};

/** Condition functions may also stand in rules of values, where they give `true` or `false`. */
const asValue = (name: string): Intrinsic => (argument, scope, at) => evaluateCondition({ [name]: argument }, scope, at);

export const conditionFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::If': choose,
  'Fn::Equals': asValue('Fn::Equals'),
  'Fn::And': asValue('Fn::And'),
  'Fn::Or': asValue('Fn::Or'),
  'Fn::Not': asValue('Fn::Not'),
};
