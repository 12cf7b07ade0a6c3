import { VerificationKeys } from '../authorization/jwt/verification-keys';
import { Clock } from '../clock';
import { JsonObject } from '../json';
import { Algorithm, generateIssuerKey, IssuerKey } from './issuer-key';
import { IssuerProfile } from './issuer-profile';
import { mintToken } from './mint';
import { TokenRequest } from '../token-request';

/** Retired keys that still verify: tokens of the last rotation but one stop working. */
const retiredKeys = 1;

/**
 * Stands in for the issuers that can't be reached from here. Its keys are made at every start and known to this gateway alone, so its tokens are worth
 * nothing anywhere else, and not even here for an issuer that can be reached.
 */
export class LocalIssuer {
  public static async create(clock: Clock): Promise<LocalIssuer> {
    const issuer = LocalIssuer.begin(clock);
    await issuer.ready;
    return issuer;
  }

  /** The same before its keys are made, which takes some tenths of a second: until `ready` it makes no tokens, and who asks for keys waits. */
  public static begin(clock: Clock): LocalIssuer {
    return new LocalIssuer(clock);
  }

  public readonly ready: Promise<void>;

  /** Keys for verifiers in this process. */
  public readonly keys: VerificationKeys = {
    find: async (kid) => {
      await this.ready;
      return this.publicKeys.filter((jwk) => jwk.kid === kid);
    },
    counts: (jwk) => [this.current, this.retired].some((keys) => keys.some(({ publicJwk }) => publicJwk === jwk)),
  };

  private profiles: readonly IssuerProfile[] = [];
  private current: readonly IssuerKey[] = [];
  private retired: readonly IssuerKey[] = [];

  private constructor(private readonly clock: Clock) {
    this.ready = Promise.all([generateIssuerKey('RS256'), generateIssuerKey('ES256')]).then((keys) => { this.current = keys; });
  }

  /** Issuers that it stands in for. */
  public get standsInFor(): readonly IssuerProfile[] {
    return this.profiles;
  }

  /** Keys that sign, by the order of preference. */
  public get signingKeys(): readonly IssuerKey[] {
    return this.current;
  }

  /** The published key set. */
  public get publicKeys(): readonly JsonObject[] {
    return [...this.current, ...this.retired].map(({ publicJwk }) => publicJwk);
  }

  /** From now on it stands in for these issuers and no others. */
  public standInFor(profiles: readonly IssuerProfile[]): void {
    this.profiles = profiles;
  }

  /** Signs with new keys from now on; the ones before verify until the next rotation. */
  public async rotate(): Promise<void> {
    const fresh = await Promise.all(this.current.map(async ({ algorithm }) => generateIssuerKey(algorithm)));
    this.retired = [...this.current, ...this.retired].slice(0, retiredKeys * fresh.length);
    this.current = fresh;
  }

  /**
   * Makes a token.
   *
   * @param algorithm user pools take RS256 only
   * @throws UsageError
   */
  public mint(request: TokenRequest = {}, algorithm: Algorithm = 'RS256'): string {
    const key = this.current.find((one) => one.algorithm === algorithm);
    if (key === undefined) throw new Error(`no key for ${algorithm}`);
    return mintToken(key, this.profiles, request, this.clock.now());
  }
}
