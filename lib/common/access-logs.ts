import { Names, type RemovalPolicy, Token } from 'aws-cdk-lib';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AccessLogsBinding } from './private/access-logs-binding';
import { stackIdPart } from './private/stack-id-part';
import { createLogGroup } from './private/storage';

/** Options of a log group that is created for access logs. */
export interface AccessLogOptions {
  /**
   * Format of a line. It must contain `$context.requestId` or `$context.extendedRequestId`; metrics that count log lines need the default.
   *
   * @default - one JSON object per request, without query string, headers or credentials
   */
  readonly format?: string;
  /**
   * How long lines are kept.
   *
   * @default - `storage.logRetention` of the API, one month
   */
  readonly retention?: logs.RetentionDays;
  /**
   * What happens to the log group when it is removed from the stack.
   *
   * @default - `storage.logRemovalPolicy` of the API; it is retained
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Key that encrypts the log group. The policy of an imported key must allow CloudWatch Logs.
   *
   * @default - `storage.encryptionKey` of the API, else a key that CloudWatch Logs owns
   */
  readonly encryptionKey?: kms.IKey;
}

/** Where a stage writes one line for each request. */
export abstract class AccessLogs {
  /**
   * A log group of its own, `/aws/vendedlogs/apigateway/<unique>`. The prefix keeps the account's resource policy for log delivery small; the
   * end of the name comes from the stack's id, so that a retained log group never stands in the way of a stack that is created anew.
   */
  public static toNewLogGroup(options: AccessLogOptions = {}): AccessLogs {
    return new NewLogGroup(options);
  }

  /** An existing log group; with `format` instead of the default JSON lines. */
  public static toLogGroup(logGroup: logs.ILogGroup, format?: string): AccessLogs {
    return new ExistingDestination({ destinationArn: logGroup.logGroupArn, logGroup }, format);
  }

  /**
   * A Firehose stream; REST APIs only. Metrics that count log lines are not available then.
   * @throws when the stream has a name that does not begin with `amazon-apigateway-`, which the service requires.
   */
  public static toFirehose(stream: firehose.IDeliveryStream, format?: string): AccessLogs {
    const name = givenName(stream);
    if (name !== undefined && !name.startsWith('amazon-apigateway-')) {
      throw new Error(`access logs can't go to the Firehose stream ${JSON.stringify(name)}: API Gateway takes only streams whose name begins with "amazon-apigateway-"; rename the stream`);
    }
    return new ExistingDestination({ destinationArn: stream.deliveryStreamArn }, format);
  }

  /** No access log. Metrics that count log lines are not available then. */
  public static disabled(): AccessLogs {
    return new Disabled();
  }

  protected constructor() {}

  /** @internal */
  public abstract _bind(scope: Construct, defaultFormat: string): AccessLogsBinding | undefined;
}

class NewLogGroup extends AccessLogs {
  public constructor(private readonly options: AccessLogOptions) {
    super();
    checkFormat(options.format);
  }

  public _bind(scope: Construct, defaultFormat: string): AccessLogsBinding {
    const logGroup = createLogGroup(scope, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/apigateway/${Names.uniqueResourceName(scope, { maxLength: 200, separator: '-' })}-${stackIdPart(scope)}`,
      of: 'requests',
      hasKnownContent: this.options.format === undefined,
      logRetention: this.options.retention,
      logRemovalPolicy: this.options.removalPolicy,
      encryptionKey: this.options.encryptionKey,
    });
    return {
      destinationArn: logGroup.logGroupArn,
      logGroup,
      format: this.options.format ?? defaultFormat,
      hasDefaultFormat: this.options.format === undefined,
    };
  }
}

class ExistingDestination extends AccessLogs {
  public constructor(private readonly destination: Pick<AccessLogsBinding, 'destinationArn' | 'logGroup'>, private readonly format?: string) {
    super();
    checkFormat(format);
  }

  public _bind(_scope: Construct, defaultFormat: string): AccessLogsBinding {
    return { ...this.destination, format: this.format ?? defaultFormat, hasDefaultFormat: this.format === undefined };
  }
}

class Disabled extends AccessLogs {
  public constructor() {
    super();
  }

  public _bind(): undefined {
    return undefined;
  }
}

function checkFormat(format: string | undefined): void {
  if (format === undefined || Token.isUnresolved(format)) return;
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(format)) {
    throw new Error(`access log format ${JSON.stringify(format)} is not accepted by API Gateway: it must contain $context.requestId or $context.extendedRequestId`);
  }
  if (format.includes('\n')) {
    throw new Error(`access log format ${JSON.stringify(format)} has a line break; API Gateway takes a single line`);
  }
}

/** The name that the stream was given, if that is known at synthesis. */
function givenName(stream: firehose.IDeliveryStream): string | undefined {
  if (!Token.isUnresolved(stream.deliveryStreamName)) return stream.deliveryStreamName;
  const resource = stream.node.defaultChild;
  const name: unknown = resource !== undefined && 'deliveryStreamName' in resource ? resource.deliveryStreamName : undefined;
  return typeof name === 'string' && !Token.isUnresolved(name) ? name : undefined;
}
