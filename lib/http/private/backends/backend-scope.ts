import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { FunctionPermissions } from '../../../common/permissions/function-permissions';

/** What a backend has to know of the API that calls it. */
export interface HttpBackendScope {
  /** Holds what belongs to the backends of the API, one scope for all: ids derive from what is called, so that one integration serves however many routes. */
  readonly scope: Construct;
  readonly api: apigwv2.HttpApi;
  readonly stageName: string;
  /** Names of the stage's variables. */
  readonly stageVariables: readonly string[];
  readonly permissions: FunctionPermissions;
}

/** What is called, checked; bound to an API it becomes an integration. */
export interface BackendTarget {
  bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration;
}
