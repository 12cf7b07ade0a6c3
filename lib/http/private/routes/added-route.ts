import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { RouteKey } from '../../../common/private/route-key';
import type { IHttpRoute } from '../../http-route';

/** The construct of one route as the user gave it; what belongs to that route alone is created in it. */
export class AddedRoute extends Construct implements IHttpRoute {
  public readonly routeKey: string;

  /** @param written reads what was written for it so far */
  public constructor(scope: Construct, key: RouteKey, private readonly written: (routeKey: string) => apigwv2.HttpRoute[]) {
    super(scope, key.constructId);
    this.routeKey = key.toString();
  }

  public get routes(): apigwv2.HttpRoute[] {
    return this.written(this.routeKey);
  }
}
