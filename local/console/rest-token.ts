import { CatalogueKey } from './catalogue';
import { functionOf } from './function-target';
import { ClaimDemand, tokenCommand } from './token-command';
import { IssuerProfile } from '../issuer/issuer-profile';
import { restGuardOf, RestTokenDemand } from '../issuer/rest-guard';
import { LocalModel } from '../model/model';
import { RestApi, RestMethod } from '../model/rest-api';
import { RestAuthorizer } from '../model/rest-authorizer';

/** What a call of a route needs of a token. */
export interface RestToken {
  readonly tokenHeader: string;
  /** Absent: the local issuer makes none that the authorizer takes. */
  readonly tokenCommand?: string;
}

/** @param keys of the plans of the stage */
export function restToken(
  model: LocalModel, api: RestApi, path: string, method: RestMethod, keys: readonly CatalogueKey[], standsInFor: readonly IssuerProfile[],
): RestToken {
  const authorizer = api.authorizers.find(({ id }) => id === method.authorizerId);
  const takesKey = method.apiKeyRequired && api.apiKeySource === 'AUTHORIZER';
  const [command] = (authorizer ? demands(model, authorizer, path, method) : [])
    .map((demand) => tokenCommand(demand, standsInFor, takesKey ? customerClaim(demand, keys, standsInFor) : undefined))
    .filter((one) => one !== undefined);
  return { tokenHeader: headerOf(authorizer), ...(command !== undefined && { tokenCommand: command }) };
}

function demands(
  model: LocalModel, { uri, userPools }: RestAuthorizer, path: string, { httpMethod, authorizationScopes: scopes }: RestMethod,
): readonly RestTokenDemand[] {
  if (userPools.length > 0) return userPools.map(({ issuer, clientIds }) => ({ issuer, audience: clientIds, scopes }));
  const fn = functionOf(model, uri);
  return (fn && restGuardOf(fn)?.(`${httpMethod} ${path}`)) ?? [];
}

/** The claim of a customer that exists, and whose client the issuer's verifiers accept. */
function customerClaim(
  { issuer, usage }: RestTokenDemand, keys: readonly CatalogueKey[], standsInFor: readonly IssuerProfile[],
): ClaimDemand | undefined {
  if (!usage) return undefined;
  const values = keys.filter(({ enabled }) => enabled).map(({ value }) => value);
  const claims = usage.keys ? [...usage.keys].filter(([, key]) => values.includes(key)).map(([value]) => value) : values;
  const clients = usage.claim === 'client_id' ? standsInFor.find((profile) => profile.issuer === issuer)?.clientIds ?? [] : [];
  const value = claims.find((one) => clients.length === 0 || clients.includes(one));
  return value === undefined ? undefined : { name: usage.claim, value };
}

function headerOf(authorizer: RestAuthorizer | undefined): string {
  const sources = authorizer?.identitySources ?? [];
  const headers = sources.map((source) => /^method\.request\.header\.(.+)$/.exec(source)?.[1]).filter((name) => name !== undefined);
  return (headers[0] ?? 'authorization').toLowerCase();
}
