import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { ResourcesRenderer } from './resources-renderer';
import { routeFromOptions } from './route-from-options';
import type { RouteModel, RouteRenderer } from './route-model';
import type { RouteTable } from './route-table';
import { cfnOf } from '../../../common/cloudformation/cfn-of';
import { FunctionPermissions } from '../../../common/permissions/function-permissions';
import { RouteKey } from '../../../common/private/route-key';
import { Memo } from '../../../common/routes/memo';
import type { RestApiWithUsagePlansProps } from '../../rest-api-props';
import type { RestAuthorization } from '../../rest-authorization';
import type { RestRouteOptions } from '../../rest-route';
import type { Authorizers } from '../authorization/authorizers';
import type { CorsHeaders } from '../cors-headers';
import { CorsPreflights } from '../cors-preflights';
import { methodSettings, type StageSettings } from '../stage-settings';

/** The API that routes are added to. */
export interface RoutedApi {
  readonly api: apigateway.RestApi;
  readonly stageName: string;
  readonly props: RestApiWithUsagePlansProps;
  readonly settings: StageSettings;
  readonly table: RouteTable;
  readonly authorizers: Authorizers;
  readonly cors?: CorsHeaders;
  /** Holds a construct for each route. */
  readonly scope: Construct;
}

/** Turns what users say of a route into what is written for it: a method, a permission, a preflight, an entry of the stage. */
export class Routes {
  private readonly bindings = new Memo((authorization: RestAuthorization) => authorization._bind(this.routed.authorizers));
  private readonly renderer: RouteRenderer;
  private readonly preflights?: CorsPreflights;

  public constructor(scope: Construct, private readonly routed: RoutedApi) {
    const { api, stageName, cors, table } = routed;
    const permissions = new FunctionPermissions(scope, 'Permissions', api.arnForExecuteApi('*', '/*', stageName));
    this.renderer = new ResourcesRenderer(api, permissions, cors);
    this.preflights = cors && new CorsPreflights(api, table, cors);
    this.writeStageSettings();
  }

  /** @throws when the key is not valid, exists already or conflicts with another route, or when options contradict one another. */
  public add(routeKey: string, options: RestRouteOptions): RouteModel {
    const { table, props, scope, authorizers: { keysFromAuthorizers } } = this.routed;
    const key = RouteKey.parse(routeKey);
    table.check(key);
    this.preflights?.check(key);
    const authorization = this.bindings.of(options.authorization ?? props.authorization);
    const route = routeFromOptions(scope, key, options, { handler: props.handler, authorization, keysFromAuthorizers });
    table.add(route);
    this.renderer.render(route);
    this.preflights?.cover(route);
    this.writeStageSettings();
    return route;
  }

  private writeStageSettings(): void {
    const { api, settings, table } = this.routed;
    cfnOf(api.deploymentStage, apigateway.CfnStage).methodSettings = methodSettings(settings, table.routes);
  }
}
