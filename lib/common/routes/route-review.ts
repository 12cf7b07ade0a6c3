import type { IConstruct } from 'constructs';
import { containsPath, isGreedy } from './path-patterns';
import { warnOfRoute } from './warn-of-route';
import type { RouteKey } from '../private/route-key';

/** What a route asks of its callers. */
export interface Demands {
  /** How the user wrote it, for messages: `RestAuthorization.jwt(...)`. */
  readonly authorization: string;
  readonly of: 'nobody' | 'key' | 'credentials';
  /** Who looks at scopes; two routes that differ in it can't be compared. */
  readonly verifier?: object;
  /** Of which a token needs one; none: any token. */
  readonly scopes: readonly string[];
}

/** A route as it is compared with others of its API. */
export interface ReviewedRoute {
  readonly key: RouteKey;
  readonly construct: IConstruct;
  readonly demands: Demands;
  /** Whether the route says itself who may call it, an open one with its reason, instead of taking what the API says. */
  readonly isDecided: boolean;
}

const strength = { nobody: 0, key: 1, credentials: 2 } as const;

/** Whether a route lets callers in whom another refuses, as far as both can be compared. */
export function asksLess(one: Demands, other: Demands): boolean {
  if (one.of !== other.of) return strength[one.of] < strength[other.of];
  return one.verifier !== undefined && one.verifier === other.verifier && one.scopes.length === 0 && other.scopes.length > 0;
}

/**
 * Warns of routes that take requests out of a route for many, an `ANY`, greedy or `$default` one, and ask less of callers without saying so: what they ask is what
 * the API says for all. A route that says itself who may call it has been thought of, and an open one has a reason. Called when all routes are known.
 */
export function warnOfWeakerRoutes(routes: readonly ReviewedRoute[]): void {
  for (const route of routes) {
    if (route.isDecided || route.key.method === 'OPTIONS') continue;
    const around = routes.filter((other) => standsInFrontOf(route.key, other.key));
    const nearest = around.filter(({ key }) => !around.some((other) => standsInFrontOf(other.key, key)));
    const guarded = nearest.find(({ demands }) => asksLess(route.demands, demands));
    if (!guarded) continue;
    warnOfRoute(route.construct, 'cdk-apigateway-patterns:weaker-route',
      `route ${JSON.stringify(route.key.toString())} takes requests out of ${JSON.stringify(guarded.key.toString())} and asks less of callers: ${described(route.demands)} instead of ${described(guarded.demands)}; `
      + 'give the route the authorization or scopes that you want, the same again where they are meant');
  }
}

export function described({ authorization, verifier, scopes }: Demands): string {
  if (verifier === undefined) return authorization;
  return `${authorization} with ${scopes.length === 0 ? 'any token' : `one of the scopes ${scopes.map((scope) => JSON.stringify(scope)).join(', ')}`}`;
}

function standsInFrontOf(route: RouteKey, other: RouteKey): boolean {
  if (route.shape === other.shape || (other.method !== 'ANY' && other.method !== route.method)) return false;
  const isForMany = other.isDefault || isGreedy(other.segments.at(-1) ?? '') || other.withMethod(route.method).shape === route.shape;
  return isForMany && containsPath(other, route);
}
