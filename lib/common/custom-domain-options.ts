import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Callers prove with a certificate who they are. */
export interface MutualTlsOptions {
  /** Bucket with the truststore, in the region of the API. */
  readonly bucket: s3.IBucket;
  /** Key of the truststore: certificates of the authorities that are trusted, in PEM, like `truststore.pem`. */
  readonly key: string;
  /**
   * Version of the object. Without one, a truststore that is uploaded later is not taken before the domain changes.
   *
   * @default - the newest when the domain is deployed
   */
  readonly version?: string;
  /**
   * A public certificate of ACM that proves that the domain is yours.
   *
   * @default - none; needed when `certificate` is imported or of a private authority
   */
  readonly ownershipCertificate?: acm.ICertificate;
}

/** A domain of yours in front of an API. Its endpoint takes TLS 1.2 and later, over IPv4 and IPv6. */
export interface CustomDomainOptions {
  /**
   * The name, in lower case, like `api.example.com`.
   *
   * @default - that of `existingDomain`; one of the two is needed
   */
  readonly domainName?: string;
  /**
   * A domain that is there already and serves further APIs; this one gets a `basePath` of it. Nothing else of it changes.
   *
   * @default - the domain is created
   */
  readonly existingDomain?: apigwv2.IDomainName;
  /**
   * Certificate for the name, of the region of the API.
   *
   * @default - one that is created and validated by DNS in `hostedZone`
   */
  readonly certificate?: acm.ICertificate;
  /**
   * Zone in which alias records (A and AAAA) for the name are created.
   *
   * @default - no records; point the name to `regionalDomainName` of the domain yourself
   */
  readonly hostedZone?: route53.IHostedZone;
  /**
   * Path under which the API is served, without slashes around it, like `orders` or `orders/v1`. The API itself does not see it in its routes.
   *
   * @default - the root of the domain
   */
  readonly basePath?: string;
  /**
   * Callers need a client certificate.
   *
   * @default - they need none
   */
  readonly mutualTls?: MutualTlsOptions;
  /**
   * Switch the execute-api URL off, so that the domain is the only way in.
   *
   * @default true
   */
  readonly disableExecuteApiEndpoint?: boolean;
}
