import { isObject, Json, JsonObject, parseJson } from '../../json';
import { compilePolicy, Policy } from '../policy/policy';
import { PolicyError } from '../policy/policy-error';

/** What a Lambda authorizer returned, checked and compiled. */
export interface LambdaResult {
  readonly policy: Policy;
  /** `principalId` and the members of `context`, all as text. */
  readonly context: JsonObject;
  readonly usageIdentifierKey?: string;
}

/**
 * Reads the answer of an authorizer function.
 *
 * @param payload JSON text that the function returned
 * @returns the result, or why the service would answer 500
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function readLambdaResult(payload: string): LambdaResult | string {
  const answer = parseJson(payload);
  if (!isObject(answer)) return 'the authorizer must return an object with principalId and policyDocument';
  const { context = null, usageIdentifierKey = null } = answer;
  const grant = readGrant(answer);
  if (typeof grant === 'string') return grant;
  if (usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') return `usageIdentifierKey must be a text, it is ${kindOf(usageIdentifierKey)}`;
  const values = readContext(context);
  if (typeof values === 'string') return values;
  return { policy: grant.policy, context: { ...values, principalId: grant.principalId }, ...(usageIdentifierKey !== null && { usageIdentifierKey }) };
}

/** Whom the answer of an authorizer function names, and what it may do; or why the service would answer 500. */
export function readGrant({ principalId, policyDocument }: JsonObject): { readonly principalId: string; readonly policy: Policy } | string {
  if (typeof principalId !== 'string' || principalId === '') return `principalId of the authorizer's answer must be a text, it is ${kindOf(principalId)}`;
  if (policyDocument === undefined || policyDocument === null) return 'the authorizer\'s answer has no policyDocument';
  try {
    return { principalId, policy: compilePolicy(policyDocument, { kind: 'identity' }) };
  } catch (error) {
    if (error instanceof PolicyError) return `policyDocument of the authorizer's answer: ${error.message}`;
    throw error;
  }
}

function readContext(context: Json): JsonObject | string {
  if (context === null) return {};
  if (!isObject(context)) return `context of the authorizer's answer must be an object, it is ${kindOf(context)}`;
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(context)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return `context.${key} of the authorizer's answer is ${kindOf(value)}: only texts, numbers and booleans reach the backend, write anything else as JSON text`;
    }
    values[key] = String(value);
  }
  return values;
}

/** Names the type of a value and never the value: it may be a secret. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
