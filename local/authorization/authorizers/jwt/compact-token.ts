import { hasDuplicateMembers } from './json-members';
import { Json, JsonObject } from '../../../json';

/** A signed token, taken apart and not yet trusted. */
export interface CompactToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What was signed. */
  readonly input: Buffer;
  readonly signature: Buffer;
}

const longest = 16 * 1024;

/**
 * Takes a compact JWS apart: three canonical base64url segments, header and claims JSON objects without duplicate members.
 *
 * @returns the token, or what is wrong with it, without any part of it
 * @see https://datatracker.ietf.org/doc/html/rfc7515#section-7.1
 */
export function readCompactToken(text: string): CompactToken | string {
  if (text.length > longest) return `the token is longer than ${longest} characters`;
  const segments = text.split('.');
  const [first, second, third, ...more] = segments.map(decode);
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return 'the token is not three base64url segments';
  const header = readObject(first);
  if (header === undefined) return 'the header of the token is not a JSON object with unique members';
  const claims = readObject(second);
  if (claims === undefined) return 'the claims of the token are not a JSON object with unique members';
  return { header, claims, input: Buffer.from(segments.slice(0, 2).join('.'), 'latin1'), signature: third };
}

function decode(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  // Only the canonical form comes back as it was; anything else would be one more spelling of the same token.
  return segment !== '' && bytes.toString('base64url') === segment ? bytes : undefined;
}

function readObject(bytes: Buffer): JsonObject | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    return value !== null && typeof value === 'object' && !Array.isArray(value) && !hasDuplicateMembers(text) ? value : undefined;
  } catch {
    return undefined;
  }
}
