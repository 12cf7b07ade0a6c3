import { hasDuplicateMembers } from './json-members';
import { isObject, Json, JsonObject } from '../../json';

/** A signed token, taken apart and not yet trusted. */
export interface CompactToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What was signed. */
  readonly input: Buffer;
  readonly signature: Buffer;
}

/** As much as the service takes of a request line and headers together. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const longest = 10_240;

/** A signed payload of any kind. */
export interface CompactSignature extends Omit<CompactToken, 'claims'> {
  readonly payload: Buffer;
}

/**
 * Takes a compact JWS apart: three canonical base64url segments, the header a JSON object without duplicate members.
 *
 * @returns its parts, or what is wrong with it, without any part of it
 * @see https://datatracker.ietf.org/doc/html/rfc7515#section-7.1
 */
export function readCompactSignature(text: string): CompactSignature | string {
  if (text.length > longest) return `the token is longer than ${longest} characters`;
  const segments = text.split('.');
  const [first, payload, signature, ...more] = segments.map(decode);
  if (first === undefined || payload === undefined || signature === undefined || more.length > 0) return 'the token is not three base64url segments';
  const header = readObject(first);
  if (header === undefined) return 'the header of the token is not a JSON object with unique members';
  return { header, payload, input: Buffer.from(segments.slice(0, 2).join('.'), 'latin1'), signature };
}

/** The same for a token, whose claims are a JSON object without duplicate members too. */
export function readCompactToken(text: string): CompactToken | string {
  const parts = readCompactSignature(text);
  if (typeof parts === 'string') return parts;
  const claims = readObject(parts.payload);
  return claims === undefined ? 'the claims of the token are not a JSON object with unique members' : { ...parts, claims };
}

function decode(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  // Only the canonical form comes back as it was; anything else would be one more spelling of the same token.
  return bytes.toString('base64url') === segment ? bytes : undefined;
}

function readObject(bytes: Buffer): JsonObject | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    return isObject(value) && !hasDuplicateMembers(text) ? value : undefined;
  } catch {
    return undefined;
  }
}
