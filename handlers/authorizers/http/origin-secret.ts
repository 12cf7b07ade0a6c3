import { createHash, timingSafeEqual } from 'node:crypto';
import { ageInSeconds } from '../../shared/age';
import { Clock } from '../clock';
import { KeyConfiguration } from '../configuration';
import { AuthorizerError } from '../errors';
import { allowance } from '../keys/allowance';
import { Log } from '../log';

/** The values that a request may carry now: while the secret rotates, three of them. */
export interface SecretVersions {
  /** The current value, the one before, and the one that is about to follow; those that there are, at least the current one. Rejects when they can't be had. */
  read(): Promise<readonly string[]>;
}

export interface OriginSecretOptions {
  readonly versions: SecretVersions;
  readonly lifetimes: KeyConfiguration;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Whether a value is the origin secret.
 *
 * @throws OriginError if it is not, or if that can't be told
 */
export type OriginSecret = (value: string | undefined) => Promise<void>;

/** The request did not come through CloudFront, or nobody can tell. */
export class OriginError extends AuthorizerError {}

/** Unknown values may cause this many reads at once, then one an interval; a read that finds the value does not count. */
const UNKNOWN_BURST = 2;
const UNKNOWN_INTERVAL = 30_000;
/** After a failure the next attempt comes 2 s, 4 s ... later. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/**
 * Keeps the accepted values of the secret as hashes. One read at a time, and never one for each request: a flood of wrong values, or Secrets Manager being
 * down, costs a handful of reads a minute.
 */
export function originSecret({ versions, lifetimes, clock, log }: OriginSecretOptions): OriginSecret {
  const unknownValues = allowance(UNKNOWN_BURST, UNKNOWN_INTERVAL);
  let accepted: readonly Buffer[] = [];
  let readAt = -Infinity;
  let failures = 0;
  let pausedUntil = 0;
  let inFlight: Promise<void> | undefined;

  const age = (): number => ageInSeconds(clock, readAt);

  async function readValues(): Promise<void> {
    try {
      const values = await versions.read();
      accepted = values.filter((value) => value !== '').map(hash);
      readAt = clock.now();
      failures = 0;
    } catch (error) {
      pausedUntil = clock.now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
      failures += 1;
      log({ level: 'ERROR', message: 'the origin secret could not be read', reason: reasonOf(error) });
    }
  }

  async function refresh(): Promise<void> {
    if (!inFlight && failures > 0 && clock.now() < pausedUntil) return;
    inFlight ??= readValues().finally(() => { inFlight = undefined; });
    await inFlight;
  }

  function isAccepted(candidate: Buffer): boolean {
    if (age() >= lifetimes.staleSeconds) accepted = [];
    if (accepted.length === 0) throw new OriginError('origin-secret-unavailable');
    // All are compared, so that time does not tell which one fits.
    return accepted.map((known) => timingSafeEqual(known, candidate)).includes(true);
  }

  /** The value may be newer than what is known. */
  async function isNew(candidate: Buffer): Promise<boolean> {
    const isShared = inFlight !== undefined;
    if (!isShared && !unknownValues.take(clock.now())) return false;
    await refresh();
    const found = isAccepted(candidate);
    if (found && !isShared) unknownValues.giveBack();
    return found;
  }

  return async (value) => {
    if (value === undefined || value === '') throw new OriginError('origin-secret-missing');
    const candidate = hash(value);
    const isDue = age() >= lifetimes.refreshSeconds;
    if (isDue) await refresh();
    if (isAccepted(candidate) || (!isDue && await isNew(candidate))) return;
    throw new OriginError('origin-secret-unknown');
  };
}

/** Of equal length, whatever came; and no value stays in memory. */
function hash(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

function reasonOf(error: unknown): string {
  if (error instanceof AuthorizerError) return error.reason;
  return error instanceof Error ? error.name : 'unexpected';
}
