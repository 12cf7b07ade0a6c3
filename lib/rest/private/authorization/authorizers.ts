import { type Duration, Stack, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FunctionPermissions } from '../../../common/permissions/function-permissions';
import type { RouteModel } from '../routes/route-model';
import type { RouteTable } from '../routes/route-table';

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

export interface AuthorizerSettings {
  readonly type: 'COGNITO_USER_POOLS' | 'REQUEST' | 'TOKEN';
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly providerArns?: string[];
  readonly handler?: lambda.IFunction;
  readonly cacheTtl: Duration;
}

interface Shared {
  readonly kind: string;
  readonly identity: string;
  readonly authorizer: apigateway.IAuthorizer;
}

/**
 * The authorizers of one API. Resources and permissions are created in the API's stack: a function's stack knows nothing of the API, as it would
 * with the L2 authorizers.
 */
export class Authorizers extends Construct {
  private readonly shared = new Map<string, Shared>();
  private readonly permissions: FunctionPermissions;

  /** @param keysFromAuthorizers whether the API takes API keys from authorizers instead of from a header */
  public constructor(
    scope: Construct,
    id: string,
    private readonly api: apigateway.RestApi,
    private readonly table: RouteTable,
    public readonly keysFromAuthorizers: boolean,
  ) {
    super(scope, id);
    this.permissions = new FunctionPermissions(this, 'Permissions', Stack.of(this).formatArn({
      service: 'execute-api', resource: api.restApiId, resourceName: 'authorizers/*',
    }));
  }

  /**
   * The authorizer of that name, created when it is first asked for. Authorizations that differ in nothing but scopes share one.
   * @throws when another authorizer has the name.
   */
  public provide(definition: AuthorizerDefinition): apigateway.IAuthorizer {
    const { kind, name } = definition;
    const identity = JSON.stringify(Stack.of(this).resolve(definition.identity)) ?? '';
    const existing = this.shared.get(name);
    if (existing && (existing.kind !== kind || existing.identity !== identity)) {
      throw new Error(`RestAuthorization.${kind}() can't make the authorizer ${JSON.stringify(name)}, because RestAuthorization.${existing.kind}() made one of that name with other options; `
        + 'give one of the two an authorizerName of its own');
    }
    if (existing) return existing.authorizer;
    checkName(kind, name);
    const authorizer = this.create(definition);
    this.shared.set(name, { kind, identity, authorizer });
    return authorizer;
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
      authorizerUri: handler && uriOf(handler),
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

function checkName(kind: string, name: string): void {
  if (Token.isUnresolved(name) || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) {
    throw new Error(`authorizerName of RestAuthorization.${kind}() is ${JSON.stringify(name)}; expected up to 128 letters, digits, _ and - that begin with a letter or digit`);
  }
}

function uriOf(handler: lambda.IFunction): string {
  return `arn:${Stack.of(handler).partition}:apigateway:${handler.env.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
}
