import { createPublicKey, KeyObject, verify } from 'node:crypto';
import { CompactSignature } from './compact-token';
import { Json, JsonObject } from '../../json';

/** Signatures with RSA that a verifier may take, with their hashes. */
const hashes = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' } as const;
export type RsaAlgorithm = keyof typeof hashes;

/**
 * Makes a key that verifies an algorithm out of a JWK.
 *
 * @returns undefined when the key is meant for something else, or too weak: the JWK's own `kty`, `alg`, `use` and `key_ops` are respected
 */
function rsaKey(jwk: JsonObject, algorithm: RsaAlgorithm): KeyObject | undefined {
  const { kty, n, e, alg = algorithm, use = 'sig', key_ops: operations = ['verify'] } = jwk;
  // A private key that is published is anybody's.
  if (Object.hasOwn(jwk, 'd') || kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string' || alg !== algorithm || use !== 'sig') return undefined;
  if (!Array.isArray(operations) || !operations.includes('verify')) return undefined;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    return modulusLength >= 2048 && publicExponent >= 3n && publicExponent % 2n === 1n ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Why the header of a token is refused before any key is looked at; undefined: it is not. */
export function headerProblem(header: JsonObject, accepted: readonly RsaAlgorithm[]): string | undefined {
  const { alg, typ = 'JWT' } = header;
  if (!isOneOf(alg, accepted)) return `the token is not signed with ${accepted.join(', ')}`;
  if (typeof typ !== 'string' || !/^(?:jwt|at\+jwt)$/i.test(typ)) return 'the typ of the token is neither JWT nor at+jwt';
  // Each of these changes what the signature means; whoever does not understand it must not go on.
  const demanding = ['crit', 'zip', 'b64'].find((name) => Object.hasOwn(header, name));
  return demanding === undefined ? undefined : `the header of the token has ${demanding}`;
}

/**
 * Finds the key that has signed a token, by the algorithm in its header.
 *
 * @returns one of the keys, as it is published, or why none of them has signed
 */
export function findSigner(published: readonly JsonObject[], { header: { alg }, input, signature }: Omit<CompactSignature, 'payload'>): JsonObject | string {
  if (!isOneOf(alg, ['RS256', 'RS384', 'RS512'])) return 'the token is not signed with RSA';
  const usable = published.flatMap((jwk) => {
    const key = rsaKey(jwk, alg);
    return key === undefined ? [] : [{ jwk, key }];
  });
  if (usable.length === 0) return `the key of the issuer is not one for ${alg} signatures of 2048 bits or more`;
  return usable.find(({ key }) => verify(hashes[alg], input, key, signature))?.jwk ?? 'the signature of the token is wrong';
}

function isOneOf(alg: Json | undefined, accepted: readonly RsaAlgorithm[]): alg is RsaAlgorithm {
  return accepted.some((one) => one === alg);
}
