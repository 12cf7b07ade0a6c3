import { IssuerProfile } from './issuer-profile';
import { HttpApi, HttpJwtConfiguration } from '../model/http-api';

/** Host of the user pools' issuers. */
const userPools = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//;

/** Issuers that the native JWT authorizers of HTTP APIs trust. */
export function httpIssuers(apis: readonly HttpApi[]): IssuerProfile[] {
  return merged(apis.flatMap(({ authorizers }) => authorizers.flatMap(({ jwt }) => (jwt === undefined ? [] : [jwt]))))
    .map(({ issuer, audience, local }): IssuerProfile => (userPools.test(issuer)
      // Access tokens of a user pool have a client and no audience; the authorizer takes the one for the other.
      ? { issuer, kind: 'cognito', audience: [], clientIds: audience, local }
      : { issuer, kind: 'oidc', audience, clientIds: [], local }));
}

/** Authorizers of one issuer may differ in their audiences: the issuer serves them all. */
function merged(all: readonly HttpJwtConfiguration[]): HttpJwtConfiguration[] {
  const issuers = [...new Set(all.map(({ issuer }) => issuer))];
  return issuers.map((issuer) => {
    const same = all.filter((jwt) => jwt.issuer === issuer);
    return { issuer, audience: [...new Set(same.flatMap(({ audience }) => audience))], local: same.some(({ local }) => local) };
  });
}
