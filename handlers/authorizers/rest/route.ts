/** Stands for `{parameter}`: one segment. */
const PARAMETER = '*';
/** Stands for `{greedy+}`: one segment or more. */
const GREEDY = '**';
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const ROUTE = /^([A-Z]+) \/(.*)$/;
/** Neither wildcards nor anything else that means something in a policy. */
const LITERAL = /^[\w.:~@!&'()+,;=%-]+$/;
const VARIABLE = /^\{[^{}/*?$\s+]+(\+?)\}$/;

/** A route of a REST API, for comparing with other routes of the same method. */
export interface Route {
  readonly methods: readonly string[];
  /** Literals, and the two placeholders. */
  readonly segments: readonly string[];
}

/** Undefined if the key is not a method and a path as API Gateway has them. */
export function parseRoute(key: string): Route | undefined {
  const [, method = '', path = ''] = ROUTE.exec(key) ?? [];
  const methods = method === 'ANY' ? METHODS : METHODS.filter((name) => name === method);
  const parts = path.split('/');
  const segments = parts.map((part, index) => {
    const plus = VARIABLE.exec(part)?.[1];
    if (plus !== undefined) return plus === '' ? PARAMETER : index === parts.length - 1 ? GREEDY : undefined;
    return path === '' || LITERAL.test(part) ? part : undefined;
  }).filter((segment) => segment !== undefined);
  return methods.length > 0 && segments.length === parts.length ? { methods, segments } : undefined;
}

/** The path as a policy can say it. Its `*` matches anything, slashes included, and so more than the route. */
export function pathPattern({ segments }: Route): string {
  return segments.map((segment) => segment === GREEDY ? PARAMETER : segment).join('/');
}

/** Whether the pattern of one route matches a path that API Gateway leads to another one. */
export function reaches(pattern: Route, other: Route): boolean {
  const meets = meetings(pattern.segments, other.segments);
  return meets.beyond || (meets.within && precedes(other, pattern));
}

/** Whether the pattern of one route matches a path of another one with a slash added at its end. */
export function reachesWithSlash(pattern: Route, other: Route): boolean {
  const meets = meetings(pattern.segments, [...other.segments, '']);
  return meets.beyond || meets.within;
}

/** At the first segment in which they differ, a literal goes before a parameter, and that before a greedy one. */
function precedes(one: Route, other: Route): boolean {
  const rank = (segment: string | undefined): number => segment === GREEDY ? 2 : segment === PARAMETER ? 1 : 0;
  const index = one.segments.findIndex((segment, position) => segment !== other.segments[position]);
  return rank(one.segments[index]) < rank(other.segments[index]);
}

/**
 * Whether there are paths that fit the pattern and the route: `within` what the pattern's own route has, or `beyond` it, because a `*` that stands
 * for one parameter took several segments. Walks both at once, one segment of a path at a time.
 */
function meetings(pattern: readonly string[], route: readonly string[]): { within: boolean; beyond: boolean } {
  const seen = new Set<string>();
  const result = { within: false, beyond: false };
  const pending: [number, number, boolean][] = [[0, 0, false]];
  for (let state = pending.pop(); state; state = pending.pop()) {
    const [i, j, isBeyond] = state;
    const wanted = pattern[i];
    const given = route[j];
    if (wanted === undefined && given === undefined) result[isBeyond ? 'beyond' : 'within'] = true;
    if (wanted === undefined || given === undefined || !fits(wanted, given) || seen.has(state.join())) continue;
    seen.add(state.join());
    const isWild = wanted === PARAMETER || wanted === GREEDY;
    for (const next of given === GREEDY ? [j, j + 1] : [j + 1]) {
      pending.push([i + 1, next, isBeyond]);
      if (isWild) pending.push([i, next, isBeyond || wanted === PARAMETER]);
    }
  }
  return result;
}

/** A `*` of a policy matches nothing at all, too; a parameter is never empty. */
function fits(wanted: string, given: string): boolean {
  if (wanted === PARAMETER || wanted === GREEDY) return true;
  return wanted === given || (wanted !== '' && (given === PARAMETER || given === GREEDY));
}
