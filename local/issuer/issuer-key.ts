import { createHash, createPrivateKey, generateKeyPair, KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { Json, JsonObject } from '../json';

export type Algorithm = 'RS256' | 'ES256';

/** A key that signs tokens. */
export interface IssuerKey {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
  /** What verifiers get. */
  readonly publicJwk: JsonObject;
}

const generate = promisify(generateKeyPair);

/** Makes a key; RSA of 2048 bits takes some tenths of a second, off the main thread. */
export async function generateIssuerKey(algorithm: Algorithm): Promise<IssuerKey> {
  const { privateKey } = algorithm === 'RS256' ? await generate('rsa', { modulusLength: 2048 }) : await generate('ec', { namedCurve: 'P-256' });
  return issuerKey(privateKey, algorithm);
}

/** The key of a private JWK. */
export function importIssuerKey(jwk: JsonObject): IssuerKey {
  const privateKey = createPrivateKey({ key: jwk as JsonObject & { kty: string }, format: 'jwk' });
  return issuerKey(privateKey, privateKey.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256');
}

function issuerKey(privateKey: KeyObject, algorithm: Algorithm): IssuerKey {
  const { kty = '', n, e, crv, x, y } = privateKey.export({ format: 'jwk' });
  // The thumbprint of RFC 7638, members in the order of their names: another key never has the same id.
  const members = Object.entries({ crv, e, kty, n, x, y }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const kid = createHash('sha256').update(JSON.stringify(Object.fromEntries(members))).digest('base64url');
  return { kid, algorithm, privateKey, publicJwk: { ...Object.fromEntries(members), kid, alg: algorithm, use: 'sig' } };
}

/** Signs claims as a compact token. */
export function signToken(key: IssuerKey, claims: JsonObject): string {
  const input = `${encode({ alg: key.algorithm, kid: key.kid, typ: 'JWT' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), key.algorithm === 'ES256' ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
