import { AuthorizerConfiguration, IssuerConfiguration, KeyConfiguration } from './configuration';
import { ConfigurationError } from './errors';
import { isAllowedUrl } from './network/url';
import { flag, list, mapOf, number, object, oneOf, optional, text } from './schema';

const DAY = 86_400;
export const texts = list(text);

/** An issuer as it is written. `checkIssuer` looks at what its members say together. */
export const readIssuer = object({
  issuer: text,
  kind: optional(oneOf('oidc', 'cognito'), 'oidc'),
  audience: optional(texts, []),
  clientIds: optional(texts, []),
  tokenUse: optional(oneOf('access', 'id', null)),
  jwksUri: optional(text),
  scopeClaims: optional(texts, ['scope', 'scp']),
  usageIdentifier: optional(object({ claim: text, keys: optional(mapOf(text)) })),
});

export const DEFAULT_LIFETIMES = { refreshSeconds: 300, staleSeconds: 3600 };
/** For how long something is used before it is fetched again, and at most. */
export const readLifetimes = object({
  refreshSeconds: optional(number(10, DAY), DEFAULT_LIFETIMES.refreshSeconds),
  staleSeconds: optional(number(10, DAY), DEFAULT_LIFETIMES.staleSeconds),
});

const readRoot = object({
  issuers: list(readIssuer),
  clockToleranceSeconds: optional(number(0, 300), 30),
  requiredScopes: optional(texts, []),
  routes: optional((value, path) => typeof value === 'string' ? value : mapOf(texts)(value, path)),
  policy: optional(oneOf('stage', 'route'), 'stage'),
  contextClaims: optional(texts, ['sub', 'iss', 'client_id', 'scope', 'username', 'token_use', 'exp']),
  keys: optional(readLifetimes, DEFAULT_LIFETIMES),
  loopbackAllowed: optional(flag, false),
});

/**
 * Reads the configuration from its JSON text and fills in the defaults.
 *
 * @param json the value of `AUTHORIZER_CONFIG`
 * @param readFile reads a file beside the function's code, for routes that do not fit into the environment
 * @throws ConfigurationError with the path of the member, its value, and what is expected
 */
export function readConfiguration(json: string | undefined, readFile: (name: string) => string): AuthorizerConfiguration {
  const { routes: listed, ...root } = readRoot(parseJson('AUTHORIZER_CONFIG', () => json ?? ''), 'AUTHORIZER_CONFIG');
  const { issuers, requiredScopes, loopbackAllowed, keys } = root;
  const routes = typeof listed === 'string' ? mapOf(texts)(parseJson(listed, () => readFile(listed)), listed) : listed;
  check(routes === undefined || requiredScopes.length === 0, 'requiredScopes', requiredScopes, 'nothing, as "routes" has the scopes of every route');
  checkLifetimes('keys', keys);
  const names = issuers.map(({ issuer }) => issuer);
  check(names.length > 0 && new Set(names).size === names.length, 'issuers', names, 'at least one issuer, and each once');
  return { ...root, ...(routes && { routes }), issuers: issuers.map((issuer) => checkIssuer(issuer, loopbackAllowed)) };
}

/** @throws ConfigurationError */
export function checkLifetimes(name: string, { refreshSeconds, staleSeconds }: KeyConfiguration): void {
  check(staleSeconds >= refreshSeconds, `${name}.staleSeconds`, staleSeconds, `at least refreshSeconds, ${refreshSeconds}`);
}

/** @throws ConfigurationError */
export function checkIssuer(read: ReturnType<typeof readIssuer>, loopbackAllowed: boolean): IssuerConfiguration {
  const { issuer, jwksUri = issuer, kind, audience, clientIds, tokenUse } = read;
  for (const url of [issuer, jwksUri]) check(isAllowedUrl(url, loopbackAllowed), 'issuers', url, 'an https URL');
  const isCognito = kind === 'cognito';
  check(audience.length > 0 || (isCognito && clientIds.length > 0), 'issuers', issuer, isCognito ? 'one with "clientIds"' : 'one with "audience"');
  return { ...read, tokenUse: tokenUse === undefined && isCognito ? 'access' : tokenUse ?? null };
}

/** @throws ConfigurationError */
export function check(isRight: boolean, name: string, actual: unknown, expected: string): void {
  if (!isRight) throw new ConfigurationError(`AUTHORIZER_CONFIG.${name}`, actual, expected);
}

/** @throws ConfigurationError */
export function parseJson(path: string, read: () => string): unknown {
  try {
    return JSON.parse(read());
  } catch {
    throw new ConfigurationError(path, undefined, 'JSON');
  }
}
