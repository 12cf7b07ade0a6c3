import { isObject, Json, JsonObject } from '../json';
import { IssuerProfile } from './issuer-profile';
import { FunctionModel } from '../model/functions/function';

/** Where the packaged authorizers read their configuration. */
const VARIABLE = 'AUTHORIZER_CONFIG';

/** Issuers that the packaged authorizers among the functions trust. */
export function trustedIssuers(functions: readonly FunctionModel[], localIssuers: ReadonlySet<string>): IssuerProfile[] {
  const all = functions.flatMap((model) => issuersOf(configurationOf(model)));
  return all.map(({ issuer, kind, audience, clientIds, tokenUse, jwksUri }): IssuerProfile => ({
    issuer: String(issuer),
    kind: kind === 'cognito' ? 'cognito' : 'oidc',
    audience: texts(audience),
    clientIds: texts(clientIds),
    ...(kind === 'cognito' && tokenUse !== null && { tokenUse: tokenUse === 'id' ? 'id' : 'access' }),
    local: localIssuers.has(String(issuer)),
    ...(typeof jwksUri === 'string' && { jwksUri }),
  }));
}

/**
 * Lets the packaged authorizers take the keys of some issuers from the local one. The functions' code stays as it is: only the place of the keys in their
 * configuration changes, and that they may be fetched from this machine.
 *
 * @param issuers values of `iss` whose keys are at `jwksUri`
 */
export function withLocalKeys(functions: readonly FunctionModel[], issuers: ReadonlySet<string>, jwksUri: string): FunctionModel[] {
  return functions.map((model) => {
    const configuration = configurationOf(model);
    const trusted = issuersOf(configuration);
    if (configuration === undefined || !trusted.some(({ issuer }) => issuers.has(String(issuer)))) return model;
    const redirected = trusted.map((one) => (issuers.has(String(one.issuer)) ? { ...one, jwksUri } : one));
    const rewritten = { ...configuration, issuers: redirected, loopbackAllowed: true };
    return { ...model, environment: new Map([...model.environment, [VARIABLE, JSON.stringify(rewritten)]]) };
  });
}

/** What a packaged authorizer is configured with; undefined: the function is none, or can't read it. */
export function configurationOf({ environment }: FunctionModel): JsonObject | undefined {
  const text = environment.get(VARIABLE);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    // A function that can't read its configuration denies and says why itself.
    return undefined;
  }
}

export function issuersOf(configuration: JsonObject | undefined): JsonObject[] {
  const issuers = configuration?.issuers;
  return Array.isArray(issuers) ? issuers.filter((issuer): issuer is JsonObject => isObject(issuer) && typeof issuer.issuer === 'string') : [];
}

export function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
