import { StackResources } from './stack-resources';

/** Types that are part of the model. */
const SERVED = new Set([
  'AWS::ApiGateway::ApiKey', 'AWS::ApiGateway::Authorizer', 'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::GatewayResponse', 'AWS::ApiGateway::Method', 'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator', 'AWS::ApiGateway::Resource', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey', 'AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGatewayV2::Deployment',
  'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Stage', 'AWS::ApiGatewayV2::VpcLink', 'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::Lambda::Alias', 'AWS::Lambda::Function',
  'AWS::Lambda::Version', 'AWS::SQS::Queue', 'AWS::SSM::Parameter', 'AWS::SecretsManager::Secret',
]);

/** Types that change nothing about what a caller sees: permissions, logs, metrics, network, metadata, documentation. */
const INERT = [
  /^AWS::(IAM|Logs|CDK|KMS|CloudWatch|XRay|EC2|ResourceGroups|CertificateManager|Route53|SSM|Synthetics|Budgets|Backup|ApplicationAutoScaling|Config)::/,
  /^AWS::Lambda::(Permission|EventInvokeConfig|LayerVersion|LayerVersionPermission|CodeSigningConfig)$/,
  /^AWS::ApiGateway::(Account|DocumentationPart|DocumentationVersion|ClientCertificate)$/,
  /^AWS::CloudFormation::(WaitCondition|WaitConditionHandle)$/,
  /^AWS::(S3::BucketPolicy|SQS::Queue(?:Inline)?Policy|SNS::TopicPolicy|SecretsManager::(ResourcePolicy|SecretTargetAttachment|RotationSchedule))$/,
  // A private integration names what it lacks when it is compiled.
  /^AWS::(ElasticLoadBalancingV2|ServiceDiscovery)::/,
  /^AWS::(CloudFormation::Stack|Cognito::UserPoolResourceServer|Cognito::UserPoolDomain)$/,
  /^Custom::(LogRetention|S3AutoDeleteObjects|CDKBucketDeployment|ApiGatewayAccountLogging)$/,
];

/** What happens instead of what a type does on AWS; the first pattern that fits counts. */
const INSTEAD: ReadonlyArray<readonly [RegExp, string]> = [
  [/^AWS::ApiGatewayV2::ApiGatewayManagedOverrides$/, 'overrides of what a quick created API makes for itself are not read: write its integration, route and stage as resources'],
  [/^AWS::ApiGatewayV2::RoutingRule$/, 'routing rules are not served: requests to a custom domain follow its mappings'],
  [/^AWS::ApiGatewayV2::/, ''],
  [/^AWS::ApiGateway::(DomainName|DomainNameV2|BasePathMapping|BasePathMappingV2|DomainNameAccessAssociation)$/, 'custom domains are not served yet: call the API by its local address'],
  [/^AWS::ApiGateway::VpcLink$/, 'VPC links are not served yet: the methods that use it answer 500'],
  [/^AWS::CloudFront::Distribution$/, 'CloudFront is not served: call what stands behind it by its local address, with the headers that CloudFront adds (printed commands of HTTP APIs have them)'],
  [/^AWS::CloudFront::/, ''],
  [/^AWS::WAFv2::WebACLAssociation$/, 'web ACLs are not evaluated: no request is blocked by one'],
  [/^AWS::WAF/, ''],
  [/^AWS::Lambda::EventSourceMapping$/, 'event sources are not served yet: the function gets no events from it'],
  [/^AWS::Lambda::Url$/, 'function URLs are not served: call the function through an API'],
  [/^(Custom::|AWS::CloudFormation::CustomResource$)/, 'custom resources are not run'],
  [/^AWS::(SNS|S3|Events|Kinesis|KinesisFirehose|StepFunctions|Scheduler|Pipes)::/, 'the service is not emulated yet: calls go to AWS_ENDPOINT_URL_<SERVICE> where it is set'],
];

/** Names every resource that has no effect here though it would have one on AWS. Types without effect on callers stay silent. */
export function nameUnservedTypes(all: StackResources): void {
  for (const type of all.types()) {
    if (SERVED.has(type) || INERT.some(pattern => pattern.test(type))) continue;
    const detail = INSTEAD.find(([pattern]) => pattern.test(type))?.[1] ?? 'this type is not known here: it has no effect';
    if (detail !== '') for (const entry of all.of(type)) all.leaveOut(entry, detail);
  }
}
