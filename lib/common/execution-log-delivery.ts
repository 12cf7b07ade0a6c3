import { ArnFormat, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';

/**
 * Where execution logs of a REST API go beside the log group that API Gateway manages, whose events end after 1 KB. Here they have up to 1 MB.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-create-log-delivery.html
 */
export abstract class ExecutionLogDelivery {
  /** A log group of yours. The service lets itself write to it while the stack is deployed; a name below `/aws/vendedlogs/` keeps the policy for that small. */
  public static toLogGroup(logGroup: logs.ILogGroup): ExecutionLogDelivery {
    return new Delivery(logGroup, (scope) => Stack.of(scope).formatArn({
      service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }));
  }

  /** A bucket of yours, below `AWSLogs/<account>/`. A bucket of this app gets a policy for it; that of an imported one must allow `delivery.logs.amazonaws.com`. */
  public static toBucket(bucket: s3.IBucket): ExecutionLogDelivery {
    return new Delivery(bucket, (scope) => {
      const { partition, region, account } = Stack.of(scope);
      bucket.addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
        conditions: {
          StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:delivery-source:*` },
        },
      }));
      return bucket.bucketArn;
    });
  }

  /** A Firehose stream of yours. One of this app gets the tag `LogDeliveryEnabled`, without which the service does not write to it. */
  public static toFirehose(stream: firehose.IDeliveryStream): ExecutionLogDelivery {
    return new Delivery(stream, () => {
      Tags.of(stream).add('LogDeliveryEnabled', 'true');
      return stream.deliveryStreamArn;
    });
  }

  /**
   * From which ids derive.
   * @internal
   */
  public abstract readonly _destination: IConstruct;

  protected constructor() {}

  /**
   * Lets the service write there.
   * @returns ARN of the destination
   * @internal
   */
  public abstract _bind(scope: Construct): string;
}

class Delivery extends ExecutionLogDelivery {
  public constructor(public readonly _destination: IConstruct, private readonly open: (scope: Construct) => string) {
    super();
  }

  public _bind(scope: Construct): string {
    return this.open(scope);
  }
}
