import type { Authorizers } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { checkScopes } from '../../../common/authorization/scopes';
import type { JwtIssuer } from '../../../common/jwt-issuer';

/** API Gateway verifies tokens itself. */
export class JwtAuthorization implements AuthorizationMethod {
  /** @throws when there is no issuer, or a scope is malformed. */
  public constructor(private readonly issuer: JwtIssuer, private readonly scopes: readonly string[]) {
    if (!issuer?.issuerUrl) throw new Error(`HttpAuthorization.jwt() got the issuer ${JSON.stringify(issuer) ?? 'undefined'}; give a JwtIssuer that the API has`);
    checkScopes('scopes of HttpAuthorization.jwt()', scopes);
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { issuer } = this;
    const name = authorizers.issuers.nameOf(issuer);
    return {
      name: 'jwt(...)',
      type: 'JWT',
      issuer,
      scopes: this.scopes.length > 0 ? this.scopes : authorizers.issuers.defaultScopes,
      acknowledgements: [],
      authorizerId: () => authorizers.provide({
        caller: 'HttpAuthorization.jwt',
        name,
        identity: { issuer: issuer.issuerUrl, audience: issuer.audience },
        settings: {
          authorizerType: 'JWT',
          identitySource: ['$request.header.Authorization'],
          jwtConfiguration: { issuer: issuer.issuerUrl, audience: issuer.audience },
        },
      }),
    };
  }
}
