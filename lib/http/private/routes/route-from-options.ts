import { Token } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AddedRoute } from './added-route';
import type { RouteModel } from './route-model';
import { checkScopes } from '../../../common/authorization/scopes';
import { checkThrottle } from '../../../common/private/limits';
import type { RouteKey } from '../../../common/private/route-key';
import { HttpBackend } from '../../http-backend';
import type { HttpRouteOptions } from '../../http-route';
import type { AuthorizationBinding } from '../authorization/binding';
import { checkTimeout } from '../backends/check-options';
import { MOST_SCOPES } from '../quotas';

/** What the API gives to a route that does not say. */
export interface RouteDefaults {
  /** One backend for each function. */
  readonly ofFunction: (handler: lambda.IFunction) => HttpBackend;
  /** One backend for each integration. */
  readonly ofIntegration: (integration: apigwv2.HttpRouteIntegration) => HttpBackend;
  readonly handler?: lambda.IFunction;
  readonly authorization: AuthorizationBinding;
}

/**
 * Checks a route's options and completes them from the API's.
 *
 * @param create makes the construct of the route, when everything is checked
 * @throws when options contradict one another or API Gateway would refuse them.
 */
export function routeFromOptions(key: RouteKey, options: HttpRouteOptions, defaults: RouteDefaults, create: () => AddedRoute): RouteModel {
  const route = JSON.stringify(key.toString());
  const { authorization } = defaults;
  const { throttle, detailedMetrics } = options;
  const backend = backendFrom(route, options, defaults);
  const scopes = scopesOf(route, options.scopes, authorization);
  if (throttle) checkThrottle(`throttle of route ${route}`, throttle);
  const isDecided = options.authorization !== undefined || options.scopes !== undefined;
  return { key, construct: create(), backend, authorization, scopes, isDecided, throttle, detailedMetrics };
}

function backendFrom(route: string, options: HttpRouteOptions, defaults: RouteDefaults): HttpBackend {
  const given = (['handler', 'integration', 'backend'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new Error(`route ${route} has ${given.join(' and ')}; give only one of them`);
  const { timeout, integration, backend } = options;
  if (timeout && (integration || backend)) throw new Error(`route ${route} has timeout and ${given.join()}; timeout is for functions, give it to the ${given.join()} instead`);
  if (timeout) checkTimeout(`route ${route}`, timeout);
  if (backend) return backend;
  if (integration) return defaults.ofIntegration(integration);
  const handler = options.handler ?? defaults.handler;
  if (!handler) throw new Error(`route ${route} has nothing that answers; give it a handler, integration or backend, or give the API a handler`);
  return timeout ? HttpBackend.lambda(handler, { timeout }) : defaults.ofFunction(handler);
}

function scopesOf(route: string, wanted: string[] | undefined, authorization: AuthorizationBinding): readonly string[] {
  if (wanted !== undefined && !authorization.scopes) {
    throw new Error(`route ${route} has scopes, but nobody would look at them with HttpAuthorization.${authorization.name}; use HttpAuthorization.jwt(), or leave scopes out`);
  }
  checkScopes(`scopes of route ${route}`, wanted);
  const scopes = wanted ?? authorization.scopes ?? [];
  if (!Token.isUnresolved(scopes) && scopes.length > MOST_SCOPES) {
    throw new Error(`route ${route} has ${scopes.length} scopes, of which a token needs one; API Gateway takes ${MOST_SCOPES} for a route, so let the issuer give a scope that stands for several`);
  }
  return scopes;
}
