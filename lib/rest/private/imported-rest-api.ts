import type { Construct } from 'constructs';
import { restMetricNames } from './rest-metric-names';
import type { MetricNames } from '../../common/alarms/watched-metrics';
import { ApiBase } from '../../common/api/api-base';
import { withSlash } from '../../common/domain/with-slash';
import { RouteKey } from '../../common/private/route-key';
import type { IRestApiWithUsagePlans, RestApiWithUsagePlansAttributes } from '../rest-api';

/** An API that another app owns. Its routes are not known here. */
export class ImportedRestApi extends ApiBase implements IRestApiWithUsagePlans {
  public readonly apiId: string;
  public readonly apiName: string;
  public readonly stageName: string;
  public readonly url: string;

  public constructor(scope: Construct, id: string, attributes: RestApiWithUsagePlansAttributes) {
    super(scope, id);
    this.apiId = attributes.apiId;
    this.apiName = attributes.apiName;
    this.stageName = attributes.stageName ?? 'prod';
    this.url = attributes.url === undefined ? this._executeApiUrl : withSlash(attributes.url);
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return restMetricNames(this);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    return routeKeys.length === 0 ? [RouteKey.parse('ANY /{proxy+}')] : routeKeys.map((key) => RouteKey.parse(key));
  }
}
