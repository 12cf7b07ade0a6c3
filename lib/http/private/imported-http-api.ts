import type { Construct } from 'constructs';
import { withSlash } from '../../common/domain/with-slash';
import { RouteKey } from '../../common/private/route-key';
import { DEFAULT_STAGE } from '../../common/stage/default-stage';
import type { HttpJwtApiAttributes } from '../http-api';
import { HttpApiBase } from '../http-api-base';

/** An API that another app owns. Its routes are not known here. */
export class ImportedHttpApi extends HttpApiBase {
  public readonly apiId: string;
  public readonly stageName: string;
  public readonly url: string;

  public constructor(scope: Construct, id: string, attributes: HttpJwtApiAttributes) {
    super(scope, id);
    this.apiId = attributes.apiId;
    this.stageName = attributes.stageName ?? DEFAULT_STAGE;
    this.url = attributes.url === undefined ? this._executeApiUrl : withSlash(attributes.url);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    return (routeKeys.length === 0 ? ['$default'] : routeKeys).map((key) => RouteKey.parse(key, 'HTTP'));
  }
}
