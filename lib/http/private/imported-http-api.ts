import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { dataProcessed, httpMetricNames } from './http-metrics';
import type { MetricNames } from '../../common/alarms/watched-metrics';
import { ApiBase } from '../../common/api/api-base';
import { withSlash } from '../../common/domain/with-slash';
import { RouteKey } from '../../common/private/route-key';
import { DEFAULT_STAGE } from '../../common/stage/default-stage';
import type { HttpJwtApiAttributes, IHttpJwtApi } from '../http-api';

/** An API that another app owns. Its routes are not known here. */
export class ImportedHttpApi extends ApiBase implements IHttpJwtApi {
  public readonly apiId: string;
  public readonly stageName: string;
  public readonly url: string;

  public constructor(scope: Construct, id: string, attributes: HttpJwtApiAttributes) {
    super(scope, id);
    this.apiId = attributes.apiId;
    this.stageName = attributes.stageName ?? DEFAULT_STAGE;
    this.url = attributes.url === undefined ? this._executeApiUrl : withSlash(attributes.url);
  }

  public metricDataProcessed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return dataProcessed(this, options);
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return httpMetricNames(this);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    return (routeKeys.length === 0 ? ['$default'] : routeKeys).map((key) => RouteKey.parse(key, 'HTTP'));
  }
}
