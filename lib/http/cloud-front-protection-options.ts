import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { WebAcl } from '../common/web-acl';

/** A domain of yours on a CloudFront distribution. */
export interface CloudFrontDomainOptions {
  /** The name, in lower case, like `api.example.com`. */
  readonly domainName: string;
  /**
   * Certificate for the name, of region us-east-1, where CloudFront takes its certificates from.
   *
   * @default - one that is created and validated by DNS in `hostedZone`, for stacks in us-east-1
   */
  readonly certificate?: acm.ICertificate;
  /**
   * Zone in which alias records (A and AAAA) for the name are created.
   *
   * @default - no records; point the name to the domain name of the distribution yourself
   */
  readonly hostedZone?: route53.IHostedZone;
}

/**
 * CloudFront and AWS WAF in front of an HTTP API, which AWS WAF does not take itself. CloudFront sends a secret along that the API checks, so that
 * nobody gets around it; the secret is generated, kept in Secrets Manager, replaced from time to time, and never seen by backends. Plain HTTP is refused, not
 * redirected.
 *
 * A packaged function authorizes then, as the native JWT authorizer would. What differs: whoever it refuses is answered 403, never 401; backends find claims
 * and scopes in `requestContext.authorizer.lambda` instead of `requestContext.authorizer.jwt`; what issuers ask beyond the native authorizer (clients, kind
 * of token, claims with scopes) is checked; and the API sees addresses of CloudFront, with the caller's in `x-forwarded-for`, and as
 * `viewerAddress` in the access log and in `requestContext.authorizer.lambda`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export interface CloudFrontProtectionOptions {
  /**
   * The web ACL in front of the distribution. CloudFront takes those of scope CLOUDFRONT, which live in us-east-1.
   *
   * @default - `WebAcl.managed()` for stacks in us-east-1; in other regions one has to be given by `WebAcl.fromCloudFrontArn()`
   */
  readonly webAcl?: WebAcl;
  /**
   * A domain of yours for the distribution.
   *
   * @default - the distribution's own name below `cloudfront.net`, whose certificate comes with CloudFront's oldest TLS settings
   */
  readonly customDomain?: CloudFrontDomainOptions;
  /**
   * After how many days the secret between CloudFront and the API is replaced; whole days, 1 to 1000. No request fails meanwhile.
   *
   * @default Duration.days(30)
   */
  readonly secretRotation?: Duration;
  /**
   * Bucket for access logs of the distribution; it must allow ACLs.
   *
   * @default - none; the API logs all requests that reach it, and the web ACL those that it blocks
   */
  readonly logBucket?: s3.IBucket;
}
