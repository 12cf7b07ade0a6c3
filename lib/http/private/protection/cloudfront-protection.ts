import { Duration } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ProtectedRoute } from './guarded-routes';
import { hideOriginSecret } from './hide-origin-secret';
import { OriginAuthorizer } from './origin-authorizer';
import { OriginSecret } from './origin-secret';
import { protectedDistribution } from './protected-distribution';
import { warnOfWaysAround } from './warn-of-ways-around';
import { WebAcl } from '../../../common/web-acl';
import type { CloudFrontProtectionOptions } from '../../cloud-front-protection-options';
import { contextName } from '../access-log-format';

export interface CloudFrontProtectionProps {
  readonly api: apigwv2.HttpApi;
  readonly stage: apigwv2.IHttpStage;
  readonly options: CloudFrontProtectionOptions;
  /** Claims that become `$context.authorizer.<claim>`, for the access log. */
  readonly contextClaims: string[];
}

/** CloudFront and a web ACL in front of an HTTP API, and an authorizer that lets nobody around them. */
export class CloudFrontProtection extends Construct {
  /**
   * Call it for routes whose authorization can't be combined with this protection.
   *
   * @throws always, with the fix
   */
  public static refuse(routeKey: string, authorization: string): never {
    throw new Error(`route ${JSON.stringify(routeKey)} has ${authorization}, but with cloudFrontProtection every route is guarded by the packaged authorizer, which checks where a request came from; `
      + 'use HttpAuthorization.jwt() or addPublicRoute(reason, ...) for it, or move it to an API without cloudFrontProtection');
  }

  public readonly distribution: cloudfront.Distribution;
  /** Where callers find the API, with a slash at the end. */
  public readonly url: string;
  /** What replaces the secret. */
  public readonly rotation: lambda.IFunction;
  /** Claims that `$context.authorizer` has, by the names that they have there. The function's lists and objects are not among them: no text is made of those. */
  public readonly contextNames: readonly string[];
  private readonly authorizer: OriginAuthorizer;

  /** @throws when an option is out of range, or something is of another region than CloudFront needs */
  public constructor(scope: Construct, id: string, props: CloudFrontProtectionProps) {
    super(scope, id);
    const { api, stage, options, contextClaims } = props;
    const { customDomain: domain, logBucket, secretRotation = Duration.days(30) } = options;
    checkRotation(secretRotation);
    const webAcl = (options.webAcl ?? WebAcl.managed())._bind({ scope: this, allowedPerIp: nobodyIsAllowedMore, before: 'distribution' });
    const secret = new OriginSecret(this, 'Origin');
    this.distribution = protectedDistribution(this, 'Distribution', { api, stage, originHeaders: secret.headers, webAcl, domain, logBucket });
    this.rotation = secret.rotate(secretRotation, { distribution: this.distribution, logBucket, ...('webAclArn' in webAcl && webAcl) });
    this.authorizer = new OriginAuthorizer(this, 'Authorizer', { api, secret, contextClaims });
    this.contextNames = contextClaims.map(contextName).filter((name) => !['claims', 'scopes'].includes(name));
    this.url = `https://${domain?.domainName ?? this.distribution.distributionDomainName}/`;
    hideOriginSecret(api);
    warnOfWaysAround(api, this.authorizer.authorizerId);
  }

  /** Authorizer that checks the origin secret and, where the route is not public, token and scopes. */
  public authorizerFor(route: ProtectedRoute): apigwv2.IHttpRouteAuthorizer {
    return this.authorizer.guard(route);
  }
}

function checkRotation(every: Duration): void {
  if (every.isUnresolved()) return;
  const days = every.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > 1000) throw new Error(`secretRotation of cloudFrontProtection is ${days} days; expected whole days from 1 to 1000`);
}

/** The throttle of the stage is for all callers together: no single address has a claim to it, as customers with a plan have. */
function nobodyIsAllowedMore(): number {
  return 0;
}
