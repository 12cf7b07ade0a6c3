import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ProfileFunctions } from './profile-functions';
import { Pager } from '../shared/pager';
import { HttpJwtApi, JwtIssuer } from 'cdk-apigateway-patterns';

/** What tokens for this API have in `aud`. */
const AUDIENCE = 'https://api.profile.example';

export interface ProfileStackProps extends StackProps {
  /**
   * What tokens have in `iss`, an https URL.
   *
   * @default - the context value `profileIssuer`, else an address that nobody has, for which the local gateway's own issuer stands in
   */
  readonly issuerUrl?: string;
  /**
   * Where the page is, whose scripts may call the API.
   *
   * @default - the context value `profilePage`, else `http://localhost:5173`
   */
  readonly pageOrigin?: string;
}

/** Profiles of people that sign in: what a profile can hold is public, everybody has their own, and admins may read all. */
export class ProfileStack extends Stack {
  public readonly api: HttpJwtApi;

  public constructor(scope: Construct, id: string, props: ProfileStackProps = {}) {
    super(scope, id, props);
    const { fields, readOwn, updateOwn, listAll, readAny } = new ProfileFunctions(this);
    const issuerUrl = props.issuerUrl ?? String(this.node.tryGetContext('profileIssuer') ?? 'https://login.profile.example/');
    const pageOrigin = props.pageOrigin ?? String(this.node.tryGetContext('profilePage') ?? 'http://localhost:5173');

    this.api = new HttpJwtApi(this, 'Profile', {
      description: 'Profiles of people that sign in',
      issuer: JwtIssuer.oidc({ issuerUrl, audience: [AUDIENCE] }),
      loggedClaims: ['sub'],
      cors: { allowOrigins: [pageOrigin], allowHeaders: ['Authorization', 'Content-Type'] },
      throttle: { rateLimit: 100, burstLimit: 200 },
      alarms: { actions: [new Pager(this, 'Pager').action] },
      routes: {
        'GET /profile': { handler: readOwn },
        'PUT /profile': { handler: updateOwn, throttle: { rateLimit: 20, burstLimit: 40 } },
        'GET /profiles': { handler: listAll, scopes: ['profile/admin'] },
        'GET /profiles/{sub}': { handler: readAny, scopes: ['profile/admin'] },
      },
    });
    this.api.addPublicRoute('the page draws its form before anybody signed in; it learns which fields there are and nothing about anybody', 'GET /fields', { handler: fields });
  }
}
