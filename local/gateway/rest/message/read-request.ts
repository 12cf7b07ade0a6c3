import { IncomingMessage } from 'node:http';
import { parseQueryString } from './query-string';
import { GatewayHeader, GatewayRequest } from '../../request';

/** A request with its stage cut off the path. */
export interface StagedRequest {
  /** First segment of the path; empty for `/`. */
  readonly stageName: string;
  readonly request: GatewayRequest;
}

/** Reads what came in on a socket; the path starts with the stage. */
export function readRequest(incoming: IncomingMessage, body: Buffer, receivedAt: number): StagedRequest {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  const rawQuery = question < 0 ? '' : url.slice(question + 1);
  const path = question < 0 ? url : url.slice(0, question);
  const slash = path.indexOf('/', 1);
  return {
    stageName: slash < 0 ? path.slice(1) : path.slice(1, slash),
    request: {
      method: incoming.method ?? 'GET',
      rawPath: slash < 0 ? '/' : path.slice(slash),
      rawQuery,
      query: parseQueryString(rawQuery),
      headers: readHeaders(incoming.rawHeaders),
      body,
      sourceIp: callerAddress(incoming.socket.remoteAddress),
      receivedAt,
    },
  };
}

/** @param rawHeaders names and values in turn */
export function readHeaders(rawHeaders: readonly string[]): Map<string, GatewayHeader> {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const lower = name.toLowerCase();
    const known = headers.get(lower);
    if (known) known.values.push(value);
    else headers.set(lower, { name, values: [value] });
  }
  return headers;
}

/** An IPv4 caller on an IPv6 socket is shown as the IPv4 address that it is. */
function callerAddress(address: string | undefined): string {
  if (address === undefined) return '127.0.0.1';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
