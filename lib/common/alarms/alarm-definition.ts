import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Metrics of an API, a stage or a route, by period. Alarms need nothing else of it, so that they fit every kind of API. */
export interface WatchedMetrics {
  /** Requests, counted. */
  requests(period: Duration): cloudwatch.IMetric;
  serverErrors(period: Duration): cloudwatch.IMetric;
  clientErrors(period: Duration): cloudwatch.IMetric;
  latency(statistic: string, period: Duration): cloudwatch.IMetric;
  integrationLatency(statistic: string, period: Duration): cloudwatch.IMetric;
}

/** An alarm before it is tuned. */
export interface AlarmDefinition {
  /** From which the ids derive, and under which it is tuned. */
  readonly name: string;
  readonly threshold: number;
  readonly minimumRequests: number;
  /** What the numbers are, for messages: a share of requests can't be above 1. */
  readonly unit: 'share' | 'milliseconds' | 'requests' | 'rotations';
  /** What happened and what to do, for whoever is paged. */
  readonly description: string;
  readonly label: string;
  /** Expression over the metrics. */
  readonly value: string;
  /** Metrics by the names that `value` uses; `requests` is added where the alarm has a floor. */
  metrics(period: Duration): { [name: string]: cloudwatch.IMetric };
  /** What the floor counts, where that is not every request. */
  requests?(period: Duration): cloudwatch.IMetric;
}
