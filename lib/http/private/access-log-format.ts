import { Token } from 'aws-cdk-lib';
import { LONGEST_LOG_FORMAT } from './quotas';
import { OUTCOME_FIELDS, REQUEST_FIELDS } from '../../common/private/access-log-format';

export const DEFAULT_CLAIMS: readonly string[] = ['sub', 'client_id'];

/**
 * One JSON object a request. Every value is quoted: a missing value is logged as a bare `-`, which would not be JSON otherwise. Left out on purpose: path,
 * query string, headers and user agent (secrets and personal data; they may hold quotes), and `messageString` (it brings quotes of its own).
 *
 * @param claims of the token, written as `claims.<name>`
 * @param verifiedBy who verifies tokens: API Gateway itself, or the packaged function behind CloudFront, whose context has claims by names of letters, digits
 *   and `_` only
 * @throws when a claim can't be logged, or the format is longer than API Gateway takes
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function accessLogFormat(claims: readonly string[], verifiedBy: 'service' | 'function'): string {
  claims.forEach(checkClaim);
  const claimsOf = (claim: string) => (verifiedBy === 'service' ? `$context.authorizer.claims.${claim}` : `$context.authorizer.${contextName(claim)}`);
  const format = JSON.stringify({
    ...REQUEST_FIELDS,
    // All requests come from addresses of CloudFront then; what the function lets pass has that of the caller.
    ...(verifiedBy === 'function' && { viewerAddress: '$context.authorizer.viewerAddress' }),
    ...(claims.length > 0 && { claims: Object.fromEntries(claims.map((claim) => [claim, claimsOf(claim)])) }),
    routeKey: '$context.routeKey',
    httpMethod: '$context.httpMethod',
    ...OUTCOME_FIELDS,
    authorizerError: '$context.authorizer.error',
  });
  if (format.length > LONGEST_LOG_FORMAT) {
    throw new Error(`loggedClaims has ${claims.length} claims, which makes the format of the access log ${format.length} characters long; API Gateway takes ${LONGEST_LOG_FORMAT}, so log fewer`);
  }
  return format;
}

/** What the packaged function calls a claim in its context, where names have letters, digits and `_` only. */
export function contextName(claim: string): string {
  return claim.replace(/\W/g, '_');
}

/** The field of the first claim, as CloudWatch Logs Insights wants it. */
export function claimField([claim]: readonly string[]): string | undefined {
  if (claim === undefined) return undefined;
  return /^\w+$/.test(claim) ? `claims.${claim}` : `\`claims.${claim}\``;
}

/** The field that has the address of who called. */
export function addressField(verifiedBy: 'service' | 'function'): string {
  return verifiedBy === 'function' ? 'viewerAddress' : 'ip';
}

function checkClaim(claim: string): void {
  if (Token.isUnresolved(claim) || !/^[A-Za-z_][A-Za-z0-9_:-]*$/.test(claim)) {
    throw new Error(`loggedClaims has ${JSON.stringify(claim)}; expected the name of a claim of letters, digits, _, : and -, like "sub" or "cognito:username": API Gateway can't log others`);
  }
}
