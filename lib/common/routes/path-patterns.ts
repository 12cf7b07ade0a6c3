import { RouteKey } from '../private/route-key';

/** Whether every path of one route is a path of the other, which `$default` is of all. */
export function containsPath(outer: RouteKey, inner: RouteKey): boolean {
  if (outer.isDefault) return true;
  if (inner.isDefault) return false;
  const [wide, narrow] = [outer.segments, inner.segments];
  for (const [index, wanted] of wide.entries()) {
    const given = narrow[index];
    if (given === undefined) return false;
    if (isGreedy(wanted)) return true;
    if (isGreedy(given) || (!isVariable(wanted) && wanted !== given)) return false;
  }
  return wide.length === narrow.length;
}

/**
 * The route that takes what two routes have in common: a literal where one has a literal, a parameter where both have one.
 *
 * @returns undefined when no request fits both
 */
export function commonRoute(one: RouteKey, other: RouteKey): RouteKey | undefined {
  const method = commonMethod(one.method, other.method);
  if (method === undefined || one.isDefault || other.isDefault) return undefined;
  const [left, right] = [one.segments, other.segments];
  const path: string[] = [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [mine, yours] = [left[index], right[index]];
    if (mine === undefined || yours === undefined) return undefined;
    if (isGreedy(mine)) return routeOf(method, [...path, ...right.slice(index)]);
    if (isGreedy(yours)) return routeOf(method, [...path, ...left.slice(index)]);
    if (!isVariable(mine) && !isVariable(yours) && mine !== yours) return undefined;
    path.push(isVariable(mine) ? yours : mine);
  }
  return routeOf(method, path);
}

export function isGreedy(segment: string): boolean {
  return segment.endsWith('+}');
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}

function commonMethod(one: string, other: string): string | undefined {
  if (one === 'ANY' || one === other) return other;
  return other === 'ANY' ? one : undefined;
}

function routeOf(method: string, segments: readonly string[]): RouteKey {
  // Two routes may call different parts of a path by one name.
  const named = segments.map((segment, index) => (segments.indexOf(segment) < index && isVariable(segment) ? segment.replace(/\w+/, `$&${index}`) : segment));
  return RouteKey.parse(`${method} /${named.join('/')}`);
}
