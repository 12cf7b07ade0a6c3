/** An issuer that the templates trust, and what its tokens look like. */
export interface IssuerProfile {
  /** Value of `iss`. */
  readonly issuer: string;
  readonly kind: 'oidc' | 'cognito';
  /** Audiences of which a token needs one; empty: any will do. */
  readonly audience: readonly string[];
  /** Clients of which a token needs one; empty: any will do. */
  readonly clientIds: readonly string[];
  /** Absent: of a user pool, an ID token without scopes and an access token with scopes. */
  readonly tokenUse?: 'access' | 'id';
  /** Whether a loaded template creates the issuer: then it is nowhere to be reached. */
  readonly local: boolean;
  /** Where its keys are; absent: where its discovery document says. */
  readonly jwksUri?: string;
}
