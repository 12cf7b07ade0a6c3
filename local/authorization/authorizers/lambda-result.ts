import { Json, JsonObject } from '../../json';
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
  const answer = parse(payload);
  if (answer === undefined || answer === null || typeof answer !== 'object' || Array.isArray(answer)) {
    return 'the authorizer must return an object with principalId and policyDocument';
  }
  const { principalId, policyDocument, context = null, usageIdentifierKey = null } = answer;
  if (typeof principalId !== 'string' || principalId === '') return `principalId of the authorizer's answer must be a text, it is ${kind(principalId)}`;
  if (policyDocument === undefined || policyDocument === null) return 'the authorizer\'s answer has no policyDocument';
  if (usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') return `usageIdentifierKey must be a text, it is ${kind(usageIdentifierKey)}`;
  const values = readContext(context);
  if (typeof values === 'string') return values;
  try {
    return {
      policy: compilePolicy(policyDocument, { kind: 'identity' }),
      context: { ...values, principalId },
      ...(usageIdentifierKey !== null && { usageIdentifierKey }),
    };
  } catch (error) {
    if (error instanceof PolicyError) return `policyDocument of the authorizer's answer: ${error.message}`;
    throw error;
  }
}

function readContext(context: Json): JsonObject | string {
  if (context === null) return {};
  if (typeof context !== 'object' || Array.isArray(context)) return `context of the authorizer's answer must be an object, it is ${kind(context)}`;
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(context)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return `context.${key} of the authorizer's answer is ${kind(value)}: only texts, numbers and booleans reach the backend, write anything else as JSON text`;
    }
    values[key] = String(value);
  }
  return values;
}

function parse(payload: string): Json | undefined {
  try {
    return JSON.parse(payload) as Json;
  } catch {
    return undefined;
  }
}

/** Names the type of a value and never the value: it may be a secret. */
function kind(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
