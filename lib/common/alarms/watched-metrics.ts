import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { WatchedMetrics } from './alarm-definition';

/** An API as its metrics are asked for. */
export interface MeteredApi {
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** How metrics of one kind of API are called, and which are meant: those of a stage or of a route. */
export interface MetricNames {
  readonly dimensions: { readonly [name: string]: string };
  readonly clientErrors: string;
  readonly serverErrors: string;
}

/** Metrics by period, with the statistics that alarms and dashboards look at. */
export function watchedMetrics(api: MeteredApi, { dimensions, clientErrors, serverErrors }: MetricNames): WatchedMetrics {
  const metric = (name: string, statistic: string) => (period: Duration) => api.metric(name, { statistic, period, dimensionsMap: dimensions });
  return {
    requests: metric('Count', cloudwatch.Stats.SAMPLE_COUNT),
    serverErrors: metric(serverErrors, cloudwatch.Stats.SUM),
    clientErrors: metric(clientErrors, cloudwatch.Stats.SUM),
    latency: (statistic, period) => metric('Latency', statistic)(period),
    integrationLatency: (statistic, period) => metric('IntegrationLatency', statistic)(period),
  };
}
