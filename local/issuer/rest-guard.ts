import { configurationOf, issuersOf, texts } from './authorizer-configuration';
import { routesOf, TokenDemand } from './guarded-route';
import { isObject, Json, JsonObject } from '../json';
import { FunctionModel } from '../model/functions/function';

/** The tokens that a route of a REST API takes. */
export interface RestTokenDemand extends TokenDemand {
  /** How a claim becomes the value of an API key, for APIs that take keys from their authorizers. */
  readonly usage?: UsageClaim;
}

export interface UsageClaim {
  readonly claim: string;
  /** API key value by claim value; absent: the claim is the value of the key. */
  readonly keys?: ReadonlyMap<string, string>;
}

/** Looks at a route by its key, `GET /orders/{id}`: a demand for each issuer that is trusted; none: the authorizer does not know the route, and denies. */
export type RestGuard = (routeKey: string) => readonly RestTokenDemand[];

/** What the packaged authorizer of REST APIs asks of routes. Undefined: the function is not it. */
export function restGuardOf(authorizer: FunctionModel): RestGuard | undefined {
  const configuration = configurationOf(authorizer);
  if (!configuration || isObject(configuration.origin)) return undefined;
  const issuers = issuersOf(configuration);
  if (issuers.length === 0) return undefined;
  const routes = configuration.routes === undefined ? undefined : routesOf(configuration, authorizer) ?? {};
  return (routeKey) => {
    const scopes = routes ? routes[routeKey] ?? routes[routeKey.replace(/^\S+/, 'ANY')] : configuration.requiredScopes ?? [];
    return Array.isArray(scopes) ? issuers.map((issuer) => demandOf(issuer, texts(scopes))) : [];
  };
}

function demandOf({ issuer, kind, audience, clientIds, usageIdentifier }: JsonObject, scopes: readonly string[]): RestTokenDemand {
  const usage = usageOf(usageIdentifier);
  return { issuer: String(issuer), audience: texts(kind === 'cognito' ? clientIds : audience), scopes, ...(usage && { usage }) };
}

function usageOf(identifier: Json | undefined): UsageClaim | undefined {
  if (!isObject(identifier) || typeof identifier.claim !== 'string') return undefined;
  const { claim, keys } = identifier;
  if (!isObject(keys)) return { claim };
  return { claim, keys: new Map(Object.entries(keys).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) };
}
