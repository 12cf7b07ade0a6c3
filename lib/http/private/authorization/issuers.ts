import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { JwtIssuer } from '../../../common/jwt-issuer';
import { MOST_AUDIENCES } from '../quotas';

/** Name of the authorizer of the API's own issuer. */
const OWN = 'Jwt';

export interface IssuerProps {
  readonly issuer: JwtIssuer;
  readonly additionalIssuers?: { readonly [name: string]: JwtIssuer };
  readonly defaultScopes?: readonly string[];
}

/** The issuers of one API by name. */
export class Issuers {
  private readonly byName: ReadonlyMap<string, JwtIssuer>;

  /** @throws when API Gateway would refuse one. */
  public constructor(private readonly scope: Construct, private readonly props: IssuerProps) {
    const { issuer, additionalIssuers = {} } = props;
    if (OWN in additionalIssuers) throw new Error(`additionalIssuers has the name ${JSON.stringify(OWN)}, which the authorizer of issuer has; give it another name`);
    this.byName = new Map([[OWN, issuer], ...Object.entries(additionalIssuers)]);
    for (const [name, each] of this.byName) this.check(name === OWN ? 'issuer' : `additionalIssuers[${JSON.stringify(name)}]`, each);
  }

  /** Scopes of JWT routes that do not say. */
  public get defaultScopes(): readonly string[] {
    return this.props.defaultScopes ?? [];
  }

  /**
   * Ids derive from it.
   * @throws when the API does not have the issuer.
   */
  public nameOf(issuer: JwtIssuer): string {
    for (const [name, each] of this.byName) if (each === issuer || this.textOf(each) === this.textOf(issuer)) return name;
    throw new Error(`HttpAuthorization.jwt() got the issuer ${JSON.stringify(issuer.issuerUrl)}, which is none of the API's with this audience; `
      + `add it with a name, like additionalIssuers: { partners: issuer }. The API has ${[...this.byName.values()].map(({ issuerUrl }) => JSON.stringify(issuerUrl)).join(', ')}`);
  }

  /** Warns where an issuer says what a native authorizer does not look at. */
  public warnOfIgnoredOptions(): void {
    for (const { issuerUrl, _configuration: { kind, clientIds, scopeClaims, jwksUri, tokenUse } } of this.byName.values()) {
      const given = { clientIds: kind === 'cognito' ? undefined : clientIds, scopeClaims, jwksUri, tokenUse };
      const ignored = Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option]));
      if (ignored.length === 0) continue;
      Annotations.of(this.scope).addWarningV2('cdk-apigateway-patterns:issuer-options-ignored',
        `issuer ${JSON.stringify(issuerUrl)} has ${ignored.join(' and ')}, which native JWT authorizers do not look at; check it in the backend, or use HttpAuthorization.customFunction()`);
    }
  }

  private check(what: string, issuer: JwtIssuer): void {
    if (!issuer?.issuerUrl) throw new Error(`${what} is ${JSON.stringify(issuer) ?? 'undefined'}; give a JwtIssuer, like JwtIssuer.cognito({ userPool, clients })`);
    const { audience } = issuer;
    if (Token.isUnresolved(audience) || audience.length <= MOST_AUDIENCES) return;
    throw new Error(`${what} has ${audience.length} audiences, but an authorizer takes no more than ${MOST_AUDIENCES}; `
      + 'divide them among additionalIssuers, one for the routes of each part, or let tokens carry one audience for the whole API');
  }

  private textOf({ issuerUrl, audience }: JwtIssuer): string {
    return JSON.stringify(Stack.of(this.scope).resolve([issuerUrl, audience]));
  }
}
