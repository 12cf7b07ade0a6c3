/**
 * The configuration of the packaged authorizers, as JSON in the environment variable `AUTHORIZER_CONFIG`. The constructs write it, the functions
 * read it, the local gateway may rewrite it; it is plain data, and unknown members are refused, so that a misspelt rule is never a missing rule.
 *
 * @example
 * {
 *   "issuers": [{ "issuer": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a1B2c3D4e", "kind": "cognito", "clientIds": ["4h1..."] }],
 *   "routes": { "GET /orders": ["orders/read", "orders/write"], "POST /orders": ["orders/write"], "GET /me": [] }
 * }
 */
export interface AuthorizerConfiguration {
  /** Whose tokens are accepted; at least one, each `issuer` once. */
  readonly issuers: readonly IssuerConfiguration[];

  /** How far clocks may be apart, in seconds; 0 to 300. @default 30 */
  readonly clockToleranceSeconds: number;

  /**
   * Scopes of which a token must have at least one, on every route. Not together with `routes`.
   * @default [] - any valid token
   */
  readonly requiredScopes: readonly string[];

  /**
   * **Every** route that this authorizer guards, as `'METHOD /path/{parameter}'` or `'ANY /path'`, with the scopes of which a token must have at
   * least one; an empty list takes any valid token. What at least one of means, and that a path may be `{greedy+}`, is as in API Gateway.
   * Only needed when routes differ in their scopes. A Lambda function's environment holds 4 KB; longer lists go into a JSON file beside the
   * function's code, and its name here.
   * @default - none: `requiredScopes` holds for every route
   */
  readonly routes?: Readonly<Record<string, readonly string[]>>;

  /**
   * What a policy covers. `'stage'`: all routes, each with its own verdict, so that a result cached under the token alone is right wherever it is
   * used next. `'route'`: the called route only; the authorizer's identity sources must then be `method.request.header.Authorization`,
   * `context.httpMethod` and `context.resourcePath`. Needed when no single policy can tell the routes apart, or when it would get too large:
   * the authorizer says so at its start, and denies.
   * @default 'stage'
   */
  readonly policy: 'stage' | 'route';

  /**
   * Claims that go into the context, the most important first: what does not fit into the size limit is left out from the end. Lists are joined by
   * a space, nested objects left out. Characters other than letters, digits and `_` become `_` in the name (`cognito:groups` is `cognito_groups`).
   * `scope` is always the token's scopes, whatever claims they came in.
   * @default ['sub', 'iss', 'client_id', 'scope', 'username', 'token_use', 'exp']
   */
  readonly contextClaims: readonly string[];

  /** For how long keys are used. */
  readonly keys: KeyConfiguration;

  /** Accepts `http` on this machine for issuers and their keys. For the local gateway and tests. @default false */
  readonly loopbackAllowed: boolean;
}

export interface IssuerConfiguration {
  /** Compared with `iss` character by character. Auth0's ends in a slash, most others do not. */
  readonly issuer: string;

  /**
   * `'oidc'`: `aud` must have one of `audience`. `'cognito'`: the client of the token must be one of `clientIds`, which is `client_id` in
   * access tokens and `aud` in ID tokens, and `token_use` is checked.
   * @default 'oidc'
   */
  readonly kind: 'oidc' | 'cognito';

  /** Required for `'oidc'`. For `'cognito'` taken as further client ids. @default [] */
  readonly audience: readonly string[];

  /** App clients. Required for `'cognito'`. For `'oidc'`, if given, `client_id` (or `azp`) must be one of them too. @default [] */
  readonly clientIds: readonly string[];

  /** What `token_use` must be; `null` takes either. @default 'access' for Cognito, null (not looked at) for others */
  readonly tokenUse: 'access' | 'id' | null;

  /** Where the keys are. @default - `<issuer>/.well-known/jwks.json` for Cognito, else what the issuer's discovery document says */
  readonly jwksUri?: string;

  /** Claims that hold scopes: a string with spaces, or a list. @default ['scope', 'scp'] */
  readonly scopeClaims: readonly string[];

  /** Which API key stands for the caller, for APIs whose API key source is `AUTHORIZER`. @default - none */
  readonly usageIdentifier?: UsageIdentifierConfiguration;
}

/** How a token's claim becomes the value of an API key, and so a usage plan. */
export interface UsageIdentifierConfiguration {
  /** A claim with a string or a list of strings, such as `custom:tier` or `cognito:groups`. */
  readonly claim: string;
  /** API key value by claim value; of a list, the first entry here that is in it counts. @default - the claim is the value of the API key itself */
  readonly keys?: Readonly<Record<string, string>>;
}

export interface KeyConfiguration {
  /** Age at which a key set is fetched again before use: a key that the issuer removed works no longer than this. 10 to 86,400. @default 300 */
  readonly refreshSeconds: number;
  /** For how long the last set is used while the issuer can't be reached; at least `refreshSeconds`, at most 86,400. @default 3600 */
  readonly staleSeconds: number;
}
