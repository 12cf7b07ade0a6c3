/** Whose orders a call is about: what the verified token says, else the API key. Never anything that a caller could choose. */
export function customerOf({ requestContext: { authorizer, identity } }) {
  return authorizer?.client_id ?? identity.apiKeyId;
}
