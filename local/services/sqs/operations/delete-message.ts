import { readEntries, runBatch } from './batch';
import { findQueue } from './find-queue';
import { Operation } from '../../wire/aws-service';
import { EmbeddedQueues } from '../embedded-queues';

export function deleteMessage(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    findQueue(queues, input, region, caller).delete(input.requiredText('ReceiptHandle'));
    return {};
  };
}

export function deleteMessageBatch(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    const queue = findQueue(queues, input, region, caller);
    return runBatch(readEntries(input), (entry) => {
      queue.delete(entry.requiredText('ReceiptHandle'));
      return {};
    });
  };
}
