import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { aliasRecords } from '../../../common/domain/alias-records';
import { checkCertificateRegion, checkDomainName } from '../../../common/domain/check-domain-name';
import { acknowledgeAll } from '../../../common/private/acknowledge';
import type { CloudFrontDomainOptions } from '../../cloud-front-protection-options';

/** Where CloudFront takes its certificates from. */
const CERTIFICATE_REGION = 'us-east-1';
/** API Gateway answers within 30 seconds, if only that it took too long; the rest is for the way. */
const READ_TIMEOUT = Duration.seconds(35);
/**
 * Errors that CloudFront keeps for ten seconds whatever the cache policy says, under the path alone: everybody would get the answer to somebody else's token or
 * query string. 410 can't be configured; backends that answer it send `Cache-Control: no-store`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors
 */
const KEPT_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];

export interface ProtectedDistributionProps {
  readonly api: apigwv2.HttpApi;
  readonly stage: apigwv2.IHttpStage;
  readonly originHeaders: { [name: string]: string };
  readonly webAcl: { readonly webAclArn: string } | { readonly reason: string };
  readonly domain?: CloudFrontDomainOptions;
  readonly logBucket?: s3.IBucket;
}

/** A distribution that forwards everything to a stage, and keeps nothing. */
export function protectedDistribution(scope: Construct, id: string, props: ProtectedDistributionProps): cloudfront.Distribution {
  const { api, stage, originHeaders, webAcl, domain, logBucket } = props;
  const { region, urlSuffix } = Stack.of(scope);
  const created = new cloudfront.Distribution(scope, id, {
    comment: 'In front of an HTTP API, which takes requests from here only',
    defaultBehavior: {
      origin: new origins.HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
        originPath: stage.stageName === '$default' ? undefined : `/${stage.stageName}`,
        customHeaders: originHeaders,
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        readTimeout: READ_TIMEOUT,
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      // A redirect would hide from a client that it sends tokens in the clear with every call.
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      // The host must be the API's own, by which it is found.
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
    errorResponses: KEPT_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(domain && { domainNames: [domain.domainName], certificate: certificateOf(scope, domain) }),
    ...('webAclArn' in webAcl && { webAclId: webAcl.webAclArn }),
    logBucket,
  });
  if (domain?.hostedZone) aliasRecords(scope, domain.hostedZone, domain.domainName, new CloudFrontTarget(created));
  review(created, props);
  return created;
}

function certificateOf(scope: Construct, { domainName, certificate, hostedZone }: CloudFrontDomainOptions): acm.ICertificate {
  checkDomainName('domainName of cloudFrontProtection.customDomain', domainName, hostedZone);
  if (certificate) {
    checkCertificateRegion('certificate of cloudFrontProtection.customDomain', certificate, CERTIFICATE_REGION, 'CloudFront takes certificates of');
    return certificate;
  }
  const what = `cloudFrontProtection.customDomain ${JSON.stringify(domainName)} has no certificate`;
  if (!hostedZone) throw new Error(`${what} and no hostedZone; give a certificate of ${CERTIFICATE_REGION}, or the hostedZone in which one can be validated`);
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    Annotations.of(scope).addWarningV2('cdk-apigateway-patterns:cloudfront-certificate-region',
      `${what}, and one can be created for CloudFront in ${CERTIFICATE_REGION} only, while the region of this stack is not known; give the stack env: { region: '${CERTIFICATE_REGION}' }, or give a certificate`);
  } else if (region !== CERTIFICATE_REGION) {
    throw new Error(`${what}, and one can be created for CloudFront in ${CERTIFICATE_REGION} only, while this stack is in ${region}; create one in ${CERTIFICATE_REGION} and give it as certificate`);
  }
  return new acm.Certificate(scope, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(hostedZone) });
}

/** Records why the distribution breaks rules where it does. */
function review(distribution: cloudfront.Distribution, { webAcl, domain, logBucket }: ProtectedDistributionProps): void {
  acknowledgeAll(distribution, 'callers of an API may be anywhere; who may call is decided by tokens', 'AwsSolutions-CFR1');
  if ('reason' in webAcl) acknowledgeAll(distribution, webAcl.reason, 'AwsSolutions-CFR2');
  if (!logBucket) acknowledgeAll(distribution, 'the API logs every request that passes, and the web ACL those that it blocks; logBucket takes a log of the distribution, too', 'AwsSolutions-CFR3');
  if (!domain) acknowledgeAll(distribution, 'names below cloudfront.net come with CloudFront\'s own certificate and TLS settings; cloudFrontProtection.customDomain demands TLS 1.2', 'AwsSolutions-CFR4');
}
