import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { WatchedMetrics } from '../../../common/alarms/alarm-definition';
import type { RouteKey } from '../../../common/private/route-key';
import type { IRestApiWithUsagePlans } from '../../rest-api';

/** Metrics of a stage, or of one route of it, which API Gateway publishes with detailed metrics only. */
export function watchedMetrics(api: IRestApiWithUsagePlans, route?: RouteKey): WatchedMetrics {
  const dimensionsMap = { ApiName: api.apiName, Stage: api.stageName, ...(route && { Resource: route.path, Method: route.method }) };
  const metric = (name: string, statistic: string) => (period: Duration) => api.metric(name, { statistic, period, dimensionsMap });
  return {
    requests: metric('Count', cloudwatch.Stats.SAMPLE_COUNT),
    serverErrors: metric('5XXError', cloudwatch.Stats.SUM),
    clientErrors: metric('4XXError', cloudwatch.Stats.SUM),
    latency: (statistic, period) => metric('Latency', statistic)(period),
    integrationLatency: (statistic, period) => metric('IntegrationLatency', statistic)(period),
  };
}
