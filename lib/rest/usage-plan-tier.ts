import type { QuotaLimits } from '../common/quota';
import type { ThrottleLimits } from '../common/throttle';

/** What customers of one tier may do. Limits count for each customer on their own. */
export interface UsagePlanTier {
  /** Requests per second of each customer. */
  readonly throttle: ThrottleLimits;
  /**
   * Requests per day, week or month of each customer.
   *
   * @default - unlimited
   */
  readonly quota?: QuotaLimits;
  /**
   * Own limits for single routes, by route key, like `{ 'POST /orders': { rateLimit: 5, burstLimit: 10 } }`. Routes may be added later than the plan;
   * synthesis fails when one is missing then.
   *
   * @default - `throttle` holds for every route
   */
  readonly routeThrottles?: { [routeKey: string]: ThrottleLimits };
  /**
   * What the tier is for.
   *
   * @default - no description
   */
  readonly description?: string;
}
