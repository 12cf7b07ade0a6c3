import { LocalGatewayError } from '../../errors';
import { Quota } from '../../model/usage/usage-plan';

const DAY = 86_400_000;
/** The highest `offset` that the service takes. */
const HIGHEST_OFFSET = { DAY: 0, WEEK: 6, MONTH: 27 };

/** The stretch of time that a quota is counted in: `start` included, `end` not. Both are midnights in UTC. */
export interface QuotaWindow {
  readonly start: number;
  readonly end: number;
}

/**
 * The window of a quota that `now` falls in.
 *
 * A day starts at midnight UTC, a week on Sunday, a month on its first; `offset` moves the start of a week or a month by that many
 * days. The reference describes `offset` as requests taken off the first period, but the service takes 0 for a day, 0 to 6 for a week
 * and 0 to 27 for a month only, and the command line's example for an offset of 0 is "resets at the beginning of the month":
 * the numbers are days. That a week starts on Sunday is written nowhere and assumed.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
 * @see https://docs.aws.amazon.com/cli/latest/reference/apigateway/create-usage-plan.html
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/apigateway/validate.go
 */
export function quotaWindow(quota: Quota, now: number): QuotaWindow {
  const midnight = Math.floor(now / DAY) * DAY;
  switch (quota.period) {
    case 'DAY':
      return { start: midnight, end: midnight + DAY };
    case 'WEEK': {
      const start = midnight - (new Date(midnight).getUTCDay() - quota.offset + 7) % 7 * DAY;
      return { start, end: start + 7 * DAY };
    }
    case 'MONTH': {
      const shifted = new Date(midnight - quota.offset * DAY);
      const monthAfter = (months: number) => Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + months, 1 + quota.offset);
      return { start: monthAfter(0), end: monthAfter(1) };
    }
  }
}

/**
 * Refuses what the service refuses when the plan is deployed.
 *
 * @param plan name of the plan, for the message.
 * @throws LocalGatewayError if the limit or the offset is out of its range.
 */
export function assertQuota(quota: Quota, plan: string): void {
  const highest = HIGHEST_OFFSET[quota.period];
  if (!Number.isInteger(quota.offset) || quota.offset < 0 || quota.offset > highest) {
    throw new LocalGatewayError(`usage plan ${JSON.stringify(plan)} has the quota offset ${quota.offset}: `
      + `with the period ${quota.period} the service takes ${highest === 0 ? '0 only' : `0 to ${highest}, days from the start of the ${quota.period.toLowerCase()}`}`);
  }
  if (!Number.isInteger(quota.limit) || quota.limit < 0) {
    throw new LocalGatewayError(`usage plan ${JSON.stringify(plan)} has the quota limit ${quota.limit}: expected an integer of 0 or more`);
  }
}
