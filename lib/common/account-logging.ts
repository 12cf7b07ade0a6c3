import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { accountLoggingRole } from './private/account-logging-role';
import { EnsuredAccountLogging } from './private/ensured-account-logging';

/**
 * How the CloudWatch role of API Gateway is set up. The role is a setting of the account and region: without it no REST or WebSocket stage with
 * logs can be created ("CloudWatch Logs role ARN must be set in account settings to enable logging"), and every API shares it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export abstract class AccountLogging {
  /**
   * The default. A custom resource, one per stack, that sets a role only when none is configured or when the configured one no longer exists.
   * It never replaces a live role and never resets the setting: deleting the stack leaves it, and the role, as they are.
   */
  public static ensure(): AccountLogging {
    return new Ensured();
  }

  /** Creates nothing. For accounts whose setting is owned elsewhere, for example by a landing zone. */
  public static assumeConfigured(): AccountLogging {
    return new Assumed();
  }

  /**
   * The setting as a resource of this stack (`AWS::ApiGateway::Account`), one per stack. It overwrites what is configured, so let one stack per
   * account and region do this. Setting and role are retained when they are removed from the stack.
   *
   * @param role role that API Gateway may assume. A new one with the AWS managed policy when left out
   */
  public static ownedByStack(role?: iam.IRole): AccountLogging {
    return new OwnedByStack(role);
  }

  protected constructor() {}

  /**
   * What a stage has to wait for.
   * @internal
   */
  public abstract _bind(scope: Construct): IDependable | undefined;
}

class Ensured extends AccountLogging {
  public constructor() {
    super();
  }

  public _bind(scope: Construct): IDependable {
    return EnsuredAccountLogging.of(scope);
  }
}

class Assumed extends AccountLogging {
  public constructor() {
    super();
  }

  public _bind(): undefined {
    return undefined;
  }
}

const OWNED_ID = 'ApiGatewayAccount';

class OwnedByStack extends AccountLogging {
  public constructor(private readonly role?: iam.IRole) {
    super();
  }

  public _bind(scope: Construct): IDependable {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(OWNED_ID);
    if (existing instanceof apigateway.CfnAccount) {
      if (this.role && stack.resolve(this.role.roleArn) !== undefined && !sameValue(stack, this.role.roleArn, existing.cloudWatchRoleArn)) {
        throw new Error('AccountLogging.ownedByStack() was given two different roles in one stack, but the account has one setting; use the same role for every API');
      }
      return existing;
    }
    const role = this.role ?? accountLoggingRole(stack, `${OWNED_ID}LoggingRole`);
    const account = new apigateway.CfnAccount(stack, OWNED_ID, { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}

function sameValue(stack: Stack, left: unknown, right: unknown): boolean {
  return JSON.stringify(stack.resolve(left)) === JSON.stringify(stack.resolve(right));
}
