import { readEntries, runBatch } from './batch';
import { findQueue } from './find-queue';
import { bytesOf, readMessage } from './read-message';
import { Operation } from '../../wire/aws-service';
import { ServiceInput } from '../../wire/service-input';
import { WireObject } from '../../wire/wire-value';
import { EmbeddedQueues } from '../embedded-queues';
import { digestOfAttributes, digestOfText } from '../message-digest';
import { Queue } from '../queue';
import { SQS_ERRORS } from '../sqs-errors';

/** Bytes of all messages of a batch. */
const LARGEST_BATCH = 1_048_576;

export function sendMessage(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => send(findQueue(queues, input, region, caller), input);
}

export function sendMessageBatch(queues: EmbeddedQueues): Operation {
  return (input, region, caller) => {
    const queue = findQueue(queues, input, region, caller);
    const entries = readEntries(input);
    const bytes = entries.reduce((sum, [, entry]) => sum + bytesOf(entry.text('MessageBody') ?? '', new Map()), 0);
    if (bytes > LARGEST_BATCH) throw SQS_ERRORS.batchTooLong(LARGEST_BATCH, bytes);
    return runBatch(entries, (entry) => send(queue, entry));
  };
}

function send(queue: Queue, input: ServiceInput): WireObject {
  const message = readMessage(input, queue.model);
  const { id, sequenceNumber } = queue.send(message);
  return {
    MessageId: id,
    // Of what came over the wire, which the sender compares it with.
    MD5OfMessageBody: digestOfText(input.text('MessageBody') ?? ''),
    MD5OfMessageAttributes: digestOfAttributes(message.attributes),
    MD5OfMessageSystemAttributes: digestOfAttributes(message.systemAttributes),
    SequenceNumber: sequenceNumber,
  };
}
