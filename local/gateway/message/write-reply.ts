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
  for (const each of responses) send(each);
}

/** How long a caller may leave a reply unread, in real time: above the longest integration timeout that the service can be raised to. */
const SILENCE_MILLISECONDS = 330_000;

/** `end(body)` alone hands the socket two pieces, the second of them empty, and so takes the slower way for several. */
function send({ response, body }: ReadyResponse): void {
  const { socket } = response;
  // A request that was sent before the answer to the one before it has no socket yet.
  if (socket === null || body.length === 0) {
    response.end(body);
    return;
  }
  socket.cork();
  response.write(body);
  socket.uncork();
  response.end();
  // Nearly every reply is on its way at once; to watch over each of them would cost two timers a request.
  if (socket.writableLength > 0) socket.setTimeout(SILENCE_MILLISECONDS);
}
