import { IncomingMessage } from 'node:http';
import { parseQueryString } from '../../message/query-string';
import { callerAddress, readHeaders } from '../../message/read-headers';
import { GatewayRequest } from '../../message/request';

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
