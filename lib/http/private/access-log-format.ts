import { Token } from 'aws-cdk-lib';
import { LONGEST_LOG_FORMAT } from './quotas';
import { LogField } from '../../common/private/access-log-format';

export const DEFAULT_CLAIMS: readonly string[] = ['sub', 'client_id'];

/**
 * One JSON object a request. Every value is quoted: a missing value is logged as a bare `-`, which would not be JSON otherwise. Left out on purpose: path,
 * query string, headers and user agent (secrets and personal data; they may hold quotes), and `messageString` (it brings quotes of its own).
 *
 * @param claims of the token, written as `claims.<name>`
 * @param claimsOf where they are found, by claim
 * @throws when a claim can't be logged, or the format is longer than API Gateway takes
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function accessLogFormat(claims: readonly string[], claimsOf: (claim: string) => string): string {
  claims.forEach(checkClaim);
  const format = JSON.stringify({
    requestTime: '$context.requestTime',
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    [LogField.API_ID]: '$context.apiId',
    [LogField.STAGE]: '$context.stage',
    ip: '$context.identity.sourceIp',
    caller: '$context.identity.caller',
    user: '$context.identity.user',
    ...(claims.length > 0 && { claims: Object.fromEntries(claims.map((claim) => [claim, claimsOf(claim)])) }),
    routeKey: '$context.routeKey',
    httpMethod: '$context.httpMethod',
    protocol: '$context.protocol',
    [LogField.STATUS]: '$context.status',
    responseLength: '$context.responseLength',
    responseLatency: '$context.responseLatency',
    integrationLatency: '$context.integration.latency',
    integrationStatus: '$context.integration.status',
    integrationError: '$context.integration.error',
    integrationRequestId: '$context.integration.requestId',
    authorizerError: '$context.authorizer.error',
    errorMessage: '$context.error.message',
    [LogField.ERROR_TYPE]: '$context.error.responseType',
  });
  if (format.length > LONGEST_LOG_FORMAT) {
    throw new Error(`loggedClaims has ${claims.length} claims, which makes the format of the access log ${format.length} characters long; API Gateway takes ${LONGEST_LOG_FORMAT}, so log fewer`);
  }
  return format;
}

/** The field of the first claim, as CloudWatch Logs Insights wants it. */
export function claimField([claim]: readonly string[]): string | undefined {
  if (claim === undefined) return undefined;
  return /^\w+$/.test(claim) ? `claims.${claim}` : `\`claims.${claim}\``;
}

function checkClaim(claim: string): void {
  if (Token.isUnresolved(claim) || !/^[A-Za-z_][A-Za-z0-9_:-]*$/.test(claim)) {
    throw new Error(`loggedClaims has ${JSON.stringify(claim)}; expected the name of a claim of letters, digits, _, : and -, like "sub" or "cognito:username": API Gateway can't log others`);
  }
}
