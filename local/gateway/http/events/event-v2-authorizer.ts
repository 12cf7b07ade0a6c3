import { HttpCaller } from '../../../authorization/http/http-authorizer-call';
import { JsonObject } from '../../../json';

/** `requestContext.authorizer`, by the kind of authorizer. */
export function authorizerMember(caller: HttpCaller): JsonObject {
  switch (caller.kind) {
    case 'jwt': return { jwt: { claims: { ...caller.claims }, scopes: caller.scopes === null ? null : [...caller.scopes] } };
    // What the authorizer said is looked at again when the request is logged.
    case 'lambda': return { lambda: structuredClone(caller.context) };
    case 'iam': {
      const { accessKey, accountId, callerId, userArn, userId } = caller;
      return { iam: { accessKey, accountId, callerId, cognitoIdentity: null, principalOrgId: null, userArn, userId } };
    }
  }
}

/** The same as text. */
export function authorizerText(caller: HttpCaller): string {
  if (caller.kind !== 'jwt') return JSON.stringify(authorizerMember(caller));
  return `{"jwt":{"claims":${claimsText(caller.claims)},"scopes":${JSON.stringify(caller.scopes)}}}`;
}

/** Texts of claims: the claims of a token are one object for as long as the token is remembered. */
const texts = new WeakMap<object, string>();

function claimsText(claims: Readonly<Record<string, string>>): string {
  let text = texts.get(claims);
  if (text === undefined) texts.set(claims, text = JSON.stringify(claims));
  return text;
}
