import type { Construct } from 'constructs';
import { RouteKey } from '../../common/private/route-key';
import type { RestApiWithUsagePlansAttributes } from '../rest-api';
import { RestApiBase } from '../rest-api-base';

/** An API that another app owns. Its routes are not known here. */
export class ImportedRestApi extends RestApiBase {
  public readonly restApiId: string;
  public readonly apiName: string;
  public readonly stageName: string;

  public constructor(scope: Construct, id: string, attributes: RestApiWithUsagePlansAttributes) {
    super(scope, id);
    this.restApiId = attributes.restApiId;
    this.apiName = attributes.apiName;
    this.stageName = attributes.stageName ?? 'prod';
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    return routeKeys.length === 0 ? [RouteKey.parse('ANY /{proxy+}')] : routeKeys.map((key) => RouteKey.parse(key));
  }
}
