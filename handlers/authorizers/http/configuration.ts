import { IssuerConfiguration, KeyConfiguration } from '../configuration';
import { check, checkIssuer, checkLifetimes, DEFAULT_LIFETIMES, parseJson, readIssuer, readLifetimes, texts } from '../read-configuration';
import { flag, list, mapOf, number, object, optional, text } from '../schema';

/**
 * The configuration of the authorizer of HTTP APIs behind CloudFront, as JSON in the environment variable `AUTHORIZER_CONFIG`. Unknown members are refused.
 *
 * @example
 * {
 *   "origin": { "secretId": "arn:aws:secretsmanager:...", "header": "x-origin-verify" },
 *   "issuers": [{ "issuer": "https://login.example.com/", "audience": ["https://api.example.com"] }],
 *   "routes": { "GET /orders": { "issuer": 0, "scopes": ["orders/read"] }, "GET /health": {} }
 * }
 */
export interface HttpAuthorizerConfiguration {
  readonly origin: OriginConfiguration;
  /** Whose tokens are accepted. Routes name them by their place in this list. */
  readonly issuers: readonly IssuerConfiguration[];
  /** **Every** route that this authorizer guards, by its key. In the configuration as it is written, also the name of a JSON file beside the code. */
  readonly routes: Readonly<Record<string, GuardedRoute>>;
  /** How far clocks may be apart, in seconds; 0 to 300. @default 30 */
  readonly clockToleranceSeconds: number;
  /** Claims that stand in the context by themselves, where access logs find them. @default ['sub', 'client_id'] */
  readonly contextClaims: readonly string[];
  /** For how long keys of issuers are used. */
  readonly keys: KeyConfiguration;
  /** Accepts `http` on this machine for issuers and their keys. For the local gateway and tests. @default false */
  readonly loopbackAllowed: boolean;
}

/** The secret that proves that a request came through CloudFront, and for how long its values are used before they are read again, and at most. */
export interface OriginConfiguration extends KeyConfiguration {
  /** ARN of the secret, whose text is the value of the header. */
  readonly secretId: string;
  /** Name of the header in lower case. */
  readonly header: string;
}

/** A route that is public has neither. */
export interface GuardedRoute {
  readonly issuer?: number;
  /** Of which a token must have at least one, unless there are none. */
  readonly scopes: readonly string[];
}

const readOrigin = object({
  secretId: text,
  header: text,
  refreshSeconds: optional(number(10, 3600), DEFAULT_LIFETIMES.refreshSeconds),
  staleSeconds: optional(number(10, 86_400), DEFAULT_LIFETIMES.staleSeconds),
});

const readRoutes = mapOf(object({ issuer: optional(number(0, 99)), scopes: optional(texts, []) }));

const readRoot = object({
  origin: readOrigin,
  issuers: list(readIssuer),
  routes: (value, path) => typeof value === 'string' ? value : readRoutes(value, path),
  clockToleranceSeconds: optional(number(0, 300), 30),
  contextClaims: optional(texts, ['sub', 'client_id']),
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
export function readHttpConfiguration(json: string | undefined, readFile: (name: string) => string): HttpAuthorizerConfiguration {
  const { routes: listed, ...root } = readRoot(parseJson('AUTHORIZER_CONFIG', () => json ?? ''), 'AUTHORIZER_CONFIG');
  const { origin, keys, issuers, loopbackAllowed } = root;
  const routes = typeof listed === 'string' ? readRoutes(parseJson(listed, () => readFile(listed)), listed) : listed;
  checkLifetimes('keys', keys);
  checkLifetimes('origin', origin);
  check(/^[!-~]+$/.test(origin.header) && origin.header === origin.header.toLowerCase(), 'origin.header', origin.header, 'the name of a header in lower case');
  for (const [key, { issuer, scopes }] of Object.entries(routes)) {
    check(issuer === undefined ? scopes.length === 0 : issuers[issuer] !== undefined, `routes.${key}`, { issuer, scopes }, 'the place of an issuer, or nothing at all');
  }
  return { ...root, routes, issuers: issuers.map((issuer) => checkIssuer(issuer, loopbackAllowed)) };
}
