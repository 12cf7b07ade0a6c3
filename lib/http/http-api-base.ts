import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IHttpJwtApi } from './http-api';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { ApiBase } from '../common/api/api-base';

/** The stage whose name is in no URL. */
export const DEFAULT_STAGE = '$default';

/**
 * What own and imported APIs have in common.
 * @internal
 */
export abstract class HttpApiBase extends ApiBase implements IHttpJwtApi {
  public abstract readonly httpApiId: string;
  public abstract readonly url: string;

  /** Bytes that were processed. Statistic: sum over 5 minutes. */
  public metricDataProcessed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('DataProcessed', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** @internal */
  protected get _executeApiUrl(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://${this.httpApiId}.execute-api.${region}.${urlSuffix}/${this.stageName === DEFAULT_STAGE ? '' : `${this.stageName}/`}`;
  }

  /** @internal */
  protected get _apiId(): string {
    return this.httpApiId;
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return { dimensions: { ApiId: this.httpApiId, Stage: this.stageName }, clientErrors: '4xx', serverErrors: '5xx' };
  }
}
