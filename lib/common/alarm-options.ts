import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** How one alarm differs from its default. */
export interface AlarmTuning {
  /**
   * `false` removes this alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * The alarm fires when its metric reaches this value. Rates are shares from 0 to 1, latencies milliseconds.
   *
   * @default - see each alarm
   */
  readonly threshold?: number;
  /**
   * Length of a period: whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;
  /**
   * How many of the last periods are looked at.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;
  /**
   * How many of them must reach the threshold.
   *
   * @default - 2, or `evaluationPeriods` where that is less
   */
  readonly datapointsToAlarm?: number;
  /**
   * Periods with fewer requests than this count as good, so that one failed call at night pages nobody.
   *
   * @default - 20 for rates and latencies, 0 for counts
   */
  readonly minimumRequests?: number;
}

/** What all alarms of an API share. */
export interface AlarmsOptions {
  /**
   * `false` creates no alarm at all, those of routes included.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * What is done when an alarm fires, like `new SnsAction(topic)` of `aws-cdk-lib/aws-cloudwatch-actions`.
   *
   * @default - nothing; alarms change their state and nobody is told, which synthesis warns of
   */
  readonly actions?: cloudwatch.IAlarmAction[];
  /**
   * What is done when an alarm is over.
   *
   * @default - nothing
   */
  readonly okActions?: cloudwatch.IAlarmAction[];
}

/** Alarms that an API has, and a route can have. */
export interface StandardAlarmsOptions {
  /**
   * Share of requests that are answered with 5xx.
   *
   * @default - 0.01
   */
  readonly serverErrorRate?: AlarmTuning;
  /**
   * Share of requests that are answered with 4xx.
   *
   * @default - 0.25
   */
  readonly clientErrorRate?: AlarmTuning;
  /**
   * 99th percentile of milliseconds from request to answer.
   *
   * @default - 3000
   */
  readonly latencyP99?: AlarmTuning;
  /**
   * 99th percentile of milliseconds that backends take.
   *
   * @default - 2500
   */
  readonly integrationLatencyP99?: AlarmTuning;
}

/** When a customer's quota counts as nearly used. */
export interface QuotaUsageAlarmOptions {
  /**
   * Share of the quota, above 0 and up to 1.
   *
   * @default 0.8
   */
  readonly threshold?: number;
}
