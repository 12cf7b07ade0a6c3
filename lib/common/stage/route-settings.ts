import type { ThrottleLimits } from '../throttle';

/** What a route may have of its own instead of its stage's. */
export interface RouteSettings {
  readonly throttle?: ThrottleLimits;
  readonly detailedMetrics?: boolean;
}

/** Whether a route has an entry of its own in the settings of its stage. */
export function differs({ throttle, detailedMetrics }: RouteSettings): boolean {
  return throttle !== undefined || detailedMetrics !== undefined;
}
