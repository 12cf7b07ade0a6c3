import { TokenFormatError } from '../errors';

/** Longest token that is looked at, in characters. API Gateway takes 10,240 bytes for all headers and the request line together. */
export const LONGEST_TOKEN = 8192;

/** The three parts of a signed token in compact form. */
export interface CompactJws {
  readonly header: Buffer;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** What was signed: the first two segments as they were sent. */
  readonly signingInput: Buffer;
}

/**
 * Takes a token apart: exactly three segments, each the one base64url text that its bytes have. A payload may be empty here; as claims it is refused.
 *
 * @throws TokenFormatError for anything else
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-7.1
 */
export function parseCompactJws(token: string): CompactJws {
  if (token.length > LONGEST_TOKEN) throw new TokenFormatError('token-too-large', token.length, LONGEST_TOKEN);
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 0 || second < 0 || token.includes('.', second + 1)) throw new TokenFormatError('token-segments', undefined, 3);
  return {
    header: decode(token.slice(0, first)),
    payload: decode(token.slice(first + 1, second)),
    signature: decode(token.slice(second + 1)),
    signingInput: Buffer.from(token.slice(0, second), 'latin1'),
  };
}

/** Node's decoder skips what it does not know. Encoding again shows padding, foreign characters and stray bits at the end. */
function decode(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url');
  if (bytes.toString('base64url') !== segment) throw new TokenFormatError('token-encoding');
  return bytes;
}
