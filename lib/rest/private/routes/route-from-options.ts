import { Annotations, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AddedRoute } from './added-route';
import { checkRequestSchema } from './request-schema';
import { checkScopes } from '../../../common/authorization/scopes';
import { checkThrottle } from '../../../common/private/limits';
import type { RouteKey } from '../../../common/private/route-key';
import type { RestRouteOptions } from '../../rest-route';
import type { AuthorizationBinding } from '../authorization/binding';
import { checkMockResponse } from '../mock-integration';
import type { RouteModel, RouteTarget } from './route-model';

/** What the API gives to a route that does not say. */
export interface RouteDefaults {
  readonly handler?: lambda.IFunction;
  readonly authorization: AuthorizationBinding;
  /** Whether API keys come from authorizers instead of from a header. */
  readonly keysFromAuthorizers: boolean;
}

const parameterName = /^[A-Za-z0-9._$-]+$/;

/**
 * Checks a route's options and completes them from the API's.
 * @throws when options contradict one another or API Gateway would refuse them.
 */
export function routeFromOptions(scope: Construct, key: RouteKey, options: RestRouteOptions, defaults: RouteDefaults): RouteModel {
  const route = JSON.stringify(key.toString());
  const target = targetOf(route, options, defaults.handler);
  const apiKeyRequired = needsKey(route, options.apiKeyRequired, defaults);
  if (options.throttle) checkThrottle(`throttle of route ${route}`, options.throttle);
  if (options.requestSchema) checkRequestSchema(route, options.requestSchema);
  checkNames(route, 'requiredQueryParameters', options.requiredQueryParameters);
  checkNames(route, 'requiredHeaders', options.requiredHeaders);
  checkOperationName(route, options.operationName);

  const scopes = scopesOf(route, options.scopes, defaults.authorization);

  const construct = new AddedRoute(scope, key, apiKeyRequired);
  warnOfTarget(construct, route, target);
  return {
    key,
    construct,
    target,
    authorization: defaults.authorization,
    scopes,
    isDecided: options.authorization !== undefined || options.scopes !== undefined,
    apiKeyRequired,
    requestSchema: options.requestSchema,
    requiredQueryParameters: options.requiredQueryParameters ?? [],
    requiredHeaders: options.requiredHeaders ?? [],
    throttle: options.throttle,
    detailedMetrics: options.detailedMetrics,
    operationName: options.operationName,
  };
}

function targetOf(route: string, options: RestRouteOptions, defaultHandler: lambda.IFunction | undefined): RouteTarget {
  const given = (['handler', 'integration', 'mockResponse'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new Error(`route ${route} has ${given.join(' and ')}; give only one of them`);
  const { timeout } = options;
  if (timeout && (options.integration || options.mockResponse)) {
    throw new Error(`route ${route} has timeout and ${given.join()}; timeout is for functions, ${options.integration ? 'give it to the integration instead' : 'leave it out'}`);
  }
  if (timeout && !timeout.isUnresolved() && timeout.toMilliseconds() < 50) {
    throw new Error(`timeout of route ${route} is ${timeout.toMilliseconds()} ms; API Gateway takes 50 ms or more`);
  }
  if (options.integration) return { kind: 'integration', integration: options.integration };
  if (options.mockResponse) {
    checkMockResponse(route, options.mockResponse);
    return { kind: 'mock', response: options.mockResponse };
  }
  const handler = options.handler ?? defaultHandler;
  if (!handler) throw new Error(`route ${route} has nothing that answers; give it a handler, integration or mockResponse, or give the API a handler`);
  return { kind: 'function', handler, timeout };
}

function needsKey(route: string, wanted: boolean | undefined, { authorization, keysFromAuthorizers }: RouteDefaults): boolean {
  if (authorization.apiKey === 'required' && wanted === false) {
    throw new Error(`route ${route} has apiKeyRequired: false with RestAuthorization.${authorization.name}, which would leave it open; use RestAuthorization.publicAccess(reason) if that is wanted`);
  }
  if (authorization.apiKey === 'forbidden' && wanted === true) {
    throw new Error(`route ${route} has apiKeyRequired: true with RestAuthorization.${authorization.name}; use RestAuthorization.apiKeyOnly(reason) instead`);
  }
  if (!keysFromAuthorizers || authorization.apiKey === 'forbidden' || authorization.namesApiKey) return wanted ?? authorization.apiKey !== 'forbidden';
  if (authorization.apiKey === 'required' || wanted === true) {
    const fix = authorization.name.startsWith('jwt') ? 'give it a customerClaim' : 'use RestAuthorization.jwt() with a customerClaim, or a custom authorizer';
    throw new Error(`route ${route} needs an API key, but apiKeySource is AUTHORIZER and RestAuthorization.${authorization.name} names none, so that every call would be refused; ${fix}`);
  }
  return false;
}

function scopesOf(route: string, wanted: string[] | undefined, authorization: AuthorizationBinding): readonly string[] {
  if (wanted === undefined) return authorization.scopes ?? [];
  if (!authorization.scopes) {
    throw new Error(`route ${route} has scopes, but nobody would look at them with RestAuthorization.${authorization.name}; use RestAuthorization.jwt() or cognito(), or leave scopes out`);
  }
  checkScopes(`scopes of route ${route}`, wanted);
  return wanted;
}

function checkNames(route: string, what: string, names: string[] | undefined): void {
  if (!names || Token.isUnresolved(names)) return;
  const seen = new Set<string>();
  for (const name of names) {
    if (Token.isUnresolved(name)) continue;
    if (!parameterName.test(name)) throw new Error(`${what} of route ${route} has ${JSON.stringify(name)}; a name has letters, digits and . _ $ - only, without a prefix or value`);
    if (seen.has(name)) throw new Error(`${what} of route ${route} has ${JSON.stringify(name)} twice; give it once`);
    seen.add(name);
  }
}

function checkOperationName(route: string, name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new Error(`operationName of route ${route} is ${JSON.stringify(name)}; give up to 64 letters, digits and underscores that begin with a letter, like "getOrder"`);
  }
}

function warnOfTarget(construct: AddedRoute, route: string, target: RouteTarget): void {
  const annotations = Annotations.of(construct);
  if (target.kind === 'integration' && target.integration instanceof apigateway.LambdaIntegration) {
    annotations.addWarningV2('cdk-apigateway-patterns:lambda-integration', `route ${route} has a LambdaIntegration, which adds Lambda permissions for each route until the function's policy is full (20 KB); give the function as handler`);
  }
  if (target.kind === 'function' && target.timeout && !target.timeout.isUnresolved() && target.timeout.toMilliseconds() > 29_000) {
    annotations.addWarningV2('cdk-apigateway-patterns:integration-timeout', `timeout of route ${route} is ${target.timeout.toMilliseconds()} ms; above 29 seconds the deployment fails until the quota "maximum integration timeout" of the account is raised`);
  }
}
