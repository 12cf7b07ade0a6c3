import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type Caller, reviewFunction } from './function-review';
import { addLateCodeFile } from './late-code-file';
import { createLogGroup } from './storage';

const handlers = path.join(__dirname, '..', '..', '..', 'assets', 'handlers');

/** What one of the handlers that this library brings along needs. */
export interface PackagedFunctionOptions {
  /** Folder in `assets/handlers`. */
  readonly asset: string;
  /** Name of the export. */
  readonly export: string;
  readonly description: string;
  readonly timeout?: Duration;
  /** Who calls it: API Gateway, unless it says otherwise. */
  readonly caller?: Caller;
  readonly environment?: { [name: string]: string };
  /** A file beside the code, by name, where its content turns out to be needed. */
  readonly lateFile?: { readonly name: string; readonly content: () => string | undefined };
  readonly logRetention?: logs.RetentionDays;
  /** What it may do beside writing its log and traces. */
  readonly statements?: iam.PolicyStatement[];
  /** The resource of a statement that has a wildcard, as reports name it, and why it has. */
  readonly wildcard?: { readonly resource: string; readonly reason: string };
}

/** A function of this library with a log group, a role and a policy of its own, which are children of `scope` beside it. */
export function packagedFunction(scope: Construct, id: string, options: PackagedFunctionOptions): lambda.Function {
  const folder = path.join(handlers, options.asset);
  const logGroup = createLogGroup(scope, `${id}Logs`, { of: options.caller === 'cloudformation' ? 'deployment' : 'function', logRetention: options.logRetention });
  const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = createPolicy(scope, `${id}Policy`, logGroup, options);
  policy.attachToRole(role);
  const created = new lambda.Function(scope, id, {
    description: options.description,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    code: lambda.Code.fromAsset(folder),
    handler: `index.${options.export}`,
    memorySize: 256,
    timeout: options.timeout ?? Duration.seconds(10),
    tracing: lambda.Tracing.ACTIVE,
    environment: options.environment,
    // The policy above is complete; the function's own additions would make an inline policy of them.
    role: role.withoutPolicyUpdates(),
    logGroup,
  });
  created.node.addDependency(policy);
  reviewFunction(created, options.caller ?? 'api-gateway');
  if (options.lateFile) addLateCodeFile(created, folder, options.lateFile.name, options.lateFile.content);
  return created;
}

function createPolicy(
  scope: Construct, id: string, logGroup: logs.ILogGroup, { statements = [], wildcard }: PackagedFunctionOptions,
): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, {
    statements: [
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...statements,
      new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
    ],
  });
  acknowledge(policy, { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; AWS allows them for * only' });
  if (wildcard) acknowledge(policy, { id: `AwsSolutions-IAM5[Resource::${wildcard.resource}]`, reason: wildcard.reason });
  return policy;
}
