import { Token } from 'aws-cdk-lib';
import { type QuotaLimits, QuotaPeriod } from '../quota';
import type { ThrottleLimits } from '../throttle';

const largestOffset: Record<string, number> = { [QuotaPeriod.DAY]: 0, [QuotaPeriod.WEEK]: 6, [QuotaPeriod.MONTH]: 27 };

/**
 * Checks both halves of a throttle.
 * @throws when a half is missing, negative or not a number, or when the pair would block every request by accident.
 */
export function checkThrottle(what: string, limits: ThrottleLimits): void {
  const rate = checkNumber(`${what}.rateLimit`, limits.rateLimit, 0, 'requests per second', false);
  const burst = checkNumber(`${what}.burstLimit`, limits.burstLimit, 0, 'requests', true);
  if (burst === 0 && rate !== undefined && rate > 0) {
    throw new Error(`${what}.burstLimit is 0, which refuses every request although rateLimit is ${rate}; give at least 1, or set both to 0 to block all traffic on purpose`);
  }
}

/**
 * Checks a quota against what the service accepts.
 * @throws when limit, period or offset are missing or out of range.
 */
export function checkQuota(what: string, quota: QuotaLimits): void {
  checkNumber(`${what}.limit`, quota.limit, 1, 'requests', true);
  if (Token.isUnresolved(quota.period)) return;
  const largest = largestOffset[quota.period];
  if (largest === undefined) {
    throw new Error(`${what}.period is ${JSON.stringify(quota.period)}; give QuotaPeriod.DAY, WEEK or MONTH`);
  }
  if (quota.offset === undefined || Token.isUnresolved(quota.offset)) return;
  if (!Number.isInteger(quota.offset) || quota.offset < 0 || quota.offset > largest) {
    const range = largest === 0 ? 'must be 0' : `must be a whole number from 0 to ${largest}`;
    throw new Error(`${what}.offset is ${JSON.stringify(quota.offset)}, but ${range} when the period is ${quota.period}`);
  }
}

/**
 * Checks quotas that AWS has raised.
 * @throws when one can't be a quota.
 */
export function checkRaisedQuotas(quotas: { readonly [name: string]: number | undefined } = {}): void {
  for (const [name, value] of Object.entries(quotas)) {
    if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value > 0)) throw new Error(`quotas.${name} is ${JSON.stringify(value)}; expected the whole number that Service Quotas shows`);
  }
}

function checkNumber(what: string, value: number | undefined, least: number, unit: string, whole: boolean): number | undefined {
  if (value === undefined) throw new Error(`${what} is missing; both halves of a limit are needed, give a number of ${unit}`);
  if (Token.isUnresolved(value)) return undefined;
  if (!Number.isFinite(value) || value < least || (whole && !Number.isInteger(value))) {
    throw new Error(`${what} is ${Number.isNaN(value) ? 'NaN' : JSON.stringify(value)}; expected a ${whole ? 'whole ' : ''}number of ${unit}, at least ${least}`);
  }
  return value;
}
