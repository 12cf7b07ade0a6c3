import { ageInSeconds } from '../../shared/age';
import { Clock } from '../clock';
import { KeyConfiguration } from '../configuration';
import { AuthorizerError, IssuerUnavailableError, SignatureError } from '../errors';
import { Log } from '../log';
import { allowance } from './allowance';
import { candidatesOf, KeySet } from './key-set';
import { PublicKey } from './public-key';
import { TokenHeader } from '../token/header';

export interface KeyCacheOptions {
  readonly issuer: string;
  /** Fetches the set; settles within its own time limit. */
  readonly load: () => Promise<KeySet>;
  readonly lifetimes: KeyConfiguration;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * An issuer's keys: those that may have signed a token with the given header, at least one.
 *
 * @throws IssuerUnavailableError if there is no set, SignatureError if no key of it fits
 */
export type KeyCache = (header: TokenHeader) => Promise<PublicKey[]>;

/** Unknown keys may cause this many fetches at once, then one an interval; a fetch that finds the key does not count. */
const UNKNOWN_KEY_BURST = 2;
const UNKNOWN_KEY_INTERVAL = 30_000;
/** After a failure the next attempt may come at once, then 2 s, 4 s ... apart. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/**
 * Keeps an issuer's keys. One fetch at a time, and never one for each token: a flood of tokens with unknown keys, or an issuer that is down,
 * costs a handful of fetches a minute.
 */
export function keyCache({ issuer, load, lifetimes, clock, log }: KeyCacheOptions): KeyCache {
  const unknownKeys = allowance(UNKNOWN_KEY_BURST, UNKNOWN_KEY_INTERVAL);
  let current: KeySet | undefined;
  let fetchedAt = -Infinity;
  let inFlight: Promise<void> | undefined;
  let failures = 0;
  let pausedUntil = 0;

  const age = (): number => ageInSeconds(clock, fetchedAt);

  async function fetchKeys(): Promise<void> {
    try {
      current = await load();
      fetchedAt = clock.now();
      failures = 0;
    } catch (error) {
      pausedUntil = failures === 0 ? 0 : clock.now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
      failures += 1;
      const { reason, actual, expected } = error instanceof AuthorizerError ? error : new AuthorizerError('unexpected');
      log({ level: 'ERROR', message: 'keys could not be fetched', issuer, reason, actual, expected, secondsSinceLastSuccess: Math.round(age()) });
    }
  }

  async function refresh(): Promise<void> {
    if (!inFlight && failures > 0 && clock.now() < pausedUntil) return;
    inFlight ??= fetchKeys().finally(() => { inFlight = undefined; });
    await inFlight;
  }

  function keySet(): KeySet {
    if (age() >= lifetimes.staleSeconds) current = undefined;
    if (!current) throw new IssuerUnavailableError('keys-unavailable');
    return current;
  }

  /** The key may be newer than the set. */
  async function searchAgain(header: TokenHeader): Promise<PublicKey[]> {
    const isShared = inFlight !== undefined;
    if (!isShared && !unknownKeys.take(clock.now())) return [];
    await refresh();
    const found = candidatesOf(keySet(), header);
    if (found.length > 0 && !isShared) unknownKeys.giveBack();
    return found;
  }

  return async (header) => {
    const isDue = age() >= lifetimes.refreshSeconds;
    if (isDue) await refresh();
    const set = keySet();
    const known = candidatesOf(set, header);
    if (known.length > 0) return known;
    if (header.kid === undefined && set.needsKeyId) throw new SignatureError('key-id-missing');
    const found = isDue ? [] : await searchAgain(header);
    if (found.length > 0) return found;
    throw new SignatureError('key-unknown', header.kid);
  };
}
