import type * as cognito from 'aws-cdk-lib/aws-cognito';

/** Which tokens of a user pool are taken. */
export enum CognitoTokenUse {
  /** Access tokens, which carry scopes. */
  ACCESS = 'access',
  /** ID tokens, which carry what is known about the user and no scopes. */
  ID = 'id',
  /** Both. */
  ANY = 'any',
}

/** A Cognito user pool. */
export interface CognitoIssuerOptions {
  /** The pool, of this app or imported. Import a pool of another region with `UserPool.fromUserPoolArn`. */
  readonly userPool: cognito.IUserPool;
  /** App clients whose tokens are taken, at least one. */
  readonly clients: cognito.IUserPoolClient[];
  /**
   * Which tokens are taken. Native JWT authorizers of HTTP APIs take both, whatever is given here.
   *
   * @default CognitoTokenUse.ACCESS
   */
  readonly tokenUse?: CognitoTokenUse;
}

/** What every issuer but Cognito needs. */
export interface JwtIssuerOptions {
  /** Of the values in a token's `aud` one must be in this list, which names your API. At least one. */
  readonly audience: string[];
  /**
   * Clients whose tokens are taken (`client_id`, else `azp`). Native JWT authorizers of HTTP APIs do not look at it.
   *
   * @default - any client of the issuer
   */
  readonly clientIds?: string[];
  /**
   * Claims that hold scopes, as a string with spaces or as a list. Native JWT authorizers of HTTP APIs look at `scope` and `scp` only.
   *
   * @default ['scope', 'scp']
   */
  readonly scopeClaims?: string[];
}

/** An Auth0 tenant. */
export interface Auth0IssuerOptions extends JwtIssuerOptions {
  /** Domain of the tenant, like `'example.eu.auth0.com'`, or its custom domain. */
  readonly domain: string;
}

/** An authorization server of Okta. */
export interface OktaIssuerOptions extends JwtIssuerOptions {
  /** Domain of the organization, like `'example.okta.com'`, or its custom domain. */
  readonly domain: string;
  /**
   * Id of a custom authorization server. The organization's own one is for Okta's APIs; nobody else can verify its access tokens.
   *
   * @default 'default'
   */
  readonly authorizationServerId?: string;
}

/** A tenant of Microsoft Entra ID. Tokens must be of version 2: set `requestedAccessTokenVersion` to 2 in the manifest of the API's registration. */
export interface EntraIdIssuerOptions extends JwtIssuerOptions {
  /** Id of the tenant, a GUID. */
  readonly tenantId: string;
}

/** Any issuer that speaks OpenID Connect. */
export interface OidcIssuerOptions extends JwtIssuerOptions {
  /** What tokens have in `iss`, an https URL. Compared character by character: a slash at the end matters. */
  readonly issuerUrl: string;
  /**
   * Where the issuer's keys are. Native JWT authorizers of HTTP APIs ask the discovery document, whatever is given here.
   *
   * @default - where the issuer's discovery document says
   */
  readonly jwksUri?: string;
}
