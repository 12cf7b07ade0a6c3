import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { CustomDomainOptions } from '../common/custom-domain-options';

/** What a domain stands in front of. */
export interface HttpCustomDomainProps {
  readonly api: apigwv2.IHttpApi;
  readonly stage: apigwv2.IHttpStage;
  readonly options: CustomDomainOptions;
}

/** A domain in front of an HTTP API: certificate, domain, records and mapping. */
export class HttpCustomDomain extends Construct {
  /** The domain, for further APIs as their `existingDomain`. */
  public readonly domainName: apigwv2.IDomainName;
  /** Where callers find the API, like `https://api.example.com/orders`. Ends with a slash at the root. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, props: HttpCustomDomainProps) {
    super(scope, id);
    throw new Error(`not built yet: ${JSON.stringify(Object.keys(props))}`);
  }
}
