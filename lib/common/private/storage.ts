import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { acknowledgeAll } from './acknowledge';
import type { StorageOptions } from '../storage-options';

const decisions = new WeakMap<IConstruct, StorageOptions>();

/** Decides for everything below a construct, which is created after it. */
export function decideStorage(scope: Construct, options: StorageOptions | undefined): void {
  if (options) decisions.set(scope, options);
}

/** What was decided for the place where something is created. */
export function storageOf(scope: IConstruct): StorageOptions {
  for (const each of [...scope.node.scopes].reverse()) {
    const decision = decisions.get(each);
    if (decision) return decision;
  }
  return {};
}

/** What log groups hold, for whoever reviews how they are encrypted. */
const contents: Record<OwnLogGroup['of'], string> = {
  requests: 'it tells which address and identity called what, without credentials and query strings; storage.encryptionKey gives it a key of yours',
  function: 'it tells what the function decided and why, without tokens and secrets; storage.encryptionKey gives it a key of yours',
  deployment: 'it tells which role was configured when the stack was deployed, nothing of callers',
};

export interface OwnLogGroup extends StorageOptions {
  readonly logGroupName?: string;
  /** Logs of requests outlive the stack, others don't. */
  readonly of: 'requests' | 'function' | 'deployment';
  /**
   * `false`: the user decides what is written to it, and so whether a key of theirs should encrypt it.
   *
   * @default true
   */
  readonly hasKnownContent?: boolean;
}

/** The only place that creates log groups. */
export function createLogGroup(scope: Construct, id: string, own: OwnLogGroup): logs.LogGroup {
  const decided = storageOf(scope);
  const encryptionKey = own.encryptionKey ?? decided.encryptionKey;
  const logGroup = new logs.LogGroup(scope, id, {
    logGroupName: own.logGroupName,
    retention: own.logRetention ?? decided.logRetention ?? logs.RetentionDays.ONE_MONTH,
    removalPolicy: own.logRemovalPolicy ?? decided.logRemovalPolicy ?? (own.of === 'requests' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY),
    encryptionKey,
  });
  if (encryptionKey) {
    letLogsUse(encryptionKey, scope);
  } else if (own.hasKnownContent ?? true) {
    acknowledgeAll(logGroup, `CloudWatch Logs encrypts it with a key that it owns; ${contents[own.of]}`,
      'HIPAA.Security-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'PCI.DSS.321-CloudWatchLogGroupEncrypted');
  }
  return logGroup;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function letLogsUse(key: kms.IKey, scope: Construct): void {
  const { partition, region, account } = Stack.of(scope);
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    // In a key's policy this is the key itself.
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
  }));
}
