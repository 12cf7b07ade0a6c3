import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MeteredApi, MetricNames } from '../../common/alarms/watched-metrics';

/** What metrics of a stage of an HTTP API are called; they are found by the id of the API. */
export function httpMetricNames({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }): MetricNames {
  return { dimensions: { ApiId: apiId, Stage: stageName }, clientErrors: '4xx', serverErrors: '5xx' };
}

/** Bytes that were processed. */
export function dataProcessed(api: MeteredApi, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return api.metric('DataProcessed', { statistic: cloudwatch.Stats.SUM, ...options });
}
