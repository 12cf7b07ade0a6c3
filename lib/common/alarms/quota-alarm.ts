import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { orZero } from './log-alarms';
import { type QuotaLimits, QuotaPeriod } from '../quota';

interface QuotaWindow {
  readonly period: Duration;
  /** Part of the quota that this window would use, were it used evenly. */
  readonly part: number;
  readonly what: string;
}

/** CloudWatch looks back seven days, so that a month's quota can only be seen by its pace. */
const windows: Record<QuotaPeriod, QuotaWindow> = {
  [QuotaPeriod.DAY]: { period: Duration.days(1), part: 1, what: 'within 24 hours' },
  [QuotaPeriod.WEEK]: { period: Duration.days(7), part: 1, what: 'within seven days' },
  [QuotaPeriod.MONTH]: { period: Duration.days(7), part: 7 / 30, what: 'at the pace of the last seven days' },
};

/** An alarm for one customer whose quota is nearly used, or will be. */
export function quotaAlarm(customer: string, quota: QuotaLimits, share: number, requests: (period: Duration) => cloudwatch.IMetric) {
  const { period, part, what } = windows[quota.period];
  return {
    metric: new cloudwatch.MathExpression({ label: 'Requests of the customer', period, expression: orZero('requests'), usingMetrics: { requests: requests(period) } }),
    threshold: Math.max(1, Math.floor(quota.limit * part * share)),
    evaluationPeriods: 1,
    alarmDescription: `Customer ${JSON.stringify(customer)} uses ${Math.round(share * 100)} percent or more of their quota of ${quota.limit} requests a ${quota.period.toLowerCase()}, ${what}. `
      + 'Ask whether they need a larger plan; at its end they get 429 until the period is over.',
  };
}
