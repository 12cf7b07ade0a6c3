import { QueueModel, QueueOrder, QueueRedrive } from './queue';
import { partitionOf } from '../../assembly/environment';
import { isObject, parseJson } from '../../json';
import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';

/**
 * Builds the queues of an assembly.
 *
 * @throws TemplateError for a property that the service would refuse
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
 */
export function buildQueues(all: StackResources): QueueModel[] {
  const entries = all.of('AWS::SQS::Queue');
  const queues = entries.map(buildQueue);
  entries.forEach((entry, index) => checkDeadLetters(all, entry, queues[index], queues));
  return queues;
}

function buildQueue({ stack, resource, properties }: StackResource): QueueModel {
  const { region, account } = stack;
  const name = resource.ref.slice(resource.ref.lastIndexOf('/') + 1);
  const order = orderOf(properties, name);
  const redrive = redriveOf(properties);
  return {
    stack: stack.name,
    logicalId: resource.logicalId,
    name,
    arn: `arn:${partitionOf(region)}:sqs:${region}:${account}:${name}`,
    url: resource.ref,
    region,
    account,
    delay: within(properties, 'DelaySeconds', 0, 900, 0),
    visibilityTimeout: within(properties, 'VisibilityTimeout', 0, 43_200, 30),
    retention: within(properties, 'MessageRetentionPeriod', 60, 1_209_600, 345_600),
    receiveWait: within(properties, 'ReceiveMessageWaitTimeSeconds', 0, 20, 0),
    maximumBytes: within(properties, 'MaximumMessageSize', 1_024, 1_048_576, 1_048_576),
    ...(order && { fifo: order }),
    ...(redrive && { redrive }),
  };
}

function within(properties: Properties, name: string, least: number, most: number, otherwise: number): number {
  const value = properties.number(name) ?? otherwise;
  return Number.isInteger(value) && value >= least && value <= most ? value : properties.refuse(name, `a whole number from ${least} to ${most}`);
}

function orderOf(properties: Properties, name: string): QueueOrder | undefined {
  const isFifo = properties.flag('FifoQueue') ?? false;
  if (isFifo && !name.endsWith('.fifo')) properties.refuse('QueueName', 'a name that ends in .fifo');
  if (!isFifo && name.endsWith('.fifo')) properties.refuse('FifoQueue', 'true, because the name ends in .fifo');
  if (!isFifo) return undefined;
  return {
    contentBasedDeduplication: properties.flag('ContentBasedDeduplication') ?? false,
    deduplicationScope: properties.choice('DeduplicationScope', ['queue', 'messageGroup']) ?? 'queue',
    throughputLimit: properties.choice('FifoThroughputLimit', ['perQueue', 'perMessageGroupId']) ?? 'perQueue',
  };
}

/** The policy is an object, or a text that holds one. */
function redriveOf(properties: Properties): QueueRedrive | undefined {
  if (!properties.has('RedrivePolicy')) return undefined;
  const given = properties.get('RedrivePolicy');
  const parsed = typeof given === 'string' ? parseJson(given) : given;
  if (!isObject(parsed)) return properties.refuse('RedrivePolicy', 'an object with deadLetterTargetArn and maxReceiveCount');
  const policy = new Properties(parsed, properties.at.at('RedrivePolicy'));
  if (!policy.has('deadLetterTargetArn')) return undefined;
  return { deadLetterArn: policy.requiredText('deadLetterTargetArn'), maxReceiveCount: within(policy, 'maxReceiveCount', 1, 1_000, 10) };
}

function checkDeadLetters(all: StackResources, entry: StackResource, queue: QueueModel | undefined, queues: readonly QueueModel[]): void {
  const redrive = queue?.redrive;
  if (!redrive) return;
  const isFifo = queue.fifo !== undefined;
  const target = queues.find(({ arn }) => arn === redrive.deadLetterArn);
  if (!target) all.leaveOut(entry, `its dead-letter queue ${redrive.deadLetterArn} is in no loaded template: messages stay in the queue however often they are received`);
  else if ((target.fifo !== undefined) !== isFifo) entry.properties.refuse('RedrivePolicy', `a dead-letter queue that is ${isFifo ? 'a FIFO' : 'a standard'} queue too`);
}
