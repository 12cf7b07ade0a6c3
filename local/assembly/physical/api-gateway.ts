import { digitsId, lowerId } from './deterministic';
import { ResourceContext, ResourceKind, arn, nameFrom, textProperty } from './resource-kind';

const id = (length: number) => (r: ResourceContext): string => lowerId(r.seed, length);

/** A type whose `Ref` is an id, also to be had as an attribute. */
function identified(length: number, attribute: string): ResourceKind {
  return { ref: id(length), attributes: { [attribute]: id(length) } };
}

/** Id of the `/` resource of a REST API. */
export const rootResourceId = (apiId: string): string => lowerId(`${apiId}/`, 10);

/** Id of a resource that an OpenAPI body declares. */
export const importedResourceId = (apiId: string, path: string): string => (path === '/' ? rootResourceId(apiId) : lowerId(`${apiId}${path}`, 6));

/** A value for an API key that has none in the template: 40 letters and digits, as the service makes them. */
export const generatedKeyValue = (seed: string): string => lowerId(`${seed}/value`, 40);

const domainName: ResourceKind = {
  ref: r => textProperty(r, 'DomainName') ?? `${lowerId(r.seed, 10)}.example.com`,
  attributes: {
    DistributionDomainName: r => `d${lowerId(r.seed, 13)}.cloudfront.net`,
    DistributionHostedZoneId: () => 'Z2FDTNDATAQYW2',
    DomainNameArn: r => `arn:${r.environment.partition}:apigateway:${r.environment.region}::/domainnames/${domainName.ref(r)}`,
    RegionalDomainName: r => `d-${lowerId(r.seed, 10)}.execute-api.${r.environment.region}.${r.environment.urlSuffix}`,
    RegionalHostedZoneId: () => 'Z1UJRXOUMOOFQ8',
  },
};

const usagePlanKeyId = (r: ResourceContext): string => `${textProperty(r, 'KeyId') ?? ''}:${textProperty(r, 'UsagePlanId') ?? ''}`;

function apiEndpoint(r: ResourceContext): string {
  const scheme = textProperty(r, 'ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
  return `${scheme}://${lowerId(r.seed, 10)}.execute-api.${r.environment.region}.${r.environment.urlSuffix}`;
}

export const apiGatewayKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::ApiGateway::RestApi': { ref: id(10), attributes: { RestApiId: id(10), RootResourceId: r => rootResourceId(lowerId(r.seed, 10)) } },
  'AWS::ApiGateway::Resource': identified(6, 'ResourceId'),
  'AWS::ApiGateway::Deployment': identified(6, 'DeploymentId'),
  'AWS::ApiGateway::Stage': { ref: r => textProperty(r, 'StageName') ?? lowerId(r.seed, 6) },
  'AWS::ApiGateway::Authorizer': identified(6, 'AuthorizerId'),
  'AWS::ApiGateway::RequestValidator': identified(6, 'RequestValidatorId'),
  'AWS::ApiGateway::Model': { ref: r => textProperty(r, 'Name') ?? `${r.logicalId}${lowerId(r.seed, 12)}`.replace(/[^A-Za-z0-9]/g, '') },
  'AWS::ApiGateway::GatewayResponse': { ref: r => digitsId(r.seed, 10), attributes: { Id: r => digitsId(r.seed, 10) } },
  'AWS::ApiGateway::ApiKey': identified(10, 'APIKeyId'),
  'AWS::ApiGateway::UsagePlan': identified(6, 'Id'),
  'AWS::ApiGateway::UsagePlanKey': { ref: usagePlanKeyId, attributes: { Id: usagePlanKeyId } },
  'AWS::ApiGateway::VpcLink': identified(6, 'VpcLinkId'),
  'AWS::ApiGateway::ClientCertificate': identified(6, 'ClientCertificateId'),
  'AWS::ApiGateway::DocumentationPart': identified(6, 'DocumentationPartId'),
  'AWS::ApiGateway::DomainName': domainName,
  'AWS::ApiGatewayV2::Api': { ref: id(10), attributes: { ApiId: id(10), ApiEndpoint: apiEndpoint } },
  'AWS::ApiGatewayV2::Stage': { ref: r => textProperty(r, 'StageName') ?? '$default' },
  'AWS::ApiGatewayV2::Route': identified(7, 'RouteId'),
  'AWS::ApiGatewayV2::Integration': identified(7, 'IntegrationId'),
  'AWS::ApiGatewayV2::Authorizer': identified(6, 'AuthorizerId'),
  'AWS::ApiGatewayV2::Deployment': identified(6, 'DeploymentId'),
  'AWS::ApiGatewayV2::VpcLink': identified(6, 'VpcLinkId'),
  'AWS::ApiGatewayV2::Model': identified(6, 'ModelId'),
  'AWS::ApiGatewayV2::RouteResponse': identified(6, 'RouteResponseId'),
  'AWS::ApiGatewayV2::IntegrationResponse': identified(6, 'IntegrationResponseId'),
  'AWS::ApiGatewayV2::ApiMapping': identified(6, 'ApiMappingId'),
  'AWS::ApiGatewayV2::DomainName': domainName,
  'AWS::WAFv2::WebACL': {
    ref: r => `${nameFrom('Name')(r)}|${lowerId(r.seed, 8)}|${textProperty(r, 'Scope') ?? 'REGIONAL'}`,
    attributes: { Arn: r => arn(r, 'wafv2', `regional/webacl/${nameFrom('Name')(r)}/${lowerId(r.seed, 8)}`), Id: r => lowerId(r.seed, 8) },
  },
};
