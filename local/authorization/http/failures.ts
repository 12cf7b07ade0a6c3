import { HttpAuthorizerAnswer } from './http-authorizer-call';

/** There is no token where it should be. */
export function missingToken(reason: string): HttpAuthorizerAnswer {
  return challenged('Bearer', 'missing: token not provided', reason);
}

/**
 * The token is no good.
 *
 * @param description what the caller may read of it, also in access logs
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
 */
export function invalidToken(description: string, scopes: readonly string[], reason: string): HttpAuthorizerAnswer {
  return challenged(challenge('invalid_token', description, scopes), `invalid_token: ${description}`, reason);
}

/** The token is good, but not for this route. */
export function insufficientScope(scopes: readonly string[]): HttpAuthorizerAnswer {
  const description = 'the token does not have any of the required scopes';
  const reason = `the token has none of the scopes ${scopes.join(', ')}`;
  const headers = ['www-authenticate', challenge('insufficient_scope', description, scopes)];
  return { failure: { status: 403, message: 'Forbidden', headers, reason }, trace: { error: `insufficient_scope: ${description}`, status: 403 } };
}

/** The caller did not say who it is. */
export function unauthorized(reason: string, latency?: number): HttpAuthorizerAnswer {
  return { failure: { status: 401, message: 'Unauthorized', reason }, trace: { error: 'Unauthorized', status: 401, latency } };
}

/** The caller may not do this. */
export function forbidden(reason: string, latency?: number): HttpAuthorizerAnswer {
  return { failure: { status: 403, message: 'Forbidden', reason }, trace: { error: 'Forbidden', status: 403, latency } };
}

/** The authorizer is broken: nobody gets in, and the caller learns nothing about it. */
export function authorizerBroken(reason: string, latency?: number): HttpAuthorizerAnswer {
  return { failure: { status: 500, message: 'Internal Server Error', reason }, trace: { error: reason, status: 500, latency } };
}

function challenged(value: string, error: string, reason: string): HttpAuthorizerAnswer {
  return { failure: { status: 401, message: 'Unauthorized', headers: ['www-authenticate', value], reason }, trace: { error, status: 401 } };
}

/** As the service writes it: without commas, and with an empty `scope` for a route without scopes. */
function challenge(error: string, description: string, scopes: readonly string[]): string {
  // A scope of a template is any text; in a header it may only have the characters that scopes have.
  const wanted = scopes.map((scope) => scope.replace(/[^\u0021\u0023-\u005b\u005d-\u007e]/g, '')).join(' ');
  return `Bearer scope="${wanted}" error="${error}" error_description="${description}"`;
}
