import { insufficientScope, invalidToken, missingToken } from './failures';
import { HttpAuthorizerAnswer, HttpAuthorizerCall } from './http-authorizer-call';
import { HttpIdentitySource } from './http-identity-source';
import { JwtVerifier, VerifiedToken } from './jwt-verifier';
import { Clock } from '../../clock';
import { HttpJwtConfiguration } from '../../model/http-api';
import { ResultCache } from '../authorizers/result-cache';
import { VerificationKeys } from '../jwt/verification-keys';

export interface JwtAuthorizerOptions {
  readonly jwt: HttpJwtConfiguration;
  readonly keys: VerificationKeys;
  readonly clock: Clock;
  readonly source: HttpIdentitySource;
  /** The source's expression, for messages. */
  readonly sourceText: string;
}

/** How many verified tokens are remembered, and for how long; the least recently used are forgotten first. */
const remembered = 500;
const memory = 5 * 60_000;

/**
 * The native JWT authorizer of HTTP APIs.
 *
 * A verified token is remembered, so that the next request with it needs no RSA operation and no promise. That is as safe as verifying it again: it is
 * found under the whole text that was sent, so only the very token that was verified; its signature, issuer and audience can't change, the configuration
 * only with the authorizer; its key must still be one that the issuer publishes; and its dates and scopes are looked at with every request. Refused
 * tokens are not remembered, so nobody fills the memory with made-up ones.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class JwtAuthorizer {
  private readonly verifier: JwtVerifier;
  private readonly verified: ResultCache<VerifiedToken>;

  public constructor(private readonly options: JwtAuthorizerOptions) {
    this.verifier = new JwtVerifier(options.jwt, options.keys);
    this.verified = new ResultCache(options.clock, memory, remembered);
  }

  /** Answers at once when it knows the token. Never rejects. */
  public authorize(call: HttpAuthorizerCall): HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer> {
    const { source, sourceText, keys } = this.options;
    const value = source(call);
    if (value === undefined) return missingToken(`${sourceText} is missing or empty`);
    const { authorizationScopes: scopes } = call.route;
    const known = this.verified.get(value);
    if (known !== undefined && keys.counts?.(known.signer) === true) return this.judge(known, scopes);
    return this.verify(value, scopes);
  }

  private async verify(value: string, scopes: readonly string[]): Promise<HttpAuthorizerAnswer> {
    const token = await this.verifier.verify(withoutScheme(value));
    if ('reason' in token) return invalidToken(token.description, scopes, token.reason);
    this.verified.set(value, token);
    return this.judge(token, scopes);
  }

  /** Dates and scopes. The service documents no tolerance for clocks that differ. */
  private judge({ expires, begins, scopes: granted, claims }: VerifiedToken, scopes: readonly string[]): HttpAuthorizerAnswer {
    const now = this.options.clock.now() / 1000;
    if (expires <= now) return invalidToken('the token has expired', scopes, 'the token has expired');
    if (begins > now) return invalidToken('the token is not valid yet', scopes, 'nbf or iat of the token is later than now');
    if (scopes.length > 0 && !scopes.some((scope) => granted.has(scope))) return insufficientScope(scopes);
    return { caller: { kind: 'jwt', claims, scopes: scopes.length > 0 ? scopes : null } };
  }
}

/** The token may stand alone or behind `Bearer `. */
function withoutScheme(value: string): string {
  return value.slice(0, 7).toLowerCase() === 'bearer ' ? value.slice(7) : value;
}
