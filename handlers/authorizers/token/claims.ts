import { IssuerConfiguration } from '../configuration';
import { ClaimError } from '../errors';
import { JsonObject } from './json-object';

/** OpenID Connect allows no longer `sub`. */
const LONGEST_SUBJECT = 255;
/** The end of the year 9999 in seconds. Larger numbers are milliseconds by mistake, and would never expire. */
const LATEST_DATE = 253_402_300_799;
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/**
 * Checks the claims of a token whose `iss` is this issuer's.
 *
 * @param now seconds since the epoch
 * @param tolerance how far clocks may be apart, in seconds
 * @returns the subject
 * @throws ClaimError
 */
export type ClaimsCheck = (claims: JsonObject, issuer: IssuerConfiguration, now: number, tolerance: number) => string;

/**
 * As the packaged authorizers have it, which is strict: `sub`, `iat` and an audience are required.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export const checkClaims: ClaimsCheck = (claims, issuer, now, tolerance) => {
  checkDates(claims, now, tolerance);
  if (claims.iat === undefined) throw new ClaimError('claim-iat', 'undefined');
  if (issuer.kind === 'cognito') checkCognitoClient(claims, issuer);
  else checkAudience(claims, issuer);
  return subjectOf(claims);
};

/**
 * As native JWT authorizers of HTTP APIs have it: `client_id` stands for an audience where there is none, and `sub` and `iat` may be missing. What an
 * issuer's configuration asks beyond that is checked, too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const checkClaimsAsNative: ClaimsCheck = (claims, issuer, now, tolerance) => {
  checkDates(claims, now, tolerance);
  if (issuer.kind === 'cognito') checkCognitoClient(claims, issuer);
  else if (claims.aud === undefined && typeof claims.client_id === 'string') checkAudience({ ...claims, aud: claims.client_id }, issuer);
  else checkAudience(claims, issuer);
  return claims.sub === undefined ? '' : subjectOf(claims);
};

function checkDates(claims: JsonObject, now: number, tolerance: number): void {
  const expires = dateOf(claims, 'exp');
  if (expires + tolerance <= now) throw new ClaimError('expired', expires);
  if (claims.iat !== undefined && dateOf(claims, 'iat') > now + tolerance) throw new ClaimError('issued-in-the-future', claims.iat);
  if (claims.nbf !== undefined && dateOf(claims, 'nbf') > now + tolerance) throw new ClaimError('not-yet-valid', claims.nbf);
}

function dateOf(claims: JsonObject, name: string): number {
  const value = claims[name];
  if (typeof value === 'number' && value >= 0 && value <= LATEST_DATE) return value;
  throw new ClaimError(`claim-${name}`, typeof value);
}

function subjectOf({ sub }: JsonObject): string {
  const isSound = typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_SUBJECT && !CONTROL_CHARACTER.test(sub);
  if (!isSound) throw new ClaimError('claim-sub', typeof sub);
  return sub;
}

function checkAudience(claims: JsonObject, { audience, clientIds, tokenUse }: IssuerConfiguration): void {
  if (!audiencesOf(claims).some((entry) => audience.includes(entry))) throw new ClaimError('audience', undefined, audience);
  if (tokenUse !== null && claims.token_use !== tokenUse) throw new ClaimError('token-use', claims.token_use, tokenUse);
  if (clientIds.length > 0) checkClient(claims.client_id ?? claims.azp, clientIds);
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
function checkCognitoClient(claims: JsonObject, { audience, clientIds, tokenUse }: IssuerConfiguration): void {
  const { token_use: use } = claims;
  if (use !== 'access' && use !== 'id' || tokenUse !== null && use !== tokenUse) throw new ClaimError('token-use', use, tokenUse);
  const clients = [...clientIds, ...audience];
  if (use === 'access') checkClient(claims.client_id, clients);
  else if (!audiencesOf(claims).some((entry) => clients.includes(entry))) throw new ClaimError('audience', undefined, clients);
}

function checkClient(client: unknown, expected: readonly string[]): void {
  if (typeof client !== 'string' || !expected.includes(client)) throw new ClaimError('client', undefined, expected);
}

function audiencesOf({ aud }: JsonObject): string[] {
  const list: unknown[] = Array.isArray(aud) ? aud : [aud];
  const audiences = list.filter((entry) => typeof entry === 'string');
  if (audiences.length !== list.length) throw new ClaimError('claim-aud', typeof aud);
  return audiences;
}
