import { type Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { authorizerUri, SharedAuthorizers } from '../../../common/authorization/shared-authorizers';
import { FunctionPermissions } from '../../../common/permissions/function-permissions';
import type { RouteModel } from '../routes/route-model';
import type { RouteTable } from '../routes/route-table';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MOST_AUTHORIZERS = 10;

/** What an authorizer is, apart from the routes that use it. */
export interface AuthorizerDefinition {
  /** How the user wrote it, for messages. */
  readonly kind: string;
  /** Unique within the API; ids derive from it. */
  readonly name: string;
  /** What makes it another authorizer when it differs. */
  readonly identity: unknown;
  /** Called once. */
  readonly create: (scope: Construct, guarded: () => RouteModel[]) => AuthorizerSettings;
}

/** The API whose authorizers they are. */
export interface AuthorizersProps {
  readonly api: apigateway.RestApi;
  readonly table: RouteTable;
  /** Whether the API takes API keys from authorizers instead of from a header. */
  readonly keysFromAuthorizers: boolean;
  /** Quota of authorizers. */
  readonly most?: number;
}

export interface AuthorizerSettings {
  readonly type: 'COGNITO_USER_POOLS' | 'REQUEST' | 'TOKEN';
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly providerArns?: string[];
  readonly handler?: lambda.IFunction;
  readonly cacheTtl: Duration;
}

/**
 * The authorizers of one API. Resources and permissions are created in the API's stack: a function's stack knows nothing of the API, as it would
 * with the L2 authorizers.
 */
export class Authorizers extends Construct {
  public readonly keysFromAuthorizers: boolean;
  private readonly api: apigateway.RestApi;
  private readonly table: RouteTable;
  private readonly shared: SharedAuthorizers<apigateway.IAuthorizer>;
  private readonly permissions: FunctionPermissions;

  public constructor(scope: Construct, id: string, { api, table, keysFromAuthorizers, most = MOST_AUTHORIZERS }: AuthorizersProps) {
    super(scope, id);
    this.api = api;
    this.table = table;
    this.keysFromAuthorizers = keysFromAuthorizers;
    this.shared = new SharedAuthorizers(this, most);
    this.permissions = new FunctionPermissions(this, 'Permissions', Stack.of(this).formatArn({
      service: 'execute-api', resource: api.restApiId, resourceName: 'authorizers/*',
    }));
  }

  /**
   * The authorizer of that name, created when it is first asked for. Authorizations that differ in nothing but scopes share one.
   * @throws when another authorizer has the name, or there are too many.
   */
  public provide(definition: AuthorizerDefinition): apigateway.IAuthorizer {
    return this.shared.provide({ ...definition, caller: `RestAuthorization.${definition.kind}` }, () => this.create(definition));
  }

  private create({ name, create }: AuthorizerDefinition): apigateway.IAuthorizer {
    const scope = new Construct(this, name);
    const guarded = (): RouteModel[] => this.table.routes.filter((route) => route.authorization.authorizer === authorizer);
    const { handler, cacheTtl, ...settings } = create(scope, guarded);
    if (handler) this.permissions.allow(handler);
    const properties = {
      ...settings,
      name,
      restApiId: this.api.restApiId,
      authorizerUri: handler && authorizerUri(handler),
      // Written even where it is the default, because what the service assumes for a missing value is five minutes.
      authorizerResultTtlInSeconds: cacheTtl.toSeconds(),
    };
    const resource = new apigateway.CfnAuthorizer(scope, 'Authorizer', properties);
    const authorizer: apigateway.IAuthorizer = {
      authorizerId: resource.ref,
      authorizationType: settings.type === 'COGNITO_USER_POOLS' ? apigateway.AuthorizationType.COGNITO : apigateway.AuthorizationType.CUSTOM,
    };
    // A stage keeps the authorizers of its last deployment, so a change of theirs needs a new one.
    this.api.latestDeployment?.addToLogicalId({ authorizer: properties });
    return authorizer;
  }
}
