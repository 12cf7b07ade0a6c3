import { Token } from 'aws-cdk-lib';
import type {
  Auth0IssuerOptions, CognitoIssuerOptions, EntraIdIssuerOptions, JwtIssuerOptions, OidcIssuerOptions, OktaIssuerOptions,
} from './jwt-issuer-options';
import { CognitoTokenUse } from './jwt-issuer-options';
import { cognitoIssuerUrl } from './private/cognito-issuer-url';
import { checkDomain, checkIssuerUrl, checkNames } from './private/issuer-checks';
import type { IssuerConfiguration } from './private/issuer-configuration';

const nameYourApi = 'give what the issuer writes into "aud" of tokens for your API, like ["https://api.example.com"]';

/**
 * Who issues tokens, and for whom. One object serves REST APIs and HTTP APIs.
 *
 * Presets know how each service writes its own name, which verifiers compare character by character.
 */
export class JwtIssuer {
  /**
   * A Cognito user pool. The region is the pool's own, also for pools that are imported or belong to a stack of another region.
   *
   * @throws when there are no clients, or the id is not a user pool's
   */
  public static cognito(options: CognitoIssuerOptions): JwtIssuer {
    const { userPool, clients, tokenUse } = options;
    if (!Array.isArray(clients) || clients.length === 0) throw new Error(`clients is ${JSON.stringify(clients) ?? 'missing'}; give the app clients of the user pool whose tokens are taken, at least one`);
    const issuer = cognitoIssuerUrl(userPool);
    const clientIds = clients.map(({ userPoolClientId }) => userPoolClientId);
    return new JwtIssuer(clientIds, { issuer, kind: 'cognito', clientIds, ...(tokenUse !== undefined && { tokenUse: tokenUseOf(tokenUse) }) });
  }

  /**
   * An Auth0 tenant; its issuer is `https://<domain>/`, with the slash.
   *
   * @throws when the domain is not a domain, or `audience` is empty
   */
  public static auth0(options: Auth0IssuerOptions): JwtIssuer {
    checkDomain('domain', options.domain, 'example.eu.auth0.com');
    return JwtIssuer.ofOidc(`https://${options.domain}/`, options);
  }

  /**
   * A custom authorization server of Okta; its issuer is `https://<domain>/oauth2/<authorizationServerId>`.
   *
   * @throws when the domain is not a domain or that of the admin console, or `audience` is empty
   */
  public static okta(options: OktaIssuerOptions): JwtIssuer {
    const { domain, authorizationServerId = 'default' } = options;
    checkDomain('domain', domain, 'example.okta.com');
    if (/-admin\.okta(preview)?\.com$|-admin\.okta-emea\.com$/.test(domain)) throw new Error(`domain is ${JSON.stringify(domain)}, the admin console; use ${JSON.stringify(domain.replace('-admin.', '.'))}`);
    if (!Token.isUnresolved(authorizationServerId) && !/^[A-Za-z0-9_-]+$/.test(authorizationServerId)) {
      throw new Error(`authorizationServerId is ${JSON.stringify(authorizationServerId)}; expected letters and digits, like "default" or "aus1a2b3c4d5e6f7g8h9"`);
    }
    return JwtIssuer.ofOidc(`https://${domain}/oauth2/${authorizationServerId}`, options);
  }

  /**
   * A tenant of Microsoft Entra ID, version 2; its issuer is `https://login.microsoftonline.com/<tenantId>/v2.0`.
   *
   * @throws when `tenantId` is not a GUID, or `audience` is empty or of a kind that tokens of version 2 do not have
   */
  public static entraId(options: EntraIdIssuerOptions): JwtIssuer {
    const { tenantId, audience } = options;
    if (!Token.isUnresolved(tenantId) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenantId)) {
      throw new Error(`tenantId is ${JSON.stringify(tenantId)}; expected the id of one tenant in lower case, like "11111111-2222-3333-4444-555555555555": tokens name it even where applications ask "common"`);
    }
    if (Array.isArray(audience) && audience.some((each) => typeof each === 'string' && each.startsWith('api://'))) {
      throw new Error(`audience is ${JSON.stringify(audience)}; tokens of version 2 have the client id of the API's registration in "aud", not its application id URI`);
    }
    return JwtIssuer.ofOidc(`https://login.microsoftonline.com/${tenantId}/v2.0`, options);
  }

  /**
   * Any issuer that speaks OpenID Connect.
   *
   * @throws when the URL can't be an issuer's, or `audience` is empty
   */
  public static oidc(options: OidcIssuerOptions): JwtIssuer {
    checkIssuerUrl('issuerUrl', options.issuerUrl);
    if (options.jwksUri !== undefined) checkKeysUrl(options.jwksUri);
    return JwtIssuer.ofOidc(options.issuerUrl, options, options.jwksUri);
  }

  private static ofOidc(issuer: string, { audience, clientIds, scopeClaims }: JwtIssuerOptions, jwksUri?: string): JwtIssuer {
    checkNames('audience', audience, nameYourApi);
    if (clientIds) checkNames('clientIds', clientIds, 'give ids of clients, or leave it out for any client of the issuer');
    if (scopeClaims) checkNames('scopeClaims', scopeClaims, 'give names of claims, like ["scope", "permissions"]');
    return new JwtIssuer(audience, {
      issuer,
      audience,
      ...(clientIds && { clientIds }),
      ...(scopeClaims && { scopeClaims }),
      ...(jwksUri !== undefined && { jwksUri }),
    });
  }

  /** What tokens have in `iss`. */
  public readonly issuerUrl: string;

  private constructor(
    /** Of a token's audiences, or of a Cognito token's client, one must be in this list. */
    public readonly audience: string[],
    /** @internal */
    public readonly _configuration: IssuerConfiguration,
  ) {
    this.issuerUrl = _configuration.issuer;
  }
}

function tokenUseOf(use: CognitoTokenUse): 'access' | 'id' | null {
  switch (use) {
    case CognitoTokenUse.ACCESS: return 'access';
    case CognitoTokenUse.ID: return 'id';
    case CognitoTokenUse.ANY: return null;
  }
}

function checkKeysUrl(jwksUri: string): void {
  if (!Token.isUnresolved(jwksUri) && !(URL.canParse(jwksUri) && new URL(jwksUri).protocol === 'https:')) {
    throw new Error(`jwksUri is ${JSON.stringify(jwksUri)}; expected an https URL, like "https://login.example.com/keys"`);
  }
}
