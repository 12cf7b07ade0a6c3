import { WireCaller } from '../../wire/aws-service';
import { ServiceInput } from '../../wire/service-input';
import { EmbeddedQueues } from '../embedded-queues';
import { Queue } from '../queue';
import { SQS_ERRORS } from '../sqs-errors';

/** Path of a request that is sent to a queue's own URL. */
const QUEUE_PATH = /^\/[^/]+\/[^/]+\/?$/;

/** The queue that a request is about: the one of its `QueueUrl`, or the one that it was sent to. @throws ServiceError */
export function findQueue(queues: EmbeddedQueues, input: ServiceInput, region: string, { path }: WireCaller): Queue {
  const url = input.text('QueueUrl') ?? (QUEUE_PATH.test(path) ? path : '');
  if (url === '') throw SQS_ERRORS.missing('QueueUrl');
  const queue = queues.findByUrl(url, region);
  if (!queue) throw SQS_ERRORS.queueDoesNotExist();
  return queue;
}

/** A whole number between two limits. @throws ServiceError */
export function within(input: ServiceInput, name: string, least: number, most: number): number | undefined {
  const value = input.number(name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  throw SQS_ERRORS.invalidValue(value, name, `Must be between ${least} and ${most}, if provided.`);
}
