import { ServerResponse } from 'node:http';
import { GatewayReply } from '../reply';

/** Sends a reply in one write. */
export function writeReply(response: ServerResponse, { status, headers, body }: GatewayReply): void {
  // A response of these kinds has no body, and so no length of one.
  if (status !== 204 && status !== 304) headers.push('Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, headers);
  response.end(body);
}
