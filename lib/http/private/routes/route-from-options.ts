import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AddedRoute } from './added-route';
import type { RouteModel } from './route-model';
import { checkScopes } from '../../../common/authorization/scopes';
import { checkThrottle } from '../../../common/private/limits';
import type { RouteKey } from '../../../common/private/route-key';
import { HttpBackend } from '../../http-backend';
import type { HttpRouteOptions } from '../../http-route';
import type { AuthorizationBinding } from '../authorization/binding';
import { MOST_SCOPES } from '../quotas';

/** What the API gives to a route that does not say. */
export interface RouteDefaults {
  /** What answers, for a function. One for each function. */
  readonly backendOf: (handler: lambda.IFunction) => HttpBackend;
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
  const backend = backendFrom(route, options, defaults);
  const scopes = scopesOf(route, options.scopes, authorization);
  if (options.throttle) checkThrottle(`throttle of route ${route}`, options.throttle);
  return { key, construct: create(), backend, authorization, scopes, throttle: options.throttle, detailedMetrics: options.detailedMetrics };
}

function backendFrom(route: string, { handler, backend }: HttpRouteOptions, defaults: RouteDefaults): HttpBackend {
  if (handler && backend) throw new Error(`route ${route} has handler and backend; give only one of them`);
  if (backend) return backend;
  const answering = handler ?? defaults.handler;
  if (!answering) throw new Error(`route ${route} has nothing that answers; give it a handler or backend, or give the API a handler`);
  return defaults.backendOf(answering);
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
