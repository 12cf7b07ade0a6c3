import { Lazy, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { GuardedRoutes, type ProtectedRoute, ROUTES_FILE } from './guarded-routes';
import { CACHE_SECONDS, ORIGIN_HEADER, type OriginSecret } from './origin-secret';
import { authorizerUri } from '../../../common/authorization/shared-authorizers';
import { FunctionPermissions } from '../../../common/permissions/function-permissions';
import { packagedFunction } from '../../../common/private/packaged-function';

export interface OriginAuthorizerProps {
  readonly api: apigwv2.HttpApi;
  readonly secret: OriginSecret;
  readonly contextClaims?: readonly string[];
}

/** The packaged authorizer that asks for the origin secret, and for a token where the route does. One for all routes of the API. */
export class OriginAuthorizer extends Construct {
  public readonly authorizerId: string;
  private readonly routes: GuardedRoutes;

  public constructor(scope: Construct, id: string, { api, secret, contextClaims }: OriginAuthorizerProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.routes = new GuardedRoutes(this, {
      origin: { secretId: secret.arn, header: ORIGIN_HEADER, refreshSeconds: CACHE_SECONDS },
      ...(contextClaims && { contextClaims }),
    });
    const handler = packagedFunction(this, 'Handler', {
      asset: 'http-authorizer',
      export: 'handler',
      description: 'Lets requests pass that came through CloudFront with a token as the route asks for',
      environment: { AUTHORIZER_CONFIG: Lazy.string({ produce: () => stack.toJsonString(this.routes.configuration) }) },
      lateFile: { name: ROUTES_FILE, content: () => this.routes.file },
      statements: secret.readStatements,
    });
    const invoke = stack.formatArn({ service: 'execute-api', resource: api.apiId, resourceName: 'authorizers/*' });
    new FunctionPermissions(this, 'Permissions', invoke).allow(handler);
    this.authorizerId = new apigwv2.CfnAuthorizer(this, 'Authorizer', {
      apiId: api.apiId,
      name: 'CloudFront',
      authorizerType: 'REQUEST',
      authorizerUri: authorizerUri(handler),
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      // Neither identity sources nor a cache: a request without the secret is answered 403, not 401, and a verdict never outlives a secret.
      identitySource: [],
      authorizerResultTtlInSeconds: 0,
    }).ref;
    this.node.addValidation({ validate: () => this.routes.problems });
  }

  public guard(route: ProtectedRoute): apigwv2.IHttpRouteAuthorizer {
    this.routes.add(route);
    return { bind: () => ({ authorizerId: this.authorizerId, authorizationType: 'CUSTOM' }) };
  }
}
