import * as fc from 'fast-check';
import { conditionContext } from '../../../../local/authorization/policy/condition-context';
import { compilePolicy } from '../../../../local/authorization/policy/policy';
import { JsonObject } from '../../../../local/json';

// A second evaluation, written from the rules of the IAM user guide alone, slow and plain: recursion over strings, nothing compiled.
// @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

interface Statement { Effect: 'Allow' | 'Deny'; Action?: string[]; NotAction?: string[]; Resource?: string[]; NotResource?: string[]; Condition?: Condition }
type Condition = Record<string, Record<string, string[]>>;
interface Call { readonly action: string; readonly resource: string; readonly context: Readonly<Record<string, string[]>> }

/** "* represents any combination of characters, ? any single character." */
function glob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return glob(pattern.slice(1), text) || (text !== '' && glob(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && glob(pattern.slice(1), text.slice(1));
}

/** "Wildcards within the segments of an ARN; a * that is the last character of a segment can match beyond the colon." The sixth segment goes to the end. */
function arnGlob(pattern: string, text: string, segment = 1): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  const free = segment > 5 || (pattern[0] === '*' && (rest === '' || rest[0] === ':'));
  const takes = text !== '' && (free || text[0] !== ':');
  if (pattern[0] === '*') return arnGlob(rest, text, segment) || (takes && arnGlob(pattern, text.slice(1), segment));
  if (pattern[0] === '?') return takes && arnGlob(rest, text.slice(1), segment);
  return text[0] === pattern[0] && arnGlob(rest, text.slice(1), pattern[0] === ':' ? segment + 1 : segment);
}

function holds(condition: Condition, context: Call['context']): boolean {
  return Object.entries(condition).every(([operator, keys]) => Object.entries(keys).every(([key, wanted]) => {
    const given = context[key] ?? [];
    if (operator === 'Null') return wanted.some((value) => (value === 'true') === (given.length === 0));
    const set = operator.startsWith('ForAll') ? 'all' : operator.startsWith('ForAny') ? 'any' : undefined;
    const name = operator.replace(/^.*:/, '').replace(/IfExists$/, '');
    const negated = name.includes('Not');
    if (given.length === 0) return operator.endsWith('IfExists') || set === 'all' || (set === undefined && negated);
    const same = (value: string, expected: string) => (name.endsWith('Like') ? glob(expected, value) : value === expected);
    const one = (value: string) => wanted.some((expected) => same(value, expected)) !== negated;
    return set === 'all' ? given.every(one) : given.some(one);
  }));
}

function evaluate(statements: Statement[], call: Call): string {
  const applying = statements.filter((statement) => {
    const action = (list: string[]) => list.some((one) => glob(one.toLowerCase(), call.action.toLowerCase()));
    const resource = (list: string[]) => list.some((one) => arnGlob(one, call.resource));
    if (statement.Action ? !action(statement.Action) : action(statement.NotAction ?? [])) return false;
    if (statement.Resource ? !resource(statement.Resource) : resource(statement.NotResource ?? [])) return false;
    return holds(statement.Condition ?? {}, call.context);
  });
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return applying.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'implicit-deny';
}

// Few values out of which everything is put together, so that patterns and calls meet often.
const piece = fc.constantFrom('a', 'b', '*', '?', 'GET', 'prod', '/', 'a*', '*b');
const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const plainPath = fc.array(fc.constantFrom('a', 'b', 'GET', 'prod', '/', ':', 'ab'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const region = fc.constantFrom('us-east-1', '*', 'us-*', 'us-*-1', '?s-east-1', 'eu-west-1');
const account = fc.constantFrom('1', '*', '12');
const resourcePattern = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(region, account, path).map(([where, who, what]) => `arn:aws:execute-api:${where}:${who}:${what}`) },
  { weight: 1, arbitrary: fc.constantFrom('*', 'arn:aws:execute-api:*', 'arn:*', 'arn:aws:*:1:*', 'arn:aws:execute-api:us-*:a*') },
);
const actionPattern = fc.constantFrom('execute-api:Invoke', 'execute-api:*', '*', 's3:*', 'execute-api:inv?ke', 'execute-api:ManageConnections');
const value = fc.constantFrom('x', 'y', 'xy', 'x*', '?', '*');
const given = fc.constantFrom('x', 'y', 'xy', 'z');
const operator = fc.constantFrom(
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].flatMap((name) => [name, `${name}IfExists`, `ForAllValues:${name}`, `ForAnyValue:${name}`]),
);
const key = fc.constantFrom('aws:UserAgent', 'aws:Referer');
const wantedValues = fc.dictionary(key, fc.array(value, { minLength: 1, maxLength: 2 }), { minKeys: 1 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.dictionary(operator, wantedValues, { minKeys: 1, maxKeys: 2 }),
  },
  { weight: 1, arbitrary: fc.tuple(key, fc.constantFrom('true', 'false')).map(([name, absent]) => ({ Null: { [name]: [absent] } })) },
);
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const statement: fc.Arbitrary<Statement> = fc.tuple(
  fc.constantFrom('Allow' as const, 'Deny' as const),
  fc.oneof(
    { weight: 5, arbitrary: several(actionPattern).map((Action) => ({ Action })) },
    { weight: 1, arbitrary: several(actionPattern).map((NotAction) => ({ NotAction })) },
  ),
  fc.oneof(
    { weight: 4, arbitrary: several(resourcePattern).map((Resource) => ({ Resource })) },
    { weight: 1, arbitrary: several(resourcePattern).map((NotResource) => ({ NotResource })) },
  ),
  condition,
).map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, ...(Object.keys(Condition).length > 0 && { Condition }) }));
// At most one value a key outside of set operators is IAM's own rule, so calls have one or none, and set operators see up to three.
const call: fc.Arbitrary<Call> = fc.record({
  action: fc.constantFrom('execute-api:Invoke', 'execute-api:ManageConnections'),
  resource: fc.tuple(fc.constantFrom('us-east-1', 'eu-west-1'), fc.constantFrom('1', '12'), plainPath).map(([where, who, what]) => `arn:aws:execute-api:${where}:${who}:${what}`),
  context: fc.dictionary(key, fc.array(given, { minLength: 1, maxLength: 1 })),
});

test('agrees with an evaluation that was written independently of it', () => {
  const seen = new Map<string, number>();
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), call, (statements, { action, resource, context }) => {
    const policy = compilePolicy({ Version: '2012-10-17', Statement: statements as unknown as JsonObject[] }, { kind: 'identity' });
    const verdict = policy.evaluate({ action, resource, context: conditionContext(context) });
    seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    expect(verdict).toBe(evaluate(statements, { action, resource, context }));
  }), { numRuns: 4000 });
  // The generators are worth nothing when one verdict hardly ever comes up.
  for (const verdict of ['allow', 'explicit-deny', 'implicit-deny']) expect(seen.get(verdict)).toBeGreaterThan(200);
});

test('set operators agree with it on keys of several values', () => {
  const sets = operator.filter((name) => name.includes(':'));
  const conditions = fc.dictionary(sets, fc.dictionary(key, fc.array(value, { minLength: 1, maxLength: 3 }), { minKeys: 1 }), { minKeys: 1 });
  fc.assert(fc.property(conditions, fc.dictionary(key, fc.array(given, { minLength: 1, maxLength: 3 })), (Condition, context) => {
    const statements: Statement[] = [{ Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition }];
    const policy = compilePolicy({ Version: '2012-10-17', Statement: statements as unknown as JsonObject[] }, { kind: 'identity' });
    const asked = { action: 'execute-api:Invoke', resource: 'arn:aws:execute-api:us-east-1:1:a' };
    expect(policy.evaluate({ ...asked, context: conditionContext(context) })).toBe(evaluate(statements, { ...asked, context }));
  }), { numRuns: 2000 });
});
