import { randomBytes } from 'node:crypto';

/** Makes a handle for one receipt of a message. It is opaque to whoever gets it. */
export function newReceiptHandle(queueName: string, messageId: string): string {
  return Buffer.from(`${messageId} ${queueName} ${randomBytes(12).toString('hex')}`).toString('base64url');
}

/** Id of the message that a handle is about; undefined: it is none of this queue. */
export function messageOfReceipt(queueName: string, handle: string): string | undefined {
  const [id, name, random] = Buffer.from(handle, 'base64url').toString('utf8').split(' ');
  return name === queueName && random !== undefined ? id : undefined;
}
