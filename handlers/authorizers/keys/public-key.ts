import { createPublicKey, KeyObject, verify } from 'node:crypto';
import { Algorithm, algorithmsFor, parametersOf } from './algorithms';

const SMALLEST_RSA_BITS = 2048;
/** Verification gets slow with the square of the size; nobody publishes a larger key in good faith. */
const LARGEST_RSA_BITS = 8192;

/** A key that an issuer publishes for verifying signatures, together with all that the issuer says about its use. */
export interface PublicKey {
  readonly kid?: string;
  /** What the key may be used with: its own `alg` if it names one, else all that its type and curve allow. */
  readonly algorithms: readonly Algorithm[];
  readonly key: KeyObject;
}

/**
 * Reads one entry of a key set. Undefined if it can't be used to verify: another type or curve, too small, meant for encryption,
 * or a key that should never have been published (private or symmetric).
 *
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-4
 */
export function readPublicKey(jwk: unknown): PublicKey | undefined {
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk || 'k' in jwk) return undefined;
  const { kty, crv, alg, use, key_ops: operations, kid, n, e, x, y }: Record<string, unknown> = { ...jwk };
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  if (kid !== undefined && typeof kid !== 'string') return undefined;
  const algorithms = algorithmsFor(kty, crv).filter((name) => alg === undefined || alg === name);
  if (algorithms.length === 0) return undefined;
  const key = importKey({ kty, crv, n, e, x, y });
  return key && { ...(kid !== undefined && { kid }), algorithms, key };
}

/** Whether `signature` over `input` was made with the private half of the key. */
export function isSignedBy({ key }: PublicKey, algorithm: Algorithm, input: Buffer, signature: Buffer): boolean {
  const { hash, signatureLength } = parametersOf(algorithm);
  if (signatureLength !== undefined && signature.length !== signatureLength) return false;
  try {
    return verify(hash, input, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function importKey(members: Record<string, unknown>): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: { ...members }, format: 'jwk' });
    const { modulusLength: bits, publicExponent: exponent } = key.asymmetricKeyDetails ?? {};
    if (members.kty !== 'RSA') return key;
    const isSound = bits !== undefined && bits >= SMALLEST_RSA_BITS && bits <= LARGEST_RSA_BITS
      && exponent !== undefined && exponent >= 3n && exponent % 2n === 1n;
    return isSound ? key : undefined;
  } catch {
    return undefined;
  }
}
