import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { JwtIssuer } from '../../../common/jwt-issuer';
import type { CloudFrontProtectionOptions } from '../../cloud-front-protection-options';

export interface CloudFrontProtectionProps {
  readonly api: apigwv2.HttpApi;
  readonly stage: apigwv2.IHttpStage;
  readonly options: CloudFrontProtectionOptions;
  /** Claims that become `$context.authorizer.<claim>`, for the access log. */
  readonly contextClaims?: string[];
  /** Requests of one address within five minutes that are to be expected, for the managed web ACL. Read when the template is written. */
  readonly allowedPerIp?: () => number;
}

/** A route as the authorizer behind CloudFront has to judge it. */
export interface ProtectedRoute {
  readonly routeKey: string;
  /** Absent for public routes. */
  readonly jwt?: { readonly issuer: JwtIssuer; readonly scopes: readonly string[] };
}

/** CloudFront and a web ACL in front of an HTTP API, and an authorizer that lets nobody around them. */
export class CloudFrontProtection extends Construct {
  /**
   * Call it for routes whose authorization can't be combined with this protection.
   *
   * @throws always, with the fix
   */
  public static refuse(routeKey: string, authorization: string): never {
    throw new Error(`route ${JSON.stringify(routeKey)} has the authorization ${authorization}`);
  }

  public readonly distribution: cloudfront.Distribution;
  /** Where callers find the API, with a slash at the end. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, props: CloudFrontProtectionProps) {
    super(scope, id);
    throw new Error(`not built yet: ${JSON.stringify(Object.keys(props))}`);
  }

  /** Authorizer that checks the origin secret and, where the route is not public, token and scopes. */
  public authorizerFor(route: ProtectedRoute): apigwv2.IHttpRouteAuthorizer {
    throw new Error(`not built yet: ${route.routeKey}`);
  }
}
