import { Stack } from 'aws-cdk-lib';
import type { IRestApiWithUsagePlans } from './rest-api';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { ApiBase } from '../common/api/api-base';

/**
 * What own and imported APIs have in common.
 * @internal
 */
export abstract class RestApiBase extends ApiBase implements IRestApiWithUsagePlans {
  public abstract readonly restApiId: string;
  public abstract readonly apiName: string;

  /** URL of the stage, with a slash at the end. */
  public get url(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://${this.restApiId}.execute-api.${region}.${urlSuffix}/${this.stageName}/`;
  }

  /** @internal */
  protected get _apiId(): string {
    return this.restApiId;
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return { dimensions: { ApiName: this.apiName, Stage: this.stageName }, clientErrors: '4XXError', serverErrors: '5XXError' };
  }
}
