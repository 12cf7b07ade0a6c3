import { TokenBucket } from './token-bucket';
import { tooManyRequests } from './too-many-requests';
import { Clock } from '../../clock';
import { RestStage } from '../../model/rest-api';
import { Refusal } from '../refusal';
import { routeName } from '../route-name';

/** Judges a request by the method it reached, `/orders/{id}/GET`; undefined lets it pass. */
export type Throttle = (methodKey: string) => Refusal | undefined;

interface MethodThrottle {
  /** Absent: the stage sets no limit, only the account does. */
  readonly bucket?: TokenBucket;
  readonly refusal: Refusal;
}

/**
 * The limits of a stage and of the account behind it.
 *
 * Stage limits hold for each method on its own: those of `*\/*` are the default that every method gets a bucket of,
 * and the settings of a method replace them as a whole (one without a throttle has only the account's limits).
 * A negative number is how the service stores "no limit".
 *
 * The method is asked first, then the account, and only a request that both admit takes a token, one from each:
 * a caller who is refused by one limit uses up no other.
 *
 * @param account shared by all APIs of an account and region.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html#apigateway-how-throttling-limits-are-applied
 */
export function compileStageThrottle(stage: RestStage, account: TokenBucket, clock: Clock): Throttle {
  const methods = new Map<string, MethodThrottle>();
  const overAccount = tooManyRequests('above the throttle limits of the account');
  return (methodKey) => {
    let method = methods.get(methodKey);
    if (method === undefined) {
      method = methodThrottle(stage, methodKey, clock);
      methods.set(methodKey, method);
    }
    if (method.bucket?.has() === false) return method.refusal;
    if (!account.take()) return overAccount;
    method.bucket?.take();
    return undefined;
  };
}

function methodThrottle(stage: RestStage, methodKey: string, clock: Clock): MethodThrottle {
  const settings = stage.methodSettings.get(methodKey) ?? stage.methodSettings.get('*/*');
  const limits = settings?.throttle;
  const refusal = tooManyRequests(limits === undefined ? '' : `above ${limits.rateLimit} requests a second `
    + `with a burst of ${limits.burstLimit}, the limits of ${routeName(methodKey)} on stage ${stage.name}`);
  if (limits === undefined || limits.rateLimit < 0 || limits.burstLimit < 0) return { refusal };
  return { bucket: new TokenBucket(limits, clock), refusal };
}
