import { compileCondition, Condition, Doubt } from './condition';
import { ConditionContext } from './condition-context';
import { Pattern, PatternOptions } from './pattern';
import { PolicyError } from './policy-error';
import { compilePrincipal, Principal } from './principal';
import { Json, JsonObject } from '../../json';

/** What a policy is asked. */
export interface PolicyRequest {
  /** For example `execute-api:Invoke`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Absent: an anonymous caller. */
  readonly principal?: Principal;
  readonly context: ConditionContext;
  /** Whether a Principal that names the caller's account allows the caller; default true. It always does in a Deny. */
  readonly accountPrincipals?: boolean;
}

/** How the elements of a policy are read. */
export interface StatementOptions {
  /** `required` in a resource policy, `forbidden` in a policy of an identity or an authorizer. */
  readonly principal: 'required' | 'forbidden';
  readonly variables: boolean;
  /** Completes a resource that is written in short form. */
  readonly expandResource: (resource: string) => string;
}

/** One statement, compiled. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  applies(request: PolicyRequest): boolean;
}

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const actionShape = /^(?:\*|[a-z0-9-]+:[a-z0-9*?]+)$/i;

/** @throws PolicyError when the statement does not follow the grammar of IAM */
export function compileStatement(statement: JsonObject, where: string, options: StatementOptions): Statement {
  const unknown = Object.keys(statement).find((name) => !elements.includes(name));
  if (unknown !== undefined) throw new PolicyError(`${where}.${unknown}`, statement[unknown], `no such element (there are ${elements.join(', ')})`);
  const effect = statement.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyError(`${where}.Effect`, effect, '"Allow" or "Deny"');
  if (statement.Sid !== undefined && typeof statement.Sid !== 'string') throw new PolicyError(`${where}.Sid`, statement.Sid, 'a string');

  const doubt: Doubt = effect === 'Allow' ? 'refuse' : 'no-match';
  const named = principalTest(statement, where, options);
  const action = either(statement, 'Action', where, doubt, { variables: false, wildcards: 'text', ignoreCase: true }, (text, place) => {
    if (!actionShape.test(text)) throw new PolicyError(place, text, '"*" or an action such as "execute-api:Invoke"');
    return text;
  });
  const resource = either(statement, 'Resource', where, doubt, { variables: options.variables, wildcards: 'arn' }, options.expandResource);
  const condition: Condition = statement.Condition === undefined
    ? { holds: () => true }
    : compileCondition(statement.Condition, `${where}.Condition`, options.variables);
  return {
    effect,
    applies: (request) => named(request, effect === 'Deny' || request.accountPrincipals !== false)
      && action(request.action, request.context) && resource(request.resource, request.context) && condition.holds(request.context, doubt),
  };
}

type PrincipalTest = (request: PolicyRequest, throughAccount: boolean) => boolean;

function principalTest(statement: JsonObject, where: string, options: StatementOptions): PrincipalTest {
  const { Principal: wanted, NotPrincipal: unwanted } = statement;
  if (options.principal === 'forbidden') {
    if (wanted !== undefined || unwanted !== undefined) throw new PolicyError(`${where}.Principal`, wanted ?? unwanted, 'none: only a resource policy names principals');
    return () => true;
  }
  if ((wanted === undefined) === (unwanted === undefined)) throw new PolicyError(where, Object.keys(statement), 'either Principal or NotPrincipal');
  if (wanted !== undefined) {
    const element = compilePrincipal(wanted, `${where}.Principal`);
    return ({ principal }, throughAccount) => element.names(principal, throughAccount);
  }
  const element = compilePrincipal(unwanted ?? null, `${where}.NotPrincipal`);
  return ({ principal }) => !element.names(principal, true);
}

type Test = (value: string, context: ConditionContext) => boolean;

/** Either an element or its negation; exactly one of them must be there. */
function either(
  statement: JsonObject, name: 'Action' | 'Resource', where: string, doubt: Doubt, options: PatternOptions, read: (text: string, place: string) => string,
): Test {
  const plain = statement[name];
  const negated = statement[`Not${name}`];
  if ((plain === undefined) === (negated === undefined)) throw new PolicyError(where, Object.keys(statement), `either ${name} or Not${name}`);
  const place = `${where}.${plain === undefined ? 'Not' : ''}${name}`;
  const patterns = strings(plain ?? negated ?? null, place).map((text) => new Pattern(read(text, place), options));
  if (plain !== undefined) return (value, context) => patterns.some((pattern) => pattern.test(value, context) === 'match');
  return (value, context) => !patterns.some((pattern) => {
    const result = pattern.test(value, context);
    return result === 'match' || (result === 'unresolved' && doubt === 'refuse');
  });
}

function strings(value: Json, where: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new PolicyError(where, value, 'at least one string');
  return list.map((one) => {
    if (typeof one !== 'string' || one === '') throw new PolicyError(where, one, 'a string or a list of strings');
    return one;
  });
}
