import { isObject, JsonObject, parseJson } from '../../json';
import { kindOf, readGrant } from '../authorizers/lambda-result';
import { Policy } from '../policy/policy';

/** What a Lambda authorizer returned, checked and compiled. */
export type HttpLambdaResult =
  | { readonly kind: 'simple'; readonly isAuthorized: boolean; readonly context: JsonObject }
  | { readonly kind: 'policy'; readonly policy: Policy; readonly context: JsonObject; readonly principalId: string };

/**
 * Reads the answer of an authorizer function. Unlike REST APIs, HTTP APIs hand on lists and objects of the context as they are.
 *
 * @param payload JSON text that the function returned
 * @param simple whether the authorizer has simple responses; then a policy is not understood, and the other way round
 * @returns the result, or why the service would answer 500
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format-response
 */
export function readHttpLambdaResult(payload: string, simple: boolean): HttpLambdaResult | string {
  const answer = parseJson(payload);
  if (!isObject(answer)) return `the authorizer must return an object with ${simple ? 'isAuthorized' : 'principalId and policyDocument'}`;
  const given = answer.context ?? {};
  if (!isObject(given)) return `context of the authorizer's answer must be an object, it is ${kindOf(given)}`;
  if (!simple) {
    const grant = readGrant(answer);
    return typeof grant === 'string' ? grant : { kind: 'policy', context: given, ...grant };
  }
  const { isAuthorized } = answer;
  if (typeof isAuthorized !== 'boolean') return `isAuthorized of the authorizer's answer must be true or false, it is ${kindOf(isAuthorized)}`;
  return { kind: 'simple', isAuthorized, context: given };
}
