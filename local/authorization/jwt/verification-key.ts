import { createPublicKey, KeyObject, verify } from 'node:crypto';
import { CompactSignature } from './compact-token';
import { JsonObject } from '../../json';

/**
 * Makes a key that verifies RS256 out of a JWK.
 *
 * @returns undefined when the key is meant for something else, or too weak: the JWK's own `kty`, `alg`, `use` and `key_ops` are respected
 */
export function rsaKey(jwk: JsonObject): KeyObject | undefined {
  const { kty, n, e, alg = 'RS256', use = 'sig', key_ops: operations = ['verify'] } = jwk;
  // A private key that is published is anybody's.
  if (Object.hasOwn(jwk, 'd') || kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string' || alg !== 'RS256' || use !== 'sig') return undefined;
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
export function headerProblem(header: JsonObject): string | undefined {
  const { alg, typ = 'JWT' } = header;
  if (alg !== 'RS256') return 'the token is not signed with RS256, which user pools use';
  if (typeof typ !== 'string' || !/^(?:jwt|at\+jwt)$/i.test(typ)) return 'the typ of the token is neither JWT nor at+jwt';
  // Each of these changes what the signature means; whoever does not understand it must not go on.
  const demanding = ['crit', 'zip', 'b64'].find((name) => Object.hasOwn(header, name));
  return demanding === undefined ? undefined : `the header of the token has ${demanding}`;
}

/** Why none of the keys has signed; undefined: one has. */
export function signatureProblem(published: readonly JsonObject[], { input, signature }: Pick<CompactSignature, 'input' | 'signature'>): string | undefined {
  const keys = published.map(rsaKey).filter((key) => key !== undefined);
  if (keys.length === 0) return 'the key of the issuer is not one for RS256 signatures of 2048 bits or more';
  return keys.some((key) => verify('sha256', input, key, signature)) ? undefined : 'the signature of the token is wrong';
}
