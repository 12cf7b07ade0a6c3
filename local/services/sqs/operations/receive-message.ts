import { findQueue, within } from './find-queue';
import { Operation } from '../../wire/aws-service';
import { WireObject } from '../../wire/wire-value';
import { EmbeddedQueues } from '../embedded-queues';
import { attributeToWire, MessageAttributes, ReceivedMessage } from '../message';
import { digestOfAttributes, digestOfText } from '../message-digest';

/** A principal's id in the form of the service; who sends is not checked here. */
const SENDER = 'AIDALOCALGATEWAY00000';

export function receiveMessage(queues: EmbeddedQueues): Operation {
  return async (input, region, caller) => {
    const queue = findQueue(queues, input, region, caller);
    const visibilityTimeout = within(input, 'VisibilityTimeout', 0, 43_200);
    const wait = within(input, 'WaitTimeSeconds', 0, 20);
    const messages = await queue.receive({
      most: within(input, 'MaxNumberOfMessages', 1, 10) ?? 1,
      ...(visibilityTimeout !== undefined && { visibilityTimeout }),
      ...(wait !== undefined && { wait }),
    }, caller.gone);
    const system = new Set([...input.texts('AttributeNames'), ...input.texts('MessageSystemAttributeNames')]);
    const wanted = input.texts('MessageAttributeNames');
    return messages.length === 0 ? { Messages: undefined } : { Messages: messages.map((message) => toWire(message, system, wanted)) };
  };
}

function toWire(message: ReceivedMessage, system: ReadonlySet<string>, wanted: readonly string[]): WireObject {
  const told = Object.entries(systemAttributes(message)).filter(([name, value]) => value !== undefined && (system.has('All') || system.has(name)));
  const attributes = select(message.attributes, wanted);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: digestOfText(message.body),
    Body: message.body,
    Attributes: told.length === 0 ? undefined : new Map(told as [string, string][]),
    MD5OfMessageAttributes: digestOfAttributes(attributes),
    MessageAttributes: attributes.size === 0 ? undefined : new Map([...attributes].map(([name, attribute]) => [name, attributeToWire(attribute)])),
  };
}

/** What the service knows of a message, by name. */
function systemAttributes(message: ReceivedMessage): Readonly<Record<string, string | undefined>> {
  return {
    SenderId: SENDER,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.systemAttributes.get('AWSTraceHeader')?.stringValue,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
}

/** `All` and `.*` are everything, `name.*` is what begins with it. */
function select(all: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (all.size === 0 || wanted.length === 0) return new Map();
  if (wanted.includes('All') || wanted.includes('.*')) return all;
  const fits = (name: string): boolean => wanted.some((one) => (one.endsWith('.*') ? name.startsWith(one.slice(0, -1)) || name === one.slice(0, -2) : one === name));
  return new Map([...all].filter(([name]) => fits(name)));
}
