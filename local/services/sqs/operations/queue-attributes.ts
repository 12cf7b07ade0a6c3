import { findQueue } from './find-queue';
import { Operation } from '../../wire/aws-service';
import { EmbeddedQueues } from '../embedded-queues';
import { Queue } from '../queue';
import { SQS_ERRORS } from '../sqs-errors';

/** Attributes that a queue may have and those of the templates do not have here. */
const UNSET = new Set(['Policy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'RedriveAllowPolicy', 'RedrivePolicy', 'FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope',
  'FifoThroughputLimit']);

export function getQueueAttributes(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    const all = attributesOf(findQueue(queues, input, region, caller));
    const names = input.texts('AttributeNames');
    const unknown = names.find((name) => name !== 'All' && !all.has(name) && !UNSET.has(name));
    if (unknown !== undefined) throw SQS_ERRORS.invalidAttributeName(unknown);
    const wanted = names.includes('All') ? [...all] : [...all].filter(([name]) => names.includes(name));
    return { Attributes: wanted.length === 0 ? undefined : new Map(wanted) };
  };
}

export function purgeQueue(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    findQueue(queues, input, region, caller).purge();
    return {};
  };
}

function attributesOf(queue: Queue): ReadonlyMap<string, string> {
  const { model: { arn, delay, visibilityTimeout, retention, receiveWait, maximumBytes, fifo, redrive }, createdAt } = queue;
  const { visible, inFlight, delayed } = queue.counts();
  const created = Math.floor(createdAt / 1000);
  const numbers = {
    ApproximateNumberOfMessages: visible,
    ApproximateNumberOfMessagesNotVisible: inFlight,
    ApproximateNumberOfMessagesDelayed: delayed,
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: visibilityTimeout,
    MaximumMessageSize: maximumBytes,
    MessageRetentionPeriod: retention,
    DelaySeconds: delay,
    ReceiveMessageWaitTimeSeconds: receiveWait,
  };
  return new Map<string, string>([
    ['QueueArn', arn],
    ...Object.entries(numbers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(redrive ? [['RedrivePolicy', JSON.stringify({ deadLetterTargetArn: redrive.deadLetterArn, maxReceiveCount: redrive.maxReceiveCount })] as const] : []),
    ...(fifo ? [
      ['FifoQueue', 'true'], ['ContentBasedDeduplication', String(fifo.contentBasedDeduplication)],
      ['DeduplicationScope', fifo.deduplicationScope], ['FifoThroughputLimit', fifo.throughputLimit],
    ] as const : []),
    ['SqsManagedSseEnabled', 'true'],
  ]);
}
