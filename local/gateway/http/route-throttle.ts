import { HttpVerdict } from './http-failure';
import { Clock } from '../../clock';
import { HttpStage } from '../../model/http-api';
import { TokenBucket } from '../throttle/token-bucket';

/** Judges a request by the key of its route; undefined lets it pass. */
export type RouteThrottle = (routeKey: string) => HttpVerdict;

interface RouteLimit {
  /** Absent: the stage sets no limit, only the account does. */
  readonly bucket?: TokenBucket;
  readonly refusal: HttpVerdict;
}

/**
 * The limits of a stage and of the account behind it. Those of the stage hold for each route on its own, and an entry for a route replaces them as a whole.
 *
 * The route is asked first, then the account, and only a request that both admit takes a token, one from each: a caller who is refused by one limit uses up no other.
 *
 * @param account shared by all APIs of an account and region
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function compileRouteThrottle(stage: HttpStage, routeKeys: readonly string[], account: TokenBucket, clock: Clock): RouteThrottle {
  const limits = new Map(routeKeys.map((routeKey) => [routeKey, routeLimit(stage, routeKey, clock)]));
  const overAccount = tooManyRequests('above the throttle limits of the account');
  return (routeKey) => {
    const limit = limits.get(routeKey);
    if (limit?.bucket?.has() === false) return limit.refusal;
    if (!account.take()) return overAccount;
    limit?.bucket?.take();
    return undefined;
  };
}

function routeLimit(stage: HttpStage, routeKey: string, clock: Clock): RouteLimit {
  const { throttle } = stage.routeSettings.get(routeKey) ?? stage.defaultRouteSettings;
  if (throttle === undefined || throttle.rateLimit < 0 || throttle.burstLimit < 0) return { refusal: undefined };
  const reason = `above ${throttle.rateLimit} requests a second with a burst of ${throttle.burstLimit}, the limits of ${routeKey} on stage ${stage.name}`;
  return { bucket: new TokenBucket(throttle, clock), refusal: tooManyRequests(reason) };
}

function tooManyRequests(reason: string): HttpVerdict {
  return { status: 429, message: 'Too Many Requests', responseType: 'THROTTLED', reason };
}
