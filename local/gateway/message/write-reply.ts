import { ServerResponse } from 'node:http';
import { GatewayReply } from './reply';

interface ReadyResponse {
  readonly response: ServerResponse;
  readonly body: Buffer | string;
}

/** Responses of this turn of the event loop. */
let ready: ReadyResponse[] = [];

/**
 * Sends a reply in one write, at the end of the turn of the event loop.
 *
 * Each write wakes a caller that sleeps, which takes longer than to make the reply. Written together, the replies of a turn wake a caller with many connections once.
 */
export function writeReply(response: ServerResponse, { status, headers, body }: GatewayReply): void {
  // A response of these kinds has no body, and so no length of one.
  if (status !== 204 && status !== 304) headers.push('Content-Length', String(Buffer.byteLength(body)));
  // Headers are written now: what is wrong with them should fail the request that they belong to.
  response.writeHead(status, headers);
  if (ready.push({ response, body }) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const responses = ready;
  ready = [];
  for (const { response, body } of responses) response.end(body);
}
