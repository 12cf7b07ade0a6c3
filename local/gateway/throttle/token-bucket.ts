import { Clock } from '../../clock';
import { LocalGatewayError } from '../../errors';
import { ThrottleLimits } from '../../model/throttle';

/** Digits behind the point of a rate that count. The service itself keeps doubles. */
const RATE_DIGITS = 6;

/**
 * A token bucket: starts full with the burst, gains `rateLimit` tokens a second, and a request takes one.
 *
 * Tokens are counted in whole units of which a token has many and every millisecond adds a whole number.
 * Nothing is rounded, so a bucket lets through exactly the burst and then the rate, however long it runs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class TokenBucket {
  /** Units of one token. */
  private readonly token: number;
  private readonly unitsPerMillisecond: number;
  private readonly capacity: number;
  private level: number;
  private filledAt: number;

  /**
   * @param limits a rate or a burst of 0 refuses everything; a burst with a fraction counts whole tokens only.
   * @throws LocalGatewayError if a limit is negative or not a number, or both are too large to be counted exactly.
   */
  public constructor(limits: ThrottleLimits, private readonly clock: Clock) {
    const { rateLimit, burstLimit } = limits;
    if (!(rateLimit >= 0 && rateLimit < Infinity && burstLimit >= 0 && burstLimit < Infinity)) {
      throw new LocalGatewayError(`can't throttle at ${JSON.stringify(limits)}: expected a rateLimit and a burstLimit of 0 or more`);
    }
    const scale = 10 ** fractionDigits(rateLimit);
    this.token = 1000 * scale;
    this.unitsPerMillisecond = Math.round(rateLimit * scale);
    this.capacity = rateLimit > 0 ? Math.floor(burstLimit) * this.token : 0;
    if (!Number.isSafeInteger(this.capacity) || !Number.isSafeInteger(this.unitsPerMillisecond)) {
      throw new LocalGatewayError(`can't throttle at ${JSON.stringify(limits)}: the limits are too large, expected less than ${Number.MAX_SAFE_INTEGER / this.token}`);
    }
    this.level = this.capacity;
    this.filledAt = Math.floor(clock.now());
  }

  /** Whether a token could be taken now. Takes none. */
  public has(): boolean {
    this.fill();
    return this.level >= this.token;
  }

  /** Takes a token; false when there is none. */
  public take(): boolean {
    this.fill();
    if (this.level < this.token) return false;
    this.level -= this.token;
    return true;
  }

  private fill(): void {
    const now = Math.floor(this.clock.now());
    if (now === this.filledAt) return;
    // A clock that was set back adds nothing and takes nothing away.
    const elapsed = Math.max(0, now - this.filledAt);
    this.filledAt = now;
    // The product may be too large to be exact, but then it is larger than what is missing, so only the comparison uses it.
    const missing = this.capacity - this.level;
    const gain = elapsed * this.unitsPerMillisecond;
    this.level = gain >= missing ? this.capacity : this.level + gain;
  }
}

function fractionDigits(rate: number): number {
  for (let digits = 0; digits < RATE_DIGITS; digits++) {
    if (Number(rate.toFixed(digits)) === rate) return digits;
  }
  return RATE_DIGITS;
}
