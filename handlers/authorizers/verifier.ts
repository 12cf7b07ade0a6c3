import { Clock } from './clock';
import { AuthorizerConfiguration, IssuerConfiguration } from './configuration';
import { ClaimError, SignatureError } from './errors';
import { KeyCache, keyCache } from './keys/key-cache';
import { keySource } from './keys/key-source';
import { isSignedBy } from './keys/public-key';
import { Log } from './log';
import { Fetcher } from './network/fetcher';
import { checkClaims, ClaimsCheck } from './token/claims';
import { parseCompactJws } from './token/compact-jws';
import { readHeader } from './token/header';
import { JsonObject, parseJsonObject } from './token/json-object';
import { readScopes } from './token/scopes';

/** Effects that the authorizers need. */
export interface Ports {
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly log: Log;
}

/** A token that is proved to come from one of the issuers, for one of the audiences, and to be valid now. */
export interface VerifiedToken {
  readonly issuer: IssuerConfiguration;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly claims: JsonObject;
}

/**
 * @param token in compact form
 * @throws AuthorizerError with the reason, for the log only
 */
export type Verify = (token: string) => Promise<VerifiedToken>;

/** What verifying needs of a configuration. */
export type VerifierConfiguration = Partial<Record<keyof AuthorizerConfiguration, unknown>>
  & Pick<AuthorizerConfiguration, 'issuers' | 'keys' | 'clockToleranceSeconds' | 'loopbackAllowed'>;

/**
 * Verifies tokens, whatever kind of request brought them. Keys are fetched when the first token of an issuer comes, and kept.
 * Everything that needs no key is checked before the keys are looked at, so that a token that is refused anyway never causes a fetch.
 *
 * @param check what claims have to say
 */
export function verifier(configuration: VerifierConfiguration, { fetcher, clock, log }: Ports, check: ClaimsCheck = checkClaims): Verify {
  const { issuers, keys: lifetimes, clockToleranceSeconds, loopbackAllowed } = configuration;
  const trusted = new Map<unknown, { readonly issuer: IssuerConfiguration; readonly keysFor: KeyCache }>(issuers.map((issuer) => {
    const load = keySource({ issuer, loopbackAllowed, fetcher, clock });
    return [issuer.issuer, { issuer, keysFor: keyCache({ issuer: issuer.issuer, load, lifetimes, clock, log }) }];
  }));

  return async (token) => {
    const { header: headerBytes, payload, signature, signingInput } = parseCompactJws(token);
    const header = readHeader(parseJsonObject(headerBytes));
    const claims = parseJsonObject(payload);
    const known = trusted.get(claims.iss);
    if (!known) throw new ClaimError('issuer', claims.iss, [...trusted.keys()]);
    const { issuer, keysFor } = known;
    const subject = check(claims, issuer, clock.now() / 1000, clockToleranceSeconds);
    const candidates = await keysFor(header);
    if (!candidates.some((key) => isSignedBy(key, header.alg, signingInput, signature))) throw new SignatureError('signature', header.kid);
    return { issuer, subject, scopes: readScopes(claims, issuer.scopeClaims), claims };
  };
}
