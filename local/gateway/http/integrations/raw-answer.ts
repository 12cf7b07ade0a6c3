import { GatewayReply } from '../../message/reply';
import { canonicalName } from '../message/canonical-name';
import { isKeptBack } from '../message/hop-headers';

/** The reply that passes on what a backend answered. @param rawHeaders names and values in turn */
export function answered(status: number, rawHeaders: readonly string[], body: Buffer | string): GatewayReply {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!isKeptBack(name.toLowerCase())) headers.push(canonicalName(name), rawHeaders[index + 1] ?? '');
  }
  return { status, headers, body };
}
