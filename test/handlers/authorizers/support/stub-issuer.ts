import { AUDIENCE, configurationOf, ISSUER } from './authorizer-configuration';
import { Clock } from '../../../../handlers/authorizers/clock';
import { LogEntry } from '../../../../handlers/authorizers/log';
import { FetchedDocument, Fetcher } from '../../../../handlers/authorizers/network/fetcher';
import { Verify, verifier } from '../../../../handlers/authorizers/verifier';
import { TokenLab } from '../token-lab';

export const START = 1_800_000_000;

/** An issuer that answers as a test wants, on a clock that the test moves. */
export class StubIssuer implements Fetcher, Clock {
  public readonly fetched: string[] = [];
  public readonly entries: LogEntry[] = [];
  private seconds = START;
  /** The answer to the next fetches. */
  public answer: () => FetchedDocument | Promise<FetchedDocument> = () => this.serve('rsa-1', 'ec-256');

  public now(): number {
    return this.seconds * 1000;
  }

  public advance(seconds: number): void {
    this.seconds += seconds;
  }

  public async get(url: string): Promise<FetchedDocument> {
    this.fetched.push(url);
    return this.answer();
  }

  /** The key set of these keys of the lab. */
  public serve(...names: string[]): FetchedDocument {
    return json({ keys: names.map((name) => this.lab().key(name).jwk) });
  }

  public lab(): TokenLab {
    return new TokenLab({ issuer: ISSUER, audience: AUDIENCE, now: this.seconds });
  }

  public verifier(members: object = {}, issuer: object = {}): Verify {
    return verifier(configurationOf(members, issuer), { fetcher: this, clock: this, log: (entry) => { this.entries.push(entry); } });
  }
}

export function json(document: unknown): FetchedDocument {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(document) };
}
