import { ALLOW_ALL, Verdict } from './policy-document';
import { pathPattern, reaches, reachesWithSlash, Route } from './route';
import { satisfies } from '../token/scopes';

/** A route and the scopes of which a token needs one. */
export interface GuardedRoute {
  /** `GET /orders/{id}`. */
  readonly key: string;
  readonly route: Route;
  readonly scopes: readonly string[];
}

/** Routes by method; `ANY` stands with every method that the same path has no route of its own for. */
export type RouteTable = ReadonlyMap<string, readonly GuardedRoute[]>;

export function routeTable(routes: readonly GuardedRoute[]): RouteTable {
  const keys = new Set(routes.map(({ key }) => key));
  const table = new Map<string, GuardedRoute[]>();
  for (const guarded of routes) {
    for (const method of guarded.route.methods) {
      const own = guarded.key.replace(/^ANY/, method);
      if (own === guarded.key || !keys.has(own)) table.set(method, [...table.get(method) ?? [], guarded]);
    }
  }
  return table;
}

/**
 * The verdict that is right for every route of the stage. A policy's `*` crosses slashes, so the pattern of an allowed route may match calls of
 * a route that is not allowed, which then has to be denied expressly. Allowing is by list: a spelling of a path that nobody thought of is denied.
 */
export function stageVerdict(table: RouteTable, scopes: readonly string[]): Verdict {
  const allow: string[] = [];
  const deny: string[] = [];
  let isComplete = true;
  for (const [method, routes] of table) {
    const granted = routes.filter((guarded) => satisfies(scopes, guarded.scopes));
    if (granted.length === routes.length) {
      allow.push(`${method}/*`);
      continue;
    }
    isComplete = false;
    allow.push(...granted.map(({ route }) => `${method}/${pathPattern(route)}`));
    for (const guarded of routes) {
      if (granted.includes(guarded)) continue;
      const pattern = `${method}/${pathPattern(guarded.route)}`;
      if (granted.some(({ route }) => reaches(route, guarded.route))) deny.push(pattern);
      if (granted.some(({ route }) => reachesWithSlash(route, guarded.route))) deny.push(`${pattern}/`);
    }
  }
  return isComplete ? ALLOW_ALL : { allow, deny };
}

/**
 * The first three routes, if any, that no single policy keeps apart: for a token that may call the first and the last but not the second, the second
 * has to be denied because the pattern of the first reaches it, and that denial reaches the last.
 */
export function findConflict(table: RouteTable): [allowed: string, denied: string, spoilt: string] | undefined {
  for (const routes of table.values()) {
    for (const denied of routes) {
      if (denied.scopes.length === 0) continue;
      const others = routes.filter(({ scopes }) => scopes.length === 0 || scopes.some((scope) => !denied.scopes.includes(scope)));
      const allowed = others.find(({ route }) => reaches(route, denied.route));
      const spoilt = others.find(({ route }) => reaches(denied.route, route));
      if (allowed && spoilt) return [allowed.key, denied.key, spoilt.key];
    }
  }
  return undefined;
}
