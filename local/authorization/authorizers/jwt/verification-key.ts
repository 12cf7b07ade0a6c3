import { createPublicKey, KeyObject } from 'node:crypto';
import { JsonObject } from '../../../json';

/**
 * Makes a key that verifies RS256 out of a JWK.
 *
 * @returns undefined when the key is meant for something else, or too weak: the JWK's own `kty`, `alg`, `use` and `key_ops` are respected
 */
export function rsaKey(jwk: JsonObject): KeyObject | undefined {
  const { kty, n, e, alg = 'RS256', use = 'sig', key_ops: operations = ['verify'] } = jwk;
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string' || alg !== 'RS256' || use !== 'sig') return undefined;
  if (!Array.isArray(operations) || !operations.includes('verify')) return undefined;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    return modulusLength >= 2048 && publicExponent >= 3n && publicExponent % 2n === 1n ? key : undefined;
  } catch {
    return undefined;
  }
}
