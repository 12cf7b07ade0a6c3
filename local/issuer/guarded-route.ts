import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationOf, issuersOf, texts } from './authorizer-configuration';
import { isObject, JsonObject, parseJson } from '../json';
import { FunctionModel } from '../model/functions/function';

/** The tokens that a route takes. */
export interface TokenDemand {
  readonly issuer: string;
  /** Audiences, or clients of a user pool. */
  readonly audience: readonly string[];
  /** Of which a token must have one; none: any token will do. */
  readonly scopes: readonly string[];
}

/** A route as the packaged authorizer judges it that stands behind CloudFront. */
export interface GuardedRoute {
  /** Absent: it is public. */
  readonly token?: TokenDemand;
}

/** Looks at a route by its key; undefined: the authorizer does not know it, and denies. */
export type Guard = (routeKey: string) => GuardedRoute | undefined;

/** What the packaged authorizer behind CloudFront asks of routes. Undefined: the function is not it. */
export function guardOf(authorizer: FunctionModel): Guard | undefined {
  const configuration = configurationOf(authorizer);
  if (!configuration || !isObject(configuration.origin)) return undefined;
  const routes = routesOf(configuration, authorizer);
  const issuers = issuersOf(configuration);
  return (routeKey) => {
    const route = routes?.[routeKey];
    if (!isObject(route)) return undefined;
    if (typeof route.issuer !== 'number') return {};
    const issuer = issuers[route.issuer];
    return issuer && { token: { issuer: String(issuer.issuer), audience: texts(issuer.kind === 'cognito' ? issuer.clientIds : issuer.audience), scopes: texts(route.scopes) } };
  };
}

/** Routes that do not fit into the environment are in a file beside the code. */
export function routesOf({ routes }: JsonObject, { codeDirectory }: FunctionModel): JsonObject | undefined {
  const table = typeof routes === 'string' ? parseJson(read(join(codeDirectory, routes))) : routes;
  return isObject(table) ? table : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The function can't read it either, and says so itself.
    return '';
  }
}
