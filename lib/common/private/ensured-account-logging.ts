import { CustomResource, Duration, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { accountLoggingRole } from './account-logging-role';
import { packagedFunction } from './packaged-function';

const ID = 'ApiGatewayAccountLogging';

/** The custom resource behind `AccountLogging.ensure()`, one per stack. */
export class EnsuredAccountLogging extends Construct {
  public static of(scope: Construct): EnsuredAccountLogging {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    return existing instanceof EnsuredAccountLogging ? existing : new EnsuredAccountLogging(stack);
  }

  private constructor(scope: Construct) {
    super(scope, ID);
    const logsRole = accountLoggingRole(this, 'LogsRole');
    new CustomResource(this, 'Setting', {
      resourceType: 'Custom::ApiGatewayAccountLogging',
      serviceToken: this.createHandler(logsRole).functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { RoleArn: logsRole.roleArn },
    });
  }

  private createHandler(logsRole: iam.IRole): lambda.Function {
    const { partition, region, account } = Stack.of(this);
    return packagedFunction(this, 'Handler', {
      asset: 'account',
      export: 'handler',
      caller: 'cloudformation',
      description: 'Sets the CloudWatch role of API Gateway in this account and region, unless a live one is configured',
      timeout: Duration.minutes(4),
      statements: [
        new iam.PolicyStatement({ actions: ['apigateway:GET', 'apigateway:PATCH'], resources: [`arn:${partition}:apigateway:${region}::/account`] }),
        new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [logsRole.roleArn] }),
        new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: [`arn:${partition}:iam::${account}:role/*`] }),
      ],
      wildcard: {
        resource: `arn:<AWS::Partition>:iam::${Token.isUnresolved(account) ? '<AWS::AccountId>' : account}:role/*`,
        reason: 'iam:GetRole tells whether the role that is configured now still exists, and that role can have any name; nothing of it is changed',
      },
    });
  }
}
