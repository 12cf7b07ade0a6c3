import { Token } from 'aws-cdk-lib';
import type { AlarmDefinition } from './alarm-definition';
import type { AlarmTuning, QuotaUsageAlarmOptions } from '../alarm-options';

/** CloudWatch looks back a day, or seven where periods are an hour or longer. */
const DAY = 86_400;
const WEEK = 7 * DAY;
const HOUR = 3_600;

/** @throws when CloudWatch would refuse the alarm, or it could never fire. */
export function checkTuning({ name, unit }: AlarmDefinition, tuning: AlarmTuning): void {
  const { threshold, evaluationPeriods = 3, datapointsToAlarm, minimumRequests } = tuning;
  const fail = (what: keyof AlarmTuning, expected: string): never => {
    const value = what === 'period' ? tuning.period?.toString() : tuning[what];
    throw new Error(`${what} of alarm ${JSON.stringify(name)} is ${JSON.stringify(value)}; expected ${expected}`);
  };
  const isNumber = (value: number | undefined): value is number => value !== undefined && !Token.isUnresolved(value);

  if (isNumber(threshold)) {
    if (!Number.isFinite(threshold) || threshold <= 0) fail('threshold', `a number of ${unit === 'share' ? 'requests out of one, like 0.05' : unit} above 0; enabled: false removes the alarm`);
    if (unit === 'share' && threshold > 1) fail('threshold', 'a share of requests up to 1, like 0.05 for five percent');
  }
  if (isNumber(evaluationPeriods) && !isWhole(evaluationPeriods, 1)) fail('evaluationPeriods', 'a whole number of periods, at least 1');
  if (isNumber(datapointsToAlarm) && (!isWhole(datapointsToAlarm, 1) || datapointsToAlarm > evaluationPeriods)) {
    fail('datapointsToAlarm', `a whole number from 1 to evaluationPeriods (${evaluationPeriods})`);
  }
  if (isNumber(minimumRequests) && !isWhole(minimumRequests, 0)) fail('minimumRequests', 'a whole number of requests, at least 0');

  if (!tuning.period || tuning.period.isUnresolved()) return;
  const seconds = tuning.period.toSeconds({ integral: false });
  if (seconds < 60 || seconds % 60 !== 0) fail('period', 'whole minutes: API Gateway publishes metrics once a minute');
  if (seconds * evaluationPeriods > (seconds < HOUR ? DAY : WEEK)) {
    fail('period', `one whose ${evaluationPeriods} evaluationPeriods are a day at most, or seven days where it is an hour or longer`);
  }
}

/** @throws when the share is not one. */
export function checkQuotaUsage({ threshold }: QuotaUsageAlarmOptions): void {
  if (threshold === undefined || Token.isUnresolved(threshold)) return;
  if (!(threshold > 0 && threshold <= 1)) throw new Error(`threshold of alarm "quotaUsage" is ${JSON.stringify(threshold)}; expected a share of the quota above 0 and up to 1, like 0.8`);
}

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}
