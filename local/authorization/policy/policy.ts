import { PolicyError } from './policy-error';
import { compileStatement, PolicyRequest, StatementOptions } from './statement';
import { Verdict } from './verdict';
import { Json, JsonObject } from '../../json';

/** A policy document, compiled once and asked for every request. */
export interface Policy {
  evaluate(request: PolicyRequest): Verdict;
}

/** Where a policy comes from, which decides what it may say. */
export interface PolicyOptions {
  /** `resource`: a policy of an API, which names principals. `identity`: one of a role, a user or an authorizer, which doesn't. */
  readonly kind: 'identity' | 'resource';
  /** Completes a resource that is written in short form (`execute-api:/prod/GET/pets`); default: as it is. */
  readonly expandResource?: (resource: string) => string;
}

const versions = ['2012-10-17', '2008-10-17'];

/**
 * Compiles a policy document.
 *
 * @param document the document, or its JSON text
 * @throws PolicyError when any part of it does not follow the grammar of IAM
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function compilePolicy(document: Json, options: PolicyOptions): Policy {
  const policy = asObject(typeof document === 'string' ? parse(document) : document, 'policy');
  for (const name of Object.keys(policy)) {
    if (!['Version', 'Id', 'Statement'].includes(name)) throw new PolicyError(name, policy[name], 'no such element (there are Version, Id, Statement)');
  }
  const version = policy.Version ?? '2008-10-17';
  if (typeof version !== 'string' || !versions.includes(version)) throw new PolicyError('Version', version, '"2012-10-17"');
  if (policy.Statement === undefined) throw new PolicyError('Statement', undefined, 'a statement or a list of statements');
  const list = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  const settings: StatementOptions = {
    principal: options.kind === 'resource' ? 'required' : 'forbidden',
    variables: version === '2012-10-17',
    expandResource: options.expandResource ?? ((resource) => resource),
  };
  const statements = list.map((statement, index) => compileStatement(asObject(statement, `Statement[${index}]`), `Statement[${index}]`, settings));
  // Denies come first: the first one that applies decides, and an allow counts only when none does.
  const denies = statements.filter((statement) => statement.effect === 'Deny');
  const allows = statements.filter((statement) => statement.effect === 'Allow');
  return {
    evaluate: (request) => {
      if (denies.some((statement) => statement.applies(request))) return 'explicit-deny';
      return allows.some((statement) => statement.applies(request)) ? 'allow' : 'implicit-deny';
    },
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new PolicyError('policy', text, 'a JSON text');
  }
}

function asObject(value: Json, where: string): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new PolicyError(where, value, 'an object');
  return value;
}
