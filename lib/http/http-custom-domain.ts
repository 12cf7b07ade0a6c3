import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { cfnOf } from '../common/cloudformation/cfn-of';
import type { CustomDomainOptions } from '../common/custom-domain-options';
import { aliasRecords } from '../common/domain/alias-records';
import { checkCustomDomain } from '../common/domain/check-custom-domain';
import { closesExecuteApi } from '../common/domain/execute-api-endpoint';
import { withSlash } from '../common/domain/with-slash';

/** What a domain stands in front of. */
export interface HttpCustomDomainProps {
  /** The API. Its execute-api URL is switched off, unless the options say otherwise. */
  readonly api: apigwv2.IHttpApi;
  /** The stage of the API that the domain serves. */
  readonly stage: apigwv2.IHttpStage;
  /** The domain. */
  readonly options: CustomDomainOptions;
}

/** Where the domains of an app lead, so that no two APIs get the same place. */
const taken = new WeakMap<apigwv2.IDomainName, Map<string, string>>();

/**
 * A domain in front of an HTTP API: certificate, domain, A and AAAA records, and the mapping to a stage. It takes TLS 1.2 and later, which is all that API
 * Gateway offers for HTTP APIs.
 */
export class HttpCustomDomain extends Construct {
  /** The domain, which may serve further APIs as their `existingDomain`. */
  public readonly domainName: apigwv2.IDomainName;
  /** The mapping of the domain, or of a path below it, to the stage. */
  public readonly apiMapping: apigwv2.ApiMapping;
  /** Where callers find the API, with a slash at the end: `https://api.example.com/` or `https://api.example.com/orders/`. */
  public readonly url: string;

  /** @throws when the domain can't be as it is described, its place is taken already, or the execute-api URL of an imported API should be switched off */
  public constructor(scope: Construct, id: string, props: HttpCustomDomainProps) {
    super(scope, id);
    const { api, stage, options } = props;
    checkCustomDomain(options, Stack.of(this).region);
    const { existingDomain, domainName, basePath } = options;
    this.domainName = existingDomain ?? this.createDomain(options, domainName ?? '');
    this.take(basePath ?? '');
    this.apiMapping = new apigwv2.ApiMapping(this, 'Mapping', { api, stage, domainName: this.domainName, apiMappingKey: basePath });
    this.url = withSlash(`https://${domainName ?? this.domainName.name}/${basePath ?? ''}`);
    if (closesExecuteApi(options)) closeExecuteApi(api);
  }

  private createDomain({ certificate, hostedZone, mutualTls }: CustomDomainOptions, domainName: string): apigwv2.DomainName {
    const created = new apigwv2.DomainName(this, 'Domain', {
      domainName,
      certificate: certificate ?? new acm.Certificate(this, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(hostedZone) }),
      ownershipCertificate: mutualTls?.ownershipCertificate,
      securityPolicy: apigwv2.SecurityPolicy.TLS_1_2,
      ipAddressType: apigwv2.IpAddressType.DUAL_STACK,
      mtls: mutualTls && { bucket: mutualTls.bucket, key: mutualTls.key, version: mutualTls.version },
    });
    const target = new ApiGatewayv2DomainProperties(created.regionalDomainName, created.regionalHostedZoneId);
    if (hostedZone) aliasRecords(this, hostedZone, domainName, target);
    return created;
  }

  private take(basePath: string): void {
    const places = taken.get(this.domainName) ?? new Map<string, string>();
    const holder = places.get(basePath);
    if (holder !== undefined) {
      const place = basePath === '' ? 'the root' : `the basePath ${JSON.stringify(basePath)}`;
      throw new Error(`${place} of the domain leads to ${holder} already; give another basePath`);
    }
    taken.set(this.domainName, places.set(basePath, this.node.path));
  }
}

/** @throws when it can't be done, so that nobody takes the domain for the only way in. */
function closeExecuteApi(api: apigwv2.IHttpApi): void {
  if (api.node.defaultChild === undefined) {
    throw new Error(`the execute-api URL of ${JSON.stringify(api.node.path)} can't be switched off here, because the API is imported; switch it off where the API is created, and give disableExecuteApiEndpoint: false here`);
  }
  cfnOf(api, apigwv2.CfnApi).disableExecuteApiEndpoint = true;
}
