import { Protocol, WireReply } from './protocol';
import { ServiceError } from './service-error';
import { isWireObject, WireObject, WireValue } from './wire-value';

/**
 * AWS JSON 1.0 and 1.1. Times are seconds since the epoch.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonProtocol(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  const reply = (status: number, body: WireObject, requestId: string, more = {}): WireReply => (
    { status, headers: { 'content-type': contentType, 'x-amzn-requestid': requestId, ...more }, body: JSON.stringify(plain(body)) }
  );
  return {
    read: (body) => {
      const value = parse(body.length === 0 ? '{}' : body.toString('utf8'));
      if (!isWireObject(value)) throw new ServiceError('SerializationException', 'the body is no JSON object');
      return value;
    },
    reply: (_operation, output, requestId) => reply(200, output, requestId),
    fail: ({ status, code, queryCode, message }, requestId) => reply(status, { __type: code, message }, requestId, {
      // Clients that spoke the query protocol before know errors by their names there.
      'x-amzn-query-error': `${queryCode};${status < 500 ? 'Sender' : 'Receiver'}`,
    }),
  };
}

function parse(text: string): WireValue | undefined {
  try {
    return JSON.parse(text) as WireValue;
  } catch {
    return undefined;
  }
}

function plain(value: WireValue | undefined): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(plain);
  const entries = value instanceof Map ? [...value as ReadonlyMap<string, WireValue>] : Object.entries(value);
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]));
}
