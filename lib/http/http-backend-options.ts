import type { Duration } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { HttpRequestMapping } from './http-request-mapping';
import type { HttpResponseMapping } from './http-response-mapping';

/** Options that every backend has. */
export interface HttpBackendOptions {
  /**
   * How long API Gateway waits for an answer, 50 milliseconds to 30 seconds; then the client gets 503 or 504.
   *
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * What is changed in responses, by the status code that the backend answers with: `{ '500': new HttpResponseMapping().overwriteStatusCode(502) }`.
   *
   * @default - responses reach the client as they are
   */
  readonly responseMappings?: { [statusCode: string]: HttpResponseMapping };
}

/** Options of backends that get the request itself. */
export interface HttpProxyBackendOptions extends HttpBackendOptions {
  /**
   * What is changed in requests.
   *
   * @default - requests reach the backend as they are
   */
  readonly requestMapping?: HttpRequestMapping;
}

/** Options of a Lambda function that answers routes. */
export interface HttpLambdaOptions extends HttpProxyBackendOptions {
  /**
   * Shape of the event and of the answer, 1.0 (that of REST APIs) or 2.0.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   * @default PayloadFormatVersion.VERSION_2_0
   */
  readonly payloadFormatVersion?: apigwv2.PayloadFormatVersion;
}

/** Options of backends that are called over HTTP. */
export interface HttpEndpointOptions extends HttpProxyBackendOptions {
  /**
   * Method of the call.
   *
   * @default HttpMethod.ANY - that of the client
   */
  readonly method?: apigwv2.HttpMethod;
  /**
   * Why calls may travel without TLS, for whoever reviews the API. Everything in them can be read and changed on their way, tokens included.
   *
   * @default - calls need TLS
   */
  readonly plainHttpReason?: string;
}

/** Options of a backend with a public URL. */
export interface HttpUrlOptions extends HttpEndpointOptions {}

/** Options of backends in a VPC. */
export interface HttpPrivateOptions extends HttpEndpointOptions {
  /**
   * Domain name that the backend's certificate must have; calls are HTTPS then. Required, unless `plainHttpReason` says why not.
   *
   * @default - none; synthesis fails without `plainHttpReason`
   */
  readonly secureServerName?: string;
  /**
   * The way into the VPC. A link of yours keeps its own security groups.
   *
   * @default - one for all backends of the API in that VPC, which may reach their ports and nothing else
   */
  readonly vpcLink?: apigwv2.IVpcLink;
}

/** Options of a service in AWS Cloud Map. */
export interface HttpCloudMapOptions extends HttpPrivateOptions {
  /**
   * VPC that the service runs in, where `vpcLink` is not given. Cloud Map does not tell.
   *
   * @default - that of `vpcLink`
   */
  readonly vpc?: ec2.IVpc;
  /**
   * Port of the service, which the VPC link of the API may reach. Not for a `vpcLink` of yours.
   *
   * @default - 443, or 80 with `plainHttpReason`
   */
  readonly port?: number;
  /**
   * What runs behind the service, for example the ECS service: it accepts connections of the API's VPC link. Not for a `vpcLink` of yours.
   *
   * @default - the link may reach the port anywhere in the VPC, and security groups there are yours to open
   */
  readonly target?: ec2.IConnectable;
  /**
   * Attributes that instances of the service must have, like `{ deployment: 'green' }`.
   *
   * @default - any instance
   */
  readonly instanceAttributes?: { [name: string]: string };
}
