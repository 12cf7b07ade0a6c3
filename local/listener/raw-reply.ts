import { STATUS_CODES } from 'node:http';
import { Duplex } from 'node:stream';

/** What is answered when no request could be parsed, so there is no response object to answer with. */
export interface RawReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const PLAIN = 'text/plain; charset=utf-8';

/** Text of the service for headers above its limit; the status is the standard's, no recording of it is known. */
export function headersTooLarge(limit: number): RawReply {
  return { status: 431, contentType: PLAIN, body: `HTTP header is larger than ${limit} bytes.` };
}

/** Answer to what the HTTP parser refused, by the parser's error code. */
export function replyToParseError(code: string | undefined, headerLimit: number): RawReply {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': return headersTooLarge(headerLimit);
    case 'ERR_HTTP_REQUEST_TIMEOUT': return json(408, 'Request timed out');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW': return json(413, 'Request Too Long');
    default: return json(400, 'Bad Request');
  }
}

/** Writes a complete response and closes the connection: after a parse error nothing on it can be trusted. */
export function sendRaw(socket: Duplex, { status, contentType, body }: RawReply): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function json(status: number, message: string): RawReply {
  return { status, contentType: 'application/json', body: JSON.stringify({ message }) };
}
