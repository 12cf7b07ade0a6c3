import { createHash } from 'node:crypto';
import { SignatureParts } from './signature-parts';
import { SignedRequest } from './signature-verifier';

/**
 * The text of a request that its signature covers.
 *
 * Computed here and not by a signing library: a signer starts from decoded values, a verifier has what came over the wire.
 * The body's own hash is used whatever `x-amz-content-sha256` says, so `UNSIGNED-PAYLOAD` (an affair of S3) never verifies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: Omit<SignedRequest, 'receivedAt'>, parts: Pick<SignatureParts, 'presigned' | 'signedHeaders'>): string {
  return [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery, parts.presigned),
    ...parts.signedHeaders.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    parts.signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
}

/** Dot segments and empty segments are resolved (a verifier refuses them before), then the path is encoded once more: every service but S3 signs `%20` as `%2520`. */
function canonicalPath(rawPath: string): string {
  const segments: string[] = [];
  for (const segment of rawPath.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  if (segments.length === 0) return '/';
  return `/${segments.join('/')}${rawPath.endsWith('/') ? '/' : ''}`;
}

/** Sorted by encoded name, then by encoded value. A presigned request's own signature is not signed. */
function canonicalQuery(rawQuery: string, presigned: boolean): string {
  return rawQuery.split('&').filter((pair) => pair !== '').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return { name: encode(decode(name)), value: encode(decode(rest.join('='))) };
  }).filter(({ name }) => !presigned || name.toLowerCase() !== 'x-amz-signature')
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

function headerValue(request: Pick<SignedRequest, 'headers'>, name: string): string {
  const values = request.headers.get(name)?.values ?? [];
  return values.map((value) => value.trim().replace(/[ \t]+/g, ' ')).join(',');
}

/** Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decodes a part of a query; what is no valid encoding stands for itself. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
