import { randomUUID } from 'node:crypto';
import { UsageError } from '../errors';
import { JsonObject } from '../json';
import { TokenRequest } from '../token-request';
import { IssuerKey, signToken } from './issuer-key';
import { IssuerProfile } from './issuer-profile';

/**
 * Makes and signs a token.
 *
 * @param milliseconds the time
 * @throws UsageError when the issuer is none that tokens can be made for, or is not given though there are several
 */
export function mintToken(key: IssuerKey, profiles: readonly IssuerProfile[], request: TokenRequest, milliseconds: number): string {
  const profile = chooseProfile(profiles, request.issuer);
  const now = Math.floor(milliseconds / 1000);
  const { sub = 'local-user', scopes = [], claims = {}, expiresInSeconds = 3600 } = request;
  const clientId = request.clientId ?? profile.clientIds[0] ?? profile.audience[0] ?? 'local-client';
  const common = { sub, iat: now, auth_time: now, exp: now + expiresInSeconds, jti: randomUUID() };
  const own = profile.kind === 'cognito'
    ? cognitoClaims(request.tokenUse ?? profile.tokenUse ?? (scopes.length > 0 ? 'access' : 'id'), sub, scopes, request.audience ?? clientId)
    : { aud: request.audience ?? profile.audience[0] ?? clientId, client_id: clientId, scope: scopes.join(' ') };
  return signToken(key, { ...common, ...own, ...claims, iss: profile.issuer });
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
function cognitoClaims(tokenUse: 'access' | 'id', sub: string, scopes: readonly string[], client: string): JsonObject {
  if (tokenUse === 'id') return { 'token_use': 'id', 'aud': client, 'cognito:username': sub };
  return { token_use: 'access', client_id: client, scope: scopes.join(' '), username: sub, version: 2 };
}

function chooseProfile(profiles: readonly IssuerProfile[], issuer: string | undefined): IssuerProfile {
  const listed = profiles.map((profile) => profile.issuer).join(', ');
  if (issuer !== undefined) {
    const found = profiles.find((profile) => profile.issuer === issuer);
    if (found) return found;
    throw new UsageError(`the local issuer does not stand in for ${JSON.stringify(issuer)}; it does for ${listed || 'none'}`);
  }
  const [only, ...others] = profiles;
  if (only === undefined) throw new UsageError('the local issuer stands in for nobody: no API here takes its tokens');
  if (others.length > 0) throw new UsageError(`the local issuer stands in for several issuers; name one: ${listed}`);
  return only;
}
