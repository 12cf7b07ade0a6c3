import { QuotaCounter } from './quota-counters';
import { QuotaWindow, quotaWindow } from './quota-window';
import { Clock } from '../../clock';
import { ThrottleLimits } from '../../model/throttle';
import { Quota, UsagePlan, UsagePlanStage } from '../../model/usage/usage-plan';
import { TokenBucket } from '../throttle/token-bucket';

/** What a key has used of the current window of its plan's quota. */
export interface QuotaUsage {
  readonly used: number;
  readonly limit: number;
  /** When it starts anew, in milliseconds since the epoch. */
  readonly resetsAt: number;
}

/** A key in a plan: the plan's throttle and quota, shared by all stages of the plan. */
export class UsageSubscription {
  /** The plan's throttle for this key; absent: none. */
  public readonly bucket?: TokenBucket;
  private readonly quota?: Quota;
  private window: QuotaWindow = { start: 0, end: 0 };

  public constructor(plan: UsagePlan, private readonly clock: Clock, private readonly counter: QuotaCounter) {
    this.quota = plan.quota;
    if (plan.throttle !== undefined) this.bucket = planBucket(plan.throttle, clock);
  }

  public get exhausted(): boolean {
    return this.quota !== undefined && this.counter.used(this.currentWindow(this.quota).start) >= this.quota.limit;
  }

  public charge(): void {
    if (this.quota !== undefined) this.counter.charge(this.currentWindow(this.quota).start);
  }

  /** Undefined: the plan has no quota. */
  public usage(): QuotaUsage | undefined {
    if (this.quota === undefined) return undefined;
    const { start, end } = this.currentWindow(this.quota);
    return { used: this.counter.used(start), limit: this.quota.limit, resetsAt: end };
  }

  private currentWindow(quota: Quota): QuotaWindow {
    const now = this.clock.now();
    if (now < this.window.start || now >= this.window.end) this.window = quotaWindow(quota, now);
    return this.window;
  }
}

/** A key on one stage of a plan, with the limits that the plan sets for single methods there. */
export class StageSubscription {
  private readonly methodBuckets = new Map<string, TokenBucket | undefined>();

  public constructor(
    public readonly planId: string,
    /** For messages. */
    public readonly planName: string,
    public readonly keyId: string,
    public readonly subscription: UsageSubscription,
    private readonly stage: UsagePlanStage,
    private readonly clock: Clock,
  ) {}

  /** The bucket that a request to the method takes from: the method's own if the plan limits it, else the plan's. */
  public bucket(methodKey: string): TokenBucket | undefined {
    const limits = this.stage.methodThrottles.get(methodKey);
    if (limits === undefined) return this.subscription.bucket;
    if (!this.methodBuckets.has(methodKey)) this.methodBuckets.set(methodKey, planBucket(limits, this.clock));
    return this.methodBuckets.get(methodKey);
  }
}

/** A negative number is how the service stores "no limit". */
function planBucket(limits: ThrottleLimits, clock: Clock): TokenBucket | undefined {
  return limits.rateLimit < 0 || limits.burstLimit < 0 ? undefined : new TokenBucket(limits, clock);
}
