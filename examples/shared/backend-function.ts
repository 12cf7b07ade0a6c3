import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { review } from './review';

export interface BackendFunctionProps {
  /** Folder of the handlers. */
  readonly folder: string;
  /** File and export, like `'create.handler'`. */
  readonly handler: string;
  /** The one thing that it may do with one table. Left out: nothing with any. */
  readonly access?: { readonly table: dynamodb.ITableV2; readonly action: string };
  /** What keeps callers from running it too often, for whoever reviews the API. */
  readonly limitedBy: string;
}

/** A function behind an API that may do one thing, with a role and a log group of its own. */
export function backendFunction(scope: Construct, id: string, { folder, handler, access, limitedBy }: BackendFunctionProps): lambda.Function {
  const logGroup = new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.ONE_MONTH });
  const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, `${id}Policy`, {
    roles: [role],
    statements: [
      ...(access ? [new iam.PolicyStatement({ actions: [access.action], resources: [access.table.tableArn] })] : []),
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
    ],
  });
  const backend = new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    code: lambda.Code.fromAsset(folder),
    handler,
    memorySize: 256,
    timeout: Duration.seconds(10),
    tracing: lambda.Tracing.ACTIVE,
    environment: access && { TABLE_NAME: access.table.tableName },
    logGroup,
    // The policy above is complete; what the function would add makes an inline policy.
    role: role.withoutPolicyUpdates(),
  });
  backend.node.addDependency(policy);
  const reach = access ? 'it talks to DynamoDB only, signed and over TLS, and its role allows one action on one table' : 'it calls nothing, and its role allows no more than logs and traces';
  review({ function: backend, logGroup, policy, limitedBy, reach });
  return backend;
}
