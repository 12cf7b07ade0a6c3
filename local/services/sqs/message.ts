import { WireObject } from '../wire/wire-value';

/** A value that a sender put beside the body, in the words of the API; binary values are Base64. */
export interface MessageAttribute {
  readonly dataType: string;
  readonly stringValue?: string;
  readonly binaryValue?: string;
}

export type MessageAttributes = ReadonlyMap<string, MessageAttribute>;

/** A message as it was sent. */
export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Only `AWSTraceHeader` may be set by senders. */
  readonly systemAttributes: MessageAttributes;
  /** Seconds; absent: as the queue says. */
  readonly delay?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** A message in a queue. Times are milliseconds. */
export interface StoredMessage extends NewMessage {
  readonly id: string;
  readonly sentAt: number;
  readonly sequenceNumber?: string;
  /** ARN of the queue that it was too often received from. */
  readonly deadLetterSource?: string;
  /** Until then nobody receives it. */
  visibleAt: number;
  firstReceivedAt?: number;
  /** In every queue that it was in. */
  receiveCount: number;
  /** In this queue. */
  receivesHere: number;
  /** Of the last one who received it; absent: nobody has yet, in this queue. */
  receiptHandle?: string;
}

/** A message in the hands of somebody who received it, as it was at that moment. */
export interface ReceivedMessage extends Readonly<StoredMessage> {
  readonly receiptHandle: string;
}

/** An attribute as the API writes it. */
export function attributeToWire({ dataType, stringValue, binaryValue }: MessageAttribute): WireObject {
  return { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue };
}
