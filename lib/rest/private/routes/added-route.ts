import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { RouteKey } from '../../../common/private/route-key';
import type { IRestRoute } from '../../rest-route';

/** The construct of one route; what belongs to that route alone is created in it. */
export class AddedRoute extends Construct implements IRestRoute {
  public readonly routeKey: string;
  /** Set by the renderer. */
  public method?: apigateway.Method;

  public constructor(scope: Construct, key: RouteKey, public readonly apiKeyRequired: boolean) {
    super(scope, key.constructId);
    this.routeKey = key.toString();
  }
}
