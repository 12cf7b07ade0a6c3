/** An issuer as the packaged authorizers read it (`handlers/authorizers/configuration.ts`). Left out is what their defaults say. */
export interface IssuerConfiguration {
  readonly issuer: string;
  readonly kind?: 'cognito';
  readonly audience?: string[];
  readonly clientIds?: string[];
  readonly tokenUse?: 'access' | 'id' | null;
  readonly jwksUri?: string;
  readonly scopeClaims?: string[];
  readonly usageIdentifier?: { readonly claim: string };
}
