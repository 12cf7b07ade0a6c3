/** Whom the verified token is about. Never anything that a caller could choose. Undefined: a token that is about nobody. */
export function callerOf({ requestContext: { authorizer } }) {
  return authorizer.jwt.claims.sub || undefined;
}
