/**
 * Why something was refused, as the log says it. A caller never sees it: whatever the reason, it learns that it is unauthorized and nothing else.
 */
export class AuthorizerError extends Error {
  /**
   * @param reason a stable code to filter the log by
   * @param actual what was found; only values that are safe to log, never a token, a signature or a personal claim
   * @param expected what would have been accepted
   */
  public constructor(public readonly reason: string, public readonly actual?: unknown, public readonly expected?: unknown) {
    super(reason);
  }
}

/** The request carries no token, or something that is not a signed token in compact form. */
export class TokenFormatError extends AuthorizerError {}

/** The token's header names something that is not accepted. */
export class TokenHeaderError extends AuthorizerError {}

/** A claim is missing, malformed, or not what the issuer's configuration asks for. */
export class ClaimError extends AuthorizerError {}

/** No key of the issuer fits the token, or the signature is not that key's. */
export class SignatureError extends AuthorizerError {}

/** The issuer's keys can't be had right now. */
export class IssuerUnavailableError extends AuthorizerError {}

/** A document of the issuer could not be fetched, or is not what it should be. */
export class FetchError extends IssuerUnavailableError {}

/** The authorizer's own configuration is wrong; nothing is allowed until it is corrected. */
export class ConfigurationError extends AuthorizerError {
  public constructor(path: string, actual: unknown, expected: string) {
    super('configuration', actual, expected);
    this.message = `${path} is ${JSON.stringify(actual) ?? 'missing'}, expected ${expected}`;
  }
}
