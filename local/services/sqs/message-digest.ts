import { createHash } from 'node:crypto';
import { MessageAttributes } from './message';

export function digestOfText(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * What SDKs compare with their own: attributes by name, each part with its length before it. Undefined for no attributes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function digestOfAttributes(attributes: MessageAttributes): string | undefined {
  if (attributes.size === 0) return undefined;
  const hash = createHash('md5');
  const add = (part: string | Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(part));
    hash.update(length).update(part);
  };
  for (const [name, { dataType, stringValue, binaryValue }] of [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(name);
    add(dataType);
    hash.update(Buffer.from([binaryValue === undefined ? 1 : 2]));
    add(binaryValue === undefined ? stringValue ?? '' : Buffer.from(binaryValue, 'base64'));
  }
  return hash.digest('hex');
}
