import { ConditionContext } from './condition-context';
import { Comparison, Operator, operators } from './condition-operators';
import { PatternResult } from './pattern';
import { PolicyError } from './policy-error';
import { Json } from '../../json';

/** A Condition element, compiled. All of its operators and keys must hold. */
export interface Condition {
  /** @param doubt what an unresolved variable counts as: a statement that allows must not profit from it */
  holds(context: ConditionContext, doubt: Doubt): boolean;
}

/** How to decide when a policy variable has no value: whatever makes an Allow apply less often. */
export type Doubt = 'refuse' | 'no-match';

interface Test {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly key: string;
  readonly operator: Operator;
  readonly expected: readonly Comparison[];
}

const shape = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Compiles a Condition element.
 *
 * @throws PolicyError for an operator that IAM does not have or a value that its operator can't use
 */
export function compileCondition(element: Json, where: string, variables: boolean): Condition {
  const tests: ((context: ConditionContext, doubt: Doubt) => boolean)[] = [];
  for (const [name, keys] of members(element, where)) {
    const [, set, base = '', ifExists] = shape.exec(name) ?? [];
    for (const [key, value] of members(keys, `${where}.${name}`)) {
      const place = `${where}.${name}.${key}`;
      const values = texts(value, place);
      if (base === 'Null') {
        const absent = values.map((text) => nullValue(text, place));
        tests.push((context) => absent.includes((context.get(key.toLowerCase()) ?? []).length === 0));
        continue;
      }
      const operator = operators.get(base);
      if (operator === undefined) throw new PolicyError(`${where}.${name}`, name, 'a condition operator of IAM such as "StringEquals"');
      const expected = values.map((text) => operator.compile(text, place, variables));
      const test: Test = {
        set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : undefined, ifExists: ifExists !== undefined, key: key.toLowerCase(), operator, expected,
      };
      tests.push((context, doubt) => passes(test, context, doubt));
    }
  }
  return { holds: (context, doubt) => tests.every((test) => test(context, doubt)) };
}

function passes(test: Test, context: ConditionContext, doubt: Doubt): boolean {
  const values = context.get(test.key) ?? [];
  if (values.length === 0) {
    if (test.ifExists || test.set === 'ForAllValues') return true;
    return test.set === undefined && test.operator.negated;
  }
  const { negated } = test.operator;
  const one = (value: string): boolean => {
    const results = test.expected.map((comparison) => comparison(value, context));
    return negated ? !results.some((result) => counts(result, doubt === 'refuse')) : results.some((result) => counts(result, false));
  };
  if (test.set === 'ForAnyValue') return values.some(one);
  if (test.set === 'ForAllValues' || negated) return values.every(one);
  return values.some(one);
}

function counts(result: PatternResult, unresolved: boolean): boolean {
  return result === 'match' || (result === 'unresolved' && unresolved);
}

function members(element: Json | undefined, where: string): [string, Json][] {
  if (element === undefined || element === null || typeof element !== 'object' || Array.isArray(element)) throw new PolicyError(where, element, 'an object');
  return Object.entries(element);
}

function texts(value: Json, where: string): string[] {
  return (Array.isArray(value) ? value : [value]).map((one) => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw new PolicyError(where, one, 'a string, a number, a boolean or a list of them');
  });
}

function nullValue(text: string, where: string): boolean {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw new PolicyError(where, text, '"true" or "false"');
}
