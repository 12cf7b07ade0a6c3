import { JsonObject } from './json';

/** What a token shall say. Everything has a default that the trusted issuer's verifiers accept. */
export interface TokenRequest {
  /** @default 'local-user' */
  readonly sub?: string;
  /** @default - none */
  readonly scopes?: readonly string[];
  /** Further claims; they win over those that are made here, `iss` apart. @default - none */
  readonly claims?: Readonly<JsonObject>;
  /** @default - the first one that the issuer's verifiers accept */
  readonly audience?: string;
  /** @default - the first one that the issuer's verifiers accept */
  readonly clientId?: string;
  /** `iss`: one of the issuers that the local one stands in for. @default - the only one of them */
  readonly issuer?: string;
  /** Of a user pool. @default - 'access' with scopes, 'id' without, unless a verifier wants one of them */
  readonly tokenUse?: 'access' | 'id';
  /** @default 3600 */
  readonly expiresInSeconds?: number;
}
