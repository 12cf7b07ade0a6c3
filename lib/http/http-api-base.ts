import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IHttpJwtApi } from './http-api';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { ApiBase } from '../common/api/api-base';

/**
 * What own and imported APIs have in common.
 * @internal
 */
export abstract class HttpApiBase extends ApiBase implements IHttpJwtApi {
  /** Bytes that were processed. Statistic: sum over 5 minutes. REST APIs publish no such metric. */
  public metricDataProcessed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('DataProcessed', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return { dimensions: { ApiId: this.apiId, Stage: this.stageName }, clientErrors: '4xx', serverErrors: '5xx' };
  }
}
