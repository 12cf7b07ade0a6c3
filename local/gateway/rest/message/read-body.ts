import { IncomingMessage } from 'node:http';

/** Largest payload of a request. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAX_BODY_BYTES = 10_485_760;

/** What became of reading a body. */
export type BodyReading =
  | { readonly kind: 'complete'; readonly body: Buffer }
  /** More than the service takes; what is still on its way is not read. */
  | { readonly kind: 'too-large' }
  /** The caller went away; there is nobody to answer. */
  | { readonly kind: 'aborted' };

const EMPTY: BodyReading = { kind: 'complete', body: Buffer.alloc(0) };

/** The reading of a request that has no body, known without waiting; undefined when there is something to wait for. */
export function withoutBody(request: IncomingMessage): BodyReading | undefined {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding !== undefined) return undefined;
  if (length === undefined || length === '0') {
    request.resume();
    return EMPTY;
  }
  return Number(length) > MAX_BODY_BYTES ? { kind: 'too-large' } : undefined;
}

/** Reads a whole body; calls back once, and never holds more than the limit. */
export function readBody(request: IncomingMessage, done: (reading: BodyReading) => void): void {
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
    if (bytes > MAX_BODY_BYTES) {
      chunks.length = 0;
      finish({ kind: 'too-large' });
    } else {
      chunks.push(chunk);
    }
  });
  request.on('end', () => finish({ kind: 'complete', body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes) }));
  request.on('error', () => finish({ kind: 'aborted' }));
  request.on('close', () => finish({ kind: 'aborted' }));
}
