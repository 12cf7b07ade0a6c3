import type { IRestApiWithUsagePlans } from './rest-api';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { ApiBase } from '../common/api/api-base';

/**
 * What own and imported APIs have in common.
 * @internal
 */
export abstract class RestApiBase extends ApiBase implements IRestApiWithUsagePlans {
  public abstract readonly apiName: string;

  /** @internal */
  protected get _metricNames(): MetricNames {
    return { dimensions: { ApiName: this.apiName, Stage: this.stageName }, clientErrors: '4XXError', serverErrors: '5XXError' };
  }
}
