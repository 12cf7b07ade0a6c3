import { IncomingMessage, ServerResponse } from 'node:http';
import { BODIES, BodyShare } from './body-budget';

/** Largest payload of a request. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAX_BODY_BYTES = 10_485_760;

/** What became of reading a body. */
export type BodyReading =
  | { readonly kind: 'complete'; readonly body: Buffer }
  /** More than the service takes; what is still on its way is not read. */
  | { readonly kind: 'too-large' }
  /** The bodies of all requests together are more than the gateway holds; what is still on its way is not read. */
  | { readonly kind: 'no-room' }
  /** The caller went away; there is nobody to answer. */
  | { readonly kind: 'aborted' };

/** About what a chunk takes besides its bytes: a body may come in pieces of one byte. */
const CHUNK_OVERHEAD = 200;

export const NO_BODY = Buffer.alloc(0);

/** Why there is `no-room`, for the log. */
export const NO_ROOM = 'the bodies of all running requests together are more than the gateway holds in memory; send fewer or smaller ones at a time';

const EMPTY: BodyReading = { kind: 'complete', body: NO_BODY };

/**
 * Reads the body of a request, at once where it has none.
 *
 * @param done called once
 * @param failed takes what `done` throws when the caller of this is gone
 */
export function receiveBody(
  request: IncomingMessage, response: ServerResponse, done: (reading: BodyReading) => void, failed: (error: unknown) => void,
): void {
  const known = withoutBody(request);
  if (known) return done(known);
  const share = BODIES.share();
  response.once('close', () => share.release());
  readBody(request, share, (reading) => {
    try {
      done(reading);
    } catch (error) {
      failed(error);
    }
  });
}

/** The reading of a request that has no body, known without waiting; undefined when there is something to wait for. */
function withoutBody(request: IncomingMessage): BodyReading | undefined {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding !== undefined) return undefined;
  if (length === undefined || length === '0') {
    request.resume();
    return EMPTY;
  }
  return Number(length) > MAX_BODY_BYTES ? { kind: 'too-large' } : undefined;
}

/** Reads a whole body; calls back once, and never holds more than the limit and what `share` gives. */
function readBody(request: IncomingMessage, share: BodyShare, done: (reading: BodyReading) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isDone = false;
  const finish = (reading: BodyReading): void => {
    if (isDone) return;
    isDone = true;
    done(reading);
  };
  request.on('data', (chunk: Buffer) => {
    if (isDone) return;
    bytes += chunk.length;
    const problem = bytes > MAX_BODY_BYTES ? 'too-large' : share.take(chunk.length + CHUNK_OVERHEAD) ? undefined : 'no-room';
    if (problem === undefined) {
      chunks.push(chunk);
      return;
    }
    chunks.length = 0;
    finish({ kind: problem });
  });
  request.on('end', () => finish({ kind: 'complete', body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes) }));
  request.on('error', () => finish({ kind: 'aborted' }));
  request.on('close', () => finish({ kind: 'aborted' }));
}
