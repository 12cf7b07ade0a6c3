import { Properties } from './properties';
import { ACCOUNT_LIMITS, ThrottleLimits } from './throttle';

/** Reads a throttle; absent when neither number is there. A negative number means "not limited here", as the service has it. */
export function readThrottle(properties: Properties, rateName: string, burstName: string): ThrottleLimits | undefined {
  const rate = properties.number(rateName);
  const burst = properties.number(burstName);
  if ((rate ?? -1) < 0 && (burst ?? -1) < 0) return undefined;
  return {
    rateLimit: rate === undefined || rate < 0 ? ACCOUNT_LIMITS.rateLimit : rate,
    burstLimit: burst === undefined || burst < 0 ? ACCOUNT_LIMITS.burstLimit : burst,
  };
}
