import { FetchError } from '../errors';
import { PublicKey, readPublicKey } from './public-key';
import { TokenHeader } from '../token/header';

/** More keys than this under one id are not tried: each costs a verification. */
const MOST_CANDIDATES = 4;

/** The keys that an issuer publishes. */
export interface KeySet {
  /** Those that can be used. */
  readonly keys: readonly PublicKey[];
  /** Whether a token has to say which key it is signed with: as soon as more than one is published, usable or not. */
  readonly needsKeyId: boolean;
}

/** @throws FetchError if the document is not a key set; entries that can't be used are left out */
export function readKeySet(document: unknown): KeySet {
  const entries = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  if (!Array.isArray(entries)) throw new FetchError('key-set-malformed');
  return { keys: entries.map(readPublicKey).filter((key) => key !== undefined), needsKeyId: entries.length > 1 };
}

/** The keys that may have signed a token with this header. Several only if the issuer gave several the same id. */
export function candidatesOf({ keys, needsKeyId }: KeySet, { alg, kid }: TokenHeader): PublicKey[] {
  if (kid === undefined && needsKeyId) return [];
  return keys.filter((key) => (kid === undefined || key.kid === kid) && key.algorithms.includes(alg)).slice(0, MOST_CANDIDATES);
}
