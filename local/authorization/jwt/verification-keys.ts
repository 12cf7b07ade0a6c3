import { JsonObject } from '../../json';

/** The keys of an issuer. */
export interface VerificationKeys {
  /** The JWKs of an id; none when the issuer has none. Rejects with a {@link KeysUnreachable} when that can't be found out. */
  find(kid: string): Promise<readonly JsonObject[]>;
  /**
   * Whether a JWK that `find` gave still counts, as far as that is known without asking the issuer again. A signature that it has verified needs no second
   * look for as long.
   * @default - unknown: every signature is verified
   */
  counts?(jwk: JsonObject): boolean;
}

/** The key set of an issuer can't be had; the message says why, for the gateway's log. */
export class KeysUnreachable extends Error {
  public override readonly name = 'KeysUnreachable';

  /** @param missing what could not be had: the issuer's discovery document, or its keys */
  public constructor(message: string, public readonly missing: 'discovery' | 'keys' = 'keys') {
    super(message);
  }
}

/** Gets a key set over the network. Effect of {@link RemoteKeys}. */
export interface KeyFetcher {
  /** Rejects with a {@link KeysUnreachable}. */
  fetch(url: string): Promise<readonly JsonObject[]>;
}
