import { readEntries, runBatch } from './batch';
import { findQueue, within } from './find-queue';
import { Operation } from '../../wire/aws-service';
import { ServiceError } from '../../wire/service-error';
import { ServiceInput } from '../../wire/service-input';
import { EmbeddedQueues } from '../embedded-queues';
import { Queue } from '../queue';

export function changeMessageVisibility(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => change(findQueue(queues, input, region, caller), input);
}

export function changeMessageVisibilityBatch(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    const queue = findQueue(queues, input, region, caller);
    return runBatch(readEntries(input), (entry) => change(queue, entry));
  };
}

function change(queue: Queue, input: ServiceInput): Record<string, never> {
  const seconds = within(input, 'VisibilityTimeout', 0, 43_200);
  if (seconds === undefined) throw ServiceError.missing('VisibilityTimeout');
  queue.changeVisibility(input.requiredText('ReceiptHandle'), seconds);
  return {};
}
