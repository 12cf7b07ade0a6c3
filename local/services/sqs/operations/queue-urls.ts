import { within } from './find-queue';
import { Operation } from '../../wire/aws-service';
import { pageOf } from '../../wire/page';
import { EmbeddedQueues } from '../embedded-queues';
import { localQueueUrl } from '../local-queue-url';
import { SQS_ERRORS } from '../sqs-errors';

/** @param endpoint where the service answers */
export function getQueueUrl(queues: EmbeddedQueues, endpoint: () => string): Operation {
  return (input, region) => {
    const queue = queues.findByName(input.requiredText('QueueName'), region);
    if (!queue) throw SQS_ERRORS.queueDoesNotExist();
    return { QueueUrl: localQueueUrl(endpoint(), queue.model) };
  };
}

/** @param endpoint where the service answers */
export function listQueues(queues: EmbeddedQueues, endpoint: () => string): Operation {
  return (input, region) => {
    const prefix = input.text('QueueNamePrefix') ?? '';
    const found = queues.ofRegion(region).filter(({ model: { name } }) => name.startsWith(prefix));
    const urls = found.map(({ model }) => localQueueUrl(endpoint(), model));
    const { items, next } = pageOf(urls, input, within(input, 'MaxResults', 1, 1_000) ?? 1_000);
    return { QueueUrls: items.length === 0 ? undefined : items, NextToken: next };
  };
}
