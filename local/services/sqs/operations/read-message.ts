import { within } from './find-queue';
import { QueueModel } from '../../../model/queues/queue';
import { ServiceError } from '../../wire/service-error';
import { ServiceInput } from '../../wire/service-input';
import { MessageAttribute, MessageAttributes, NewMessage } from '../message';
import { SQS_ERRORS } from '../sqs-errors';

/** Attributes of a message at most. */
const MOST_ATTRIBUTES = 10;
const ATTRIBUTE_NAME = /^(?!(?:aws|amazon)\.)[\w-](?:[\w-]|\.(?!\.|$))*$/i;
const DATA_TYPE = /^(?:String|Number|Binary)(?:\.[\s\S]+)?$/;
/** Characters that no message may have: the service puts U+FFFD in their place. */
const NO_TEXT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const FIFO_TOKEN = /^[\x21-\x7e]{1,128}$/;
const NOT_FOR_THIS_QUEUE = 'The request include parameter that is not valid for this queue type.';

/** A message to be sent, checked as the service checks it. @throws ServiceError */
export function readMessage(input: ServiceInput, queue: QueueModel): NewMessage {
  const body = input.text('MessageBody');
  if (body === undefined || body === '') throw SQS_ERRORS.missing('MessageBody');
  const attributes = readAttributes(input, 'MessageAttributes');
  if (bytesOf(body, attributes) > queue.maximumBytes) {
    throw ServiceError.invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${queue.maximumBytes} bytes.`);
  }
  const delay = within(input, 'DelaySeconds', 0, 900);
  return {
    body: body.replace(NO_TEXT, '\ufffd'),
    attributes,
    systemAttributes: readSystemAttributes(input),
    ...(delay !== undefined && { delay }),
    ...readOrder(input, queue),
  };
}

/** Bytes of body and attributes, which the service counts together. */
export function bytesOf(body: string, attributes: MessageAttributes): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { dataType, stringValue, binaryValue }] of attributes) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(dataType) + Buffer.byteLength(stringValue ?? '') + Buffer.byteLength(binaryValue ?? '', 'base64');
  }
  return bytes;
}

function readOrder(input: ServiceInput, { fifo }: QueueModel): Pick<NewMessage, 'groupId' | 'deduplicationId'> {
  const groupId = token(input, 'MessageGroupId');
  const deduplicationId = token(input, 'MessageDeduplicationId');
  if (!fifo) {
    if (deduplicationId !== undefined) throw SQS_ERRORS.invalidValue(deduplicationId, 'MessageDeduplicationId', NOT_FOR_THIS_QUEUE);
    return groupId === undefined ? {} : { groupId };
  }
  if (groupId === undefined) throw SQS_ERRORS.missing('MessageGroupId');
  const delay = input.number('DelaySeconds');
  if (delay !== undefined && delay !== 0) throw SQS_ERRORS.invalidValue(delay, 'DelaySeconds', NOT_FOR_THIS_QUEUE);
  if (deduplicationId === undefined && !fifo.contentBasedDeduplication) {
    throw ServiceError.invalid('The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  }
  return { groupId, ...(deduplicationId !== undefined && { deduplicationId }) };
}

function token(input: ServiceInput, name: string): string | undefined {
  const value = input.text(name);
  if (value === undefined || FIFO_TOKEN.test(value)) return value;
  throw SQS_ERRORS.invalidValue(value, name, `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
}

function readAttributes(input: ServiceInput, parameter: string): MessageAttributes {
  const all = new Map(input.members(parameter).map(([name, attribute]) => [name, readAttribute(name, attribute)]));
  if (all.size > MOST_ATTRIBUTES) throw ServiceError.invalid(`Number of message attributes [${all.size}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  return all;
}

function readAttribute(name: string, input: ServiceInput): MessageAttribute {
  const dataType = input.text('DataType') ?? '';
  const stringValue = input.text('StringValue');
  const binaryValue = input.text('BinaryValue');
  if (name.length > 256 || !ATTRIBUTE_NAME.test(name)) throw ServiceError.invalid(`The message attribute name '${name}' is invalid.`);
  if (dataType === '') throw ServiceError.invalid(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  if (!DATA_TYPE.test(dataType)) {
    throw ServiceError.invalid(`The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`);
  }
  const value = dataType.startsWith('Binary') ? binaryValue : stringValue;
  if (value === undefined || value === '') throw ServiceError.invalid(`The message attribute '${name}' must contain a non-empty value for the type '${dataType}'.`);
  if (dataType.startsWith('Number') && (value.trim() === '' || Number.isNaN(Number(value)))) {
    throw ServiceError.invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return { dataType, ...(dataType.startsWith('Binary') ? { binaryValue: value } : { stringValue: value }) };
}

function readSystemAttributes(input: ServiceInput): MessageAttributes {
  const all = readAttributes(input, 'MessageSystemAttributes');
  for (const name of all.keys()) if (name !== 'AWSTraceHeader') throw ServiceError.invalid(`Message system attribute name '${name}' is invalid.`);
  return all;
}
