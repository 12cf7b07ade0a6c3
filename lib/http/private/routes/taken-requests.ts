import type { RouteKey } from '../../../common/private/route-key';
import { commonRoute, containsPath, isGreedy } from '../../../common/routes/path-patterns';
import { asksLess, described, type ReviewedRoute } from '../../../common/routes/route-review';
import { warnOfRoute } from '../../../common/routes/warn-of-route';

/** A route as it is written into the template. */
export interface WrittenRoute {
  readonly key: RouteKey;
  /** What it was written for. */
  readonly route: ReviewedRoute;
}

/**
 * Warns of routes that ask less of callers and take requests which are meant for another, because HTTP APIs look at greedy parameters and verbs before they look at
 * the path: a public `GET /{proxy+}` answers what `ANY /admin/{proxy+}` guards. REST APIs look at the path first.
 *
 * What one route takes out of a wider one is not meant: that is seen in their keys. A reason for an open route is no reason here, because it does not
 * tell of the requests that the route takes beside its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export function warnOfTakenRequests(written: readonly WrittenRoute[]): void {
  const shapes = new Set(written.map(({ key }) => key.shape));
  const warned = new Set<ReviewedRoute>();
  for (const taker of written) {
    if (taker.key.method === 'OPTIONS' || warned.has(taker.route)) continue;
    for (const loser of written) {
      const common = takes(taker, loser) ? commonRoute(taker.key, loser.key) : undefined;
      if (common === undefined || shapes.has(common.shape)) continue;
      warned.add(taker.route);
      warn(taker.route, loser.route, common);
      break;
    }
  }
}

function takes(taker: WrittenRoute, loser: WrittenRoute): boolean {
  if (!asksLess(taker.route.demands, loser.route.demands) || containsPath(loser.route.key, taker.route.key)) return false;
  return rank(taker.key) < rank(loser.key);
}

/** Of two routes that fit a request, the one with the lower rank is chosen; where they have the same, the path decides. */
function rank({ method, segments }: RouteKey): number {
  return (isGreedy(segments.at(-1) ?? '') ? 2 : 0) + (method === 'ANY' ? 1 : 0);
}

function warn(taker: ReviewedRoute, loser: ReviewedRoute, common: RouteKey): void {
  const [one, other, both] = [taker.key, loser.key, common].map((key) => JSON.stringify(key.toString()));
  warnOfRoute(taker.construct, 'cdk-apigateway-patterns:requests-taken',
    `route ${one} takes requests of ${other} and asks less of callers: for ${both} ${described(taker.demands)} holds instead of ${described(loser.demands)}, because HTTP APIs look for greedy parameters and verbs first and only then for `
    + `the path; add ${both} as a route of its own`);
}
