import { AuthorizerConfiguration } from '../configuration';
import { ConfigurationError } from '../errors';
import { ALLOW_ALL, DENY_ALL, isAllowed, policyDocument, Verdict } from './policy-document';
import { parseRoute, pathPattern } from './route';
import { findConflict, GuardedRoute, RouteTable, routeTable, stageVerdict } from './route-table';
import { satisfies } from '../token/scopes';

/** What a token with these scopes may call. `route` and `call` are the call that asks: `GET /orders/{id}` and `GET/orders/7`. */
export type RouteAuthorization = (scopes: readonly string[], route: string | undefined, call: string) => Verdict;

/** API Gateway takes a result of 8 KB; the rest is for the context. */
const LARGEST_POLICY = 6_144;
/** As long as a stage's ARN with the longest name of a region and a name of 20 characters. */
const TYPICAL_STAGE = 'x'.repeat(90);

/** @throws ConfigurationError if a route is malformed, or one policy can't be right for all of them */
export function routeAuthorization({ requiredScopes, routes, policy }: AuthorizerConfiguration): RouteAuthorization {
  if (!routes) return (scopes) => satisfies(scopes, requiredScopes) ? ALLOW_ALL : DENY_ALL;
  const guarded = Object.entries(routes).map(([key, scopes]) => ({ key, route: parseRoute(key) ?? refuse(key, 'routes like "GET /orders/{id}"'), scopes }));
  const isGranted = (scopes: readonly string[], route: string): boolean => {
    const found = guarded.find(({ key }) => key === route) ?? guarded.find(({ key }) => key === route.replace(/^[A-Z]+/, 'ANY'));
    return found !== undefined && satisfies(scopes, found.scopes);
  };
  if (policy === 'route') return (scopes, route = '') => isGranted(scopes, route) ? onlyRoute(route) : DENY_ALL;
  const table = routeTable(guarded);
  checkTable(table, guarded);
  return (scopes, route, call) => {
    const verdict = stageVerdict(table, scopes);
    return route === undefined ? verdict : withCall(verdict, call, isGranted(scopes, route));
  };
}

function refuse(actual: unknown, expected: string): never {
  throw new ConfigurationError('AUTHORIZER_CONFIG.routes', actual, expected);
}

function onlyRoute(key: string): Verdict {
  const route = parseRoute(key);
  return route ? { allow: route.methods.map((method) => `${method}/${pathPattern(route)}`), deny: [] } : DENY_ALL;
}

/**
 * The event names the route that the call was led to. Where a policy of patterns would say something else for this call (an unusual spelling of the
 * path, a route that the configuration lacks), this call gets a statement of its own.
 */
function withCall(verdict: Verdict, call: string, isGranted: boolean): Verdict {
  if (isAllowed(verdict, call) === isGranted) return verdict;
  // A path with a policy's own special characters would be a pattern.
  if (/[*?$]/.test(call)) return isGranted ? verdict : DENY_ALL;
  return isGranted ? { ...verdict, allow: [...verdict.allow, call] } : { ...verdict, deny: [...verdict.deny, call] };
}

function checkTable(table: RouteTable, routes: readonly GuardedRoute[]): void {
  const conflict = findConflict(table);
  if (conflict) refuse(conflict, '"policy": "route", as no single policy can allow the first and the last of these but not the second');
  const all = [...new Set(routes.flatMap(({ scopes }) => scopes))];
  const tokens = [[], ...all.flatMap((scope) => [[scope], all.filter((other) => other !== scope)])];
  if (tokens.some((scopes) => isTooLarge(stageVerdict(table, scopes), TYPICAL_STAGE))) refuse(routes.length, '"policy": "route", as one policy for so many routes would be too large');
}

/** Whether API Gateway would refuse the policy, and so answer 500. */
export function isTooLarge(verdict: Verdict, stage: string): boolean {
  return JSON.stringify(policyDocument(verdict, stage)).length > LARGEST_POLICY;
}
