import { JsonObject } from '../../json';

/** The keys of an issuer. */
export interface VerificationKeys {
  /** The JWKs of an id; none when the issuer has none. Rejects with a {@link KeysUnreachable} when that can't be found out. */
  find(kid: string): Promise<readonly JsonObject[]>;
}

/** The key set of an issuer can't be had; the message says why, for the gateway's log. */
export class KeysUnreachable extends Error {
  public override readonly name = 'KeysUnreachable';
}

/** Gets a key set over the network. Effect of {@link RemoteKeys}. */
export interface KeyFetcher {
  /** Rejects with a {@link KeysUnreachable}. */
  fetch(url: string): Promise<readonly JsonObject[]>;
}
