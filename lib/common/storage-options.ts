import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** How the log groups and secrets that an API brings along are kept. What has options of its own, like an access log, may differ. */
export interface StorageOptions {
  /**
   * How long lines of log groups are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * What happens to log groups that are removed from the stack.
   *
   * @default - logs of requests (access log, web ACL) are retained, logs of functions are deleted
   */
  readonly logRemovalPolicy?: RemovalPolicy;
  /**
   * Key that encrypts log groups and secrets of customers. A key of this app gets a policy that lets CloudWatch Logs use it; the policy of an imported one
   * must allow it. Whoever deploys needs to decrypt with it, too.
   *
   * @default - keys that AWS owns and manages
   */
  readonly encryptionKey?: kms.IKey;
}
