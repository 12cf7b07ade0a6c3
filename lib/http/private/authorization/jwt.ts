import type { Authorizers } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { checkScopes } from '../../../common/authorization/scopes';
import type { HttpJwtOptions } from '../../http-authorization-options';

/** API Gateway verifies tokens itself. */
export class JwtAuthorization implements AuthorizationMethod {
  /** @throws when there is no issuer, or a scope is malformed. */
  public constructor(private readonly options: HttpJwtOptions) {
    const { issuer, scopes } = options;
    if (!issuer?.issuerUrl) throw new Error(`issuer of HttpAuthorization.jwt() is ${JSON.stringify(issuer) ?? 'missing'}; give a JwtIssuer that the API has`);
    checkScopes('scopes of HttpAuthorization.jwt()', scopes);
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { issuer, scopes = authorizers.issuers.defaultScopes } = this.options;
    const name = authorizers.issuers.nameOf(issuer);
    return {
      name: 'jwt(...)',
      type: 'JWT',
      issuer,
      scopes,
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
