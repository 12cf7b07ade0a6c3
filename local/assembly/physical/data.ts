import { Dice, hexId, uuid } from './deterministic';
import { ResourceContext, ResourceKind, arn, generatedName, nameFrom, named, referredByArn, textProperty } from './resource-kind';

const tableName = nameFrom('TableName', 255);

/** Streams are told apart by the time of their creation; a fixed one keeps the ARN the same at every start. */
const STREAM_LABEL = '2024-01-01T00:00:00.000';

const table: ResourceKind = {
  ref: tableName,
  attributes: {
    Arn: r => arn(r, 'dynamodb', `table/${tableName(r)}`),
    StreamArn: r => (r.property('StreamSpecification') === undefined ? undefined : arn(r, 'dynamodb', `table/${tableName(r)}/stream/${STREAM_LABEL}`)),
    TableId: r => uuid(r.seed),
  },
};

/** Bucket names are lower case, at most 63 characters. */
function bucketName(r: ResourceContext): string {
  return textProperty(r, 'BucketName') ?? generatedName(r, 63).toLowerCase().replace(/[^a-z0-9.-]/g, '-');
}

/** FIFO queues and topics carry the ending also in a name that is made up. */
function fifoName(property: string) {
  return (r: ResourceContext): string => {
    const given = textProperty(r, property);
    if (given !== undefined) return given;
    return textProperty(r, property.replace('Name', '').replace('Queue', 'FifoQueue').replace('Topic', 'FifoTopic')) === 'true'
      ? `${generatedName(r, 75)}.fifo`
      : generatedName(r, 80);
  };
}

const queueName = fifoName('QueueName');
const topicName = fifoName('TopicName');
const queueUrl = (r: ResourceContext): string =>
  `https://sqs.${r.environment.region}.${r.environment.urlSuffix}/${r.environment.account}/${queueName(r)}`;

const parameterName = (r: ResourceContext): string => textProperty(r, 'Name') ?? `CFN-${r.logicalId}-${new Dice(r.seed).text(12, 'abcdefghijklmnopqrstuvwxyz')}`;

export const dataKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: r => `arn:${r.environment.partition}:s3:::${bucketName(r)}`,
      DomainName: r => `${bucketName(r)}.s3.${r.environment.urlSuffix}`,
      DualStackDomainName: r => `${bucketName(r)}.s3.dualstack.${r.environment.region}.${r.environment.urlSuffix}`,
      RegionalDomainName: r => `${bucketName(r)}.s3.${r.environment.region}.${r.environment.urlSuffix}`,
      WebsiteURL: r => `http://${bucketName(r)}.s3-website-${r.environment.region}.${r.environment.urlSuffix}`,
    },
  },
  'AWS::SQS::Queue': { ref: queueUrl, attributes: { Arn: r => arn(r, 'sqs', queueName(r)), QueueName: queueName, QueueUrl: queueUrl } },
  'AWS::SNS::Topic': referredByArn(r => arn(r, 'sns', topicName(r)), { TopicArn: r => arn(r, 'sns', topicName(r)), TopicName: topicName }),
  'AWS::Kinesis::Stream': named(nameFrom('Name'), 'kinesis', 'stream/'),
  'AWS::KinesisFirehose::DeliveryStream': named(nameFrom('DeliveryStreamName', 64), 'firehose', 'deliverystream/'),
  'AWS::SSM::Parameter': { ref: parameterName, attributes: { Type: r => textProperty(r, 'Type'), Value: r => textProperty(r, 'Value') } },
  'AWS::Logs::LogGroup': {
    ref: nameFrom('LogGroupName', 512),
    attributes: { Arn: r => arn(r, 'logs', `log-group:${nameFrom('LogGroupName', 512)(r)}:*`) },
  },
  'AWS::CloudWatch::Alarm': named(nameFrom('AlarmName', 255), 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': named(nameFrom('AlarmName', 255), 'cloudwatch', 'alarm:'),
  'AWS::EC2::VPC': { ref: r => `vpc-${hexId(r.seed, 17)}`, attributes: { VpcId: r => `vpc-${hexId(r.seed, 17)}` } },
  'AWS::EC2::Subnet': { ref: r => `subnet-${hexId(r.seed, 17)}`, attributes: { SubnetId: r => `subnet-${hexId(r.seed, 17)}` } },
  'AWS::EC2::SecurityGroup': { ref: r => `sg-${hexId(r.seed, 17)}`, attributes: { GroupId: r => `sg-${hexId(r.seed, 17)}` } },
};
