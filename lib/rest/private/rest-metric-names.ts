import type { MetricNames } from '../../common/alarms/watched-metrics';

/** What metrics of a stage of a REST API are called; they are found by the name of the API. */
export function restMetricNames({ apiName, stageName }: { readonly apiName: string; readonly stageName: string }): MetricNames {
  return { dimensions: { ApiName: apiName, Stage: stageName }, clientErrors: '4XXError', serverErrors: '5XXError' };
}
