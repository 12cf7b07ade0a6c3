import * as path from 'node:path';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accountLoggingRole } from './account-logging-role';
import { acknowledge } from './acknowledge';

const ID = 'ApiGatewayAccountLogging';
const handlerAsset = path.join(__dirname, '..', '..', '..', 'assets', 'handlers', 'account');

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
    const logGroup = new logs.LogGroup(this, 'HandlerLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const handler = this.createHandler(logsRole, logGroup);
    const resource = new CustomResource(this, 'Setting', {
      resourceType: 'Custom::ApiGatewayAccountLogging',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { RoleArn: logsRole.roleArn },
    });
    resource.node.addDependency(logsRole);
  }

  private createHandler(logsRole: iam.IRole, logGroup: logs.ILogGroup): lambda.Function {
    const role = new iam.Role(this, 'HandlerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policy = this.createPolicy(logsRole, logGroup);
    policy.attachToRole(role);
    const handler = new lambda.Function(this, 'Handler', {
      description: 'Sets the CloudWatch role of API Gateway in this account and region, unless a live one is configured',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(handlerAsset),
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.minutes(4),
      tracing: lambda.Tracing.ACTIVE,
      // The policy above is complete; the function's own additions would make an inline policy of them.
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
    handler.node.addDependency(policy);
    return handler;
  }

  private createPolicy(logsRole: iam.IRole, logGroup: logs.ILogGroup): iam.ManagedPolicy {
    const stack = Stack.of(this);
    const settings = `arn:${stack.partition}:apigateway:${stack.region}::/account`;
    const anyRole = `arn:${stack.partition}:iam::${stack.account}:role/*`;
    const policy = new iam.ManagedPolicy(this, 'HandlerPolicy', {
      statements: [
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
        new iam.PolicyStatement({ actions: ['apigateway:GET', 'apigateway:PATCH'], resources: [settings] }),
        new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [logsRole.roleArn] }),
        new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: [anyRole] }),
        new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
      ],
    });
    acknowledge(policy, {
      id: 'AwsSolutions::AwsSolutions-IAM5',
      reason: 'X-Ray has no resources to name, and the role that is configured now, which is only read, can have any name',
    });
    return policy;
  }
}
