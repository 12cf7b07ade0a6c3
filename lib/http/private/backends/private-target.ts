import { Annotations, Token } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct, IConstruct } from 'constructs';
import type { BackendTarget, HttpBackendScope } from './backend-scope';
import { checkOptions, checkTls } from './check-options';
import { sharedIntegration } from './shared-integration';
import { pathWithin } from './tokens';
import { DEFAULT_STAGE } from '../../../common/stage/default-stage';
import type { HttpPrivateOptions } from '../../http-backend-options';

/** One way to reach something in a VPC. */
export interface PrivateEndpoint {
  /** The factory that made it, as a user wrote it. */
  readonly what: string;
  readonly kind: string;
  readonly construct: IConstruct;
  /** What the service knows it by. */
  readonly uri: string;
  readonly variation?: object;
  /** The API's own link into its VPC, with the ports opened. */
  readonly link: (scope: Construct) => apigwv2.IVpcLink;
}

/**
 * Something in a VPC that is called through a VPC link.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export class PrivateTarget implements BackendTarget {
  public constructor(private readonly endpoint: PrivateEndpoint, private readonly options: HttpPrivateOptions) {
    const { what } = endpoint;
    const { secureServerName } = options;
    checkOptions(what, options);
    if (secureServerName !== undefined && !Token.isUnresolved(secureServerName) && !/^([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+$/.test(secureServerName)) {
      throw new Error(`secureServerName of ${what} is ${JSON.stringify(secureServerName)}; expected the domain name of the backend's certificate without scheme and port, like "orders.example.com"`);
    }
    checkTls(what, secureServerName !== undefined, options, 'give the domain name of its certificate as secureServerName');
  }

  public bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration {
    const { endpoint, options } = this;
    const { method = apigwv2.HttpMethod.ANY, secureServerName, vpcLink, plainHttpReason, requestMapping } = options;
    if (requestMapping?._overwritesPath !== true) this.warnOfStage(scope);
    return sharedIntegration(scope, {
      kind: endpoint.kind,
      target: pathWithin(endpoint.construct, scope.scope),
      options,
      variation: {
        ...endpoint.variation,
        ...(method !== apigwv2.HttpMethod.ANY && { method }),
        ...(secureServerName !== undefined && { secureServerName }),
        ...(vpcLink && { vpcLink: pathWithin(vpcLink, scope.scope) }),
      },
      pathParameters: { [`requestMapping of ${endpoint.what}`]: requestMapping?._pathParameters ?? [] },
      plainHttpReason,
      configure: () => ({
        type: apigwv2.HttpIntegrationType.HTTP_PROXY,
        uri: endpoint.uri,
        method,
        connectionType: apigwv2.HttpConnectionType.VPC_LINK,
        connectionId: (vpcLink ?? endpoint.link(scope.scope)).vpcLinkId,
        secureServerName,
        payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0,
      }),
    });
  }

  /** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html#http-api-develop-integrations-private-considerations */
  private warnOfStage({ scope, stageName }: HttpBackendScope): void {
    if (stageName === DEFAULT_STAGE) return;
    const { what, construct } = this.endpoint;
    Annotations.of(scope).addWarningV2('cdk-apigateway-patterns:stage-in-path',
      `${what} gets paths that begin with ${JSON.stringify(`/${stageName}`)}, the name of the stage, for ${JSON.stringify(construct.node.path)}; give requestMapping: new HttpRequestMapping().overwritePath('$request.path'), or the path that the backend expects`);
  }
}
