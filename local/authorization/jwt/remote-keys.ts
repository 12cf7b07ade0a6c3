import { KeyFetcher, KeysUnreachable, VerificationKeys } from './verification-keys';
import { Clock } from '../../clock';
import { JsonObject } from '../../json';

/** Age at which a set is fetched again before use, so that a removed key stops working. */
const fresh = 5 * 60_000;
/** How long the last set is used while the issuer can't be reached. */
const stale = 60 * 60_000;
/** Fetches within a minute, whatever callers send. */
const fetchesPerMinute = 4;

/** The published keys of an issuer, cached: one fetch at a time, few of them under a flood of unknown ids, the last set for a while during an outage. */
export class RemoteKeys implements VerificationKeys {
  private set: readonly JsonObject[] = [];
  private fetchedAt = -Infinity;
  private tries: number[] = [];
  private problem = new KeysUnreachable('its keys were not fetched yet');
  private pending: Promise<void> | undefined;

  public constructor(private readonly url: string, private readonly fetcher: KeyFetcher, private readonly clock: Clock) {}

  public async find(kid: string): Promise<readonly JsonObject[]> {
    if (this.age() >= fresh || !this.set.some((jwk) => jwk.kid === kid)) await this.refresh();
    if (this.age() >= stale) throw new KeysUnreachable(`the keys of ${this.url} can't be had: ${this.problem.message}`, this.problem.missing);
    return this.set.filter((jwk) => jwk.kid === kid);
  }

  /** As long as the set needs no fetching: then a removed key stops counting when `find` would notice. */
  public counts(jwk: JsonObject): boolean {
    return this.age() < fresh && this.set.includes(jwk);
  }

  /** A set of the future is as old as can be: a clock that was set back must not keep a removed key working. */
  private age(): number {
    const age = this.clock.now() - this.fetchedAt;
    return age < 0 ? Infinity : age;
  }

  private async refresh(): Promise<void> {
    this.pending ??= this.fetch().finally(() => { this.pending = undefined; });
    return this.pending;
  }

  private async fetch(): Promise<void> {
    const now = this.clock.now();
    this.tries = this.tries.filter((time) => now - time < 60_000 && time <= now);
    if (this.tries.length >= fetchesPerMinute) return;
    this.tries.push(now);
    try {
      this.set = await this.fetcher.fetch(this.url);
      this.fetchedAt = this.clock.now();
    } catch (error) {
      this.problem = error instanceof KeysUnreachable ? error : new KeysUnreachable('unexpected error');
    }
  }
}
