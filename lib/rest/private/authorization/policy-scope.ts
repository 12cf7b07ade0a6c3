import type { RouteKey } from '../../../common/private/route-key';
import { HTTP_METHODS } from '../../../common/private/route-key';

/** A route that an authorizer guards. */
export interface GuardedRoute {
  readonly key: RouteKey;
  readonly scopes: readonly string[];
}

/** What API Gateway takes of a policy, less room for the frame around the statements. */
const LARGEST_POLICY = 5_900;
/** An ARN up to the stage, with quotes and comma. */
const ARN_LENGTH = 95;

/**
 * Whether one policy can be right for every route of the stage, so that a verdict may be kept for the token alone, or verdicts have to be kept for each
 * route. A policy's `*` crosses slashes: where the pattern of an allowed route takes in a denied one, that has to be denied expressly, and where the
 * denial takes in an allowed route in turn, no single policy is right.
 *
 * It never says `stage` where the packaged authorizer would say otherwise, which would then deny everything.
 */
export function policyScope(routes: readonly GuardedRoute[]): 'stage' | 'route' {
  let size = 0;
  for (const method of HTTP_METHODS) {
    const candidates = routes.filter(({ key }) => key.method === method || key.method === 'ANY');
    for (const denied of candidates) {
      const others = candidates.filter((other) => differ(other, denied));
      if (others.length === 0) continue;
      const taken = others.some((other) => takesIn(other, denied));
      if (taken && others.some((other) => takesIn(denied, other))) return 'route';
      size += (ARN_LENGTH + method.length + denied.key.path.length) * (others.some((other) => touches(other, denied)) ? 2 : 1);
    }
  }
  return size > LARGEST_POLICY ? 'route' : 'stage';
}

/** Whether there may be a token for one of them alone. */
function differ(left: GuardedRoute, right: GuardedRoute): boolean {
  return left.scopes.length !== right.scopes.length || left.scopes.some((scope) => !right.scopes.includes(scope));
}

function takesIn(pattern: GuardedRoute, route: GuardedRoute): boolean {
  const meets = meetings(segmentsOf(pattern), segmentsOf(route));
  return meets.stretched || (meets.plain && goesBefore(segmentsOf(route), segmentsOf(pattern)));
}

/** Also when a slash stands at the end of the path. */
function touches(pattern: GuardedRoute, route: GuardedRoute): boolean {
  return [segmentsOf(route), [...segmentsOf(route), '']].some((segments) => {
    const { plain, stretched } = meetings(segmentsOf(pattern), segments);
    return plain || stretched;
  });
}

interface Meetings {
  /** There is a path that fits both routes. */
  readonly plain: boolean;
  /** There is a path that fits only because a `*` took several segments. */
  readonly stretched: boolean;
}

/** Walks a policy's pattern and a route side by side, a segment of a path at a time. */
function meetings(pattern: readonly string[], route: readonly string[]): Meetings {
  const seen = new Set<string>();
  let plain = false;
  let stretched = false;
  const walk = (i: number, j: number, isStretched: boolean): void => {
    const wanted = pattern[i];
    const given = route[j];
    if (wanted === undefined && given === undefined) {
      if (isStretched) stretched = true;
      else plain = true;
    }
    const state = `${i},${j},${isStretched}`;
    if (wanted === undefined || given === undefined || !fits(wanted, given) || seen.has(state)) return;
    seen.add(state);
    // A greedy parameter may go on with the next segment of the path, and a `*` of the policy may take that, too.
    for (const next of isGreedy(given) ? [j, j + 1] : [j + 1]) {
      walk(i + 1, next, isStretched);
      if (isVariable(wanted)) walk(i, next, isStretched || !isGreedy(wanted));
    }
  };
  walk(0, 0, false);
  return { plain, stretched };
}

/** A `*` of the policy takes nothing at all, too; a parameter is never empty. */
function fits(wanted: string, given: string): boolean {
  return isVariable(wanted) || wanted === given || (wanted !== '' && isVariable(given));
}

const segmentsOf = ({ key }: GuardedRoute): string[] => key.path.slice(1).split('/');
const isVariable = (segment: string): boolean => segment.startsWith('{');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

/** Where they differ first, text goes before a parameter, and that before a greedy one. */
function goesBefore(one: readonly string[], other: readonly string[]): boolean {
  const rank = (segment: string | undefined): number => (segment === undefined || !isVariable(segment) ? 0 : isGreedy(segment) ? 2 : 1);
  const index = one.findIndex((segment, position) => rank(segment) !== rank(other[position]) || (rank(segment) === 0 && segment !== other[position]));
  return rank(one[index]) < rank(other[index]);
}
