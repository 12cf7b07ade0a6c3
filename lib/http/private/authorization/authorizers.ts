import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Issuers } from './issuers';
import { authorizerUri, type NamedAuthorizer, SharedAuthorizers } from '../../../common/authorization/shared-authorizers';
import { FunctionPermissions } from '../../../common/permissions/function-permissions';

/** An authorizer of an HTTP API. */
export interface AuthorizerDefinition extends NamedAuthorizer {
  readonly settings: Pick<
    apigwv2.CfnAuthorizerProps,
    'authorizerType' | 'identitySource' | 'jwtConfiguration' | 'authorizerPayloadFormatVersion' | 'enableSimpleResponses' | 'authorizerResultTtlInSeconds'
  >;
  /** The function that decides. */
  readonly handler?: lambda.IFunction;
}

/**
 * The authorizers of one API. They are resources of this API and no other: an L2 authorizer keeps the API that it was used with first, whichever API asks.
 * Permissions are created here too, so that a function's stack knows nothing of the API.
 */
export class Authorizers extends Construct {
  private readonly shared: SharedAuthorizers<string>;
  private readonly permissions: FunctionPermissions;

  /** @param most quota of authorizers */
  public constructor(scope: Construct, id: string, private readonly apiId: string, public readonly issuers: Issuers, most: number) {
    super(scope, id);
    this.shared = new SharedAuthorizers(this, most);
    this.permissions = new FunctionPermissions(this, 'Permissions', Stack.of(this).formatArn({
      service: 'execute-api', resource: apiId, resourceName: 'authorizers/*',
    }));
  }

  /**
   * Id of the authorizer, which is created when it is first asked for.
   * @throws when another authorizer has the name, or there are too many.
   */
  public provide(definition: AuthorizerDefinition): string {
    return this.shared.provide(definition, () => this.create(definition));
  }

  private create({ name, settings, handler }: AuthorizerDefinition): string {
    if (handler) this.permissions.allow(handler);
    return new apigwv2.CfnAuthorizer(this, name, { ...settings, name, apiId: this.apiId, authorizerUri: handler && authorizerUri(handler) }).ref;
  }
}
