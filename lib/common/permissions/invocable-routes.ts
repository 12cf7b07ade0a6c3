import type { RouteKey } from '../private/route-key';

/** A route as grants look at it. */
export interface GuardedRoute {
  readonly key: RouteKey;
  /** How the user wrote the authorization, for messages: `RestAuthorization.jwt(...)`. */
  readonly authorization: string;
  readonly byIam: boolean;
}

/**
 * The routes that a policy can let someone call.
 *
 * @param routeKeys as the user gave them; every route that is authorized by IAM when there are none
 * @param useIam what authorizes by IAM, for messages
 * @throws when a route does not exist or is not authorized by IAM
 */
export function invocableRoutes(routes: readonly GuardedRoute[], routeKeys: readonly string[], useIam: string): RouteKey[] {
  if (routeKeys.length === 0) {
    const byIam = routes.filter((route) => route.byIam);
    if (byIam.length === 0) throw new Error(`grantInvoke() found no route that is authorized by IAM; add routes with ${useIam} first`);
    return byIam.map(({ key }) => key);
  }
  return routeKeys.map((routeKey) => {
    const route = routes.find(({ key }) => key.toString() === routeKey);
    const got = `grantInvoke() got ${JSON.stringify(routeKey)}, which is`;
    if (!route) throw new Error(`${got} no route of this API; the routes are ${routes.map(({ key }) => JSON.stringify(key.toString())).join(', ')}`);
    if (!route.byIam) throw new Error(`${got} authorized by ${route.authorization}: a policy would change nothing; give the route ${useIam}`);
    return route.key;
  });
}
