import { VerificationKeys } from '../authorization/jwt/verification-keys';
import { Clock } from '../clock';
import { JsonObject } from '../json';
import { Algorithm, generateIssuerKey, IssuerKey } from './issuer-key';
import { IssuerProfile } from './issuer-profile';
import { mintToken } from './mint';
import { TokenRequest } from '../token-request';

/**
 * Stands in for the issuers that can't be reached from here. Its keys are made at every start and known to this gateway alone, so its tokens are worth
 * nothing anywhere else, and not even here for an issuer that can be reached.
 */
export class LocalIssuer {
  /** Its keys are made, which takes some tenths of a second: until then it makes no tokens, and who asks for keys waits. */
  public readonly ready: Promise<void>;

  /** Keys for verifiers in this process. */
  public readonly keys: VerificationKeys = {
    find: async (kid) => {
      await this.ready;
      return this.publicKeys.filter((jwk) => jwk.kid === kid);
    },
    counts: (jwk) => this.issuerKeys.some(({ publicJwk }) => publicJwk === jwk),
  };

  private profiles: readonly IssuerProfile[] = [];
  private issuerKeys: readonly IssuerKey[] = [];

  public constructor(private readonly clock: Clock) {
    this.ready = Promise.all([generateIssuerKey('RS256'), generateIssuerKey('ES256')]).then((keys) => { this.issuerKeys = keys; });
  }

  /** Issuers that it stands in for. */
  public get standsInFor(): readonly IssuerProfile[] {
    return this.profiles;
  }

  /** Keys that sign, by the order of preference. */
  public get signingKeys(): readonly IssuerKey[] {
    return this.issuerKeys;
  }

  /** The published key set. */
  public get publicKeys(): readonly JsonObject[] {
    return this.issuerKeys.map(({ publicJwk }) => publicJwk);
  }

  /** From now on it stands in for these issuers and no others. */
  public standInFor(profiles: readonly IssuerProfile[]): void {
    this.profiles = profiles;
  }

  /**
   * Makes a token.
   *
   * @param algorithm user pools take RS256 only
   * @throws UsageError
   */
  public mint(request: TokenRequest = {}, algorithm: Algorithm = 'RS256'): string {
    const key = this.issuerKeys.find((one) => one.algorithm === algorithm);
    if (key === undefined) throw new Error(`no key for ${algorithm}`);
    return mintToken(key, this.profiles, request, this.clock.now());
  }
}
