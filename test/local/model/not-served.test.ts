import { ROOT, modelOf, ordersApi, part } from './temporary-model';

async function linesOf(resources: Record<string, unknown>): Promise<string[]> {
  return (await modelOf({ ...ordersApi, ...resources })).notServed.map(line => `${line.logicalId}: ${line.detail}`);
}

const method = (properties: object): object => part('Method', { ResourceId: ROOT, HttpMethod: 'POST', ...properties });
const lambdaUri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:f/invocations';

test.each([
  ['a method whose authorizer is elsewhere', { M: method({ AuthorizationType: 'CUSTOM', AuthorizerId: 'a' }) }, [/^M: POST \/: its authorizer a is in no loaded template: every call is refused/]],
  ['a web ACL', { W: { Type: 'AWS::WAFv2::WebACL' }, A: { Type: 'AWS::WAFv2::WebACLAssociation' } }, [/^A: web ACLs are not evaluated/]],
  ['a custom domain', { D: { Type: 'AWS::ApiGateway::DomainName' }, B: part('BasePathMapping') }, [/^D: custom domains are not served/, /^B: custom domains/]],
  ['streaming', { M: method({ Integration: { Type: 'AWS_PROXY', Uri: lambdaUri, ResponseTransferMode: 'STREAM' } }) }, [/response streaming is not served yet/]],
  ['caching and canary', {
    Stage: part('Stage', { StageName: 'prod', CacheClusterEnabled: true, CanarySetting: {}, MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }] }),
  }, [/^Stage: caching is not served yet/, /^Stage: the canary is not served yet/]],
  ['settings of methods that are not there', {
    Stage: part('Stage', {
      StageName: 'prod',
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10 },
        { ResourcePath: '/~1orders~1{id}', HttpMethod: 'GET', ThrottlingRateLimit: 1 },
        { ResourcePath: '/~1orders~1{id}', HttpMethod: 'POST', ThrottlingRateLimit: 1 },
        { ResourcePath: '/order', HttpMethod: 'GET', MetricsEnabled: true },
        { ResourcePath: '/*', HttpMethod: 'GET', ThrottlingRateLimit: 2 },
      ],
    }),
  }, [
    /^Stage: its MethodSettings of \/orders\/{id}\/POST have no effect: API Api has no such method\. Fix: one of \/orders\/{id}\/GET, or \/\* with \* for all$/,
    /^Stage: its MethodSettings of \/order\/GET have no effect: /,
    /^Stage: its MethodSettings of \*\/GET have no effect: /,
  ]],
  ['settings of a deployment\'s stage', {
    Inline: part('Deployment', { StageName: 'beta', StageDescription: { ThrottlingRateLimit: 7, MethodSettings: [{ ResourcePath: '/gone', HttpMethod: 'GET' }] } }),
  }, [/^Inline: its MethodSettings of \/gone\/GET have no effect: /]],
  ['an unknown type', { X: { Type: 'AWS::Some::Thing' } }, [/^X: this type is not known here/]],
  ['a custom resource', { X: { Type: 'Custom::Thing' } }, [/^X: custom resources are not run/]],
  ['event sources', { X: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f' } } }, [/event sources are not served yet/]],
  ['an API without stage', { Stage: { Type: 'AWS::IAM::Role' } }, [/^Api: it has no stage/]],
])('%s is named once', async (_, resources, expected) => {
  expect(await linesOf(resources)).toEqual(expected.map(line => expect.stringMatching(line)));
});

test('what a caller does not see is not named', async () => {
  const inert = [
    'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup', 'AWS::CDK::Metadata', 'AWS::Lambda::Permission', 'AWS::CloudWatch::Dashboard', 'AWS::KMS::Key', 'AWS::ApiGateway::Account',
    'AWS::SecretsManager::Secret', 'AWS::SSM::Parameter', 'AWS::EC2::VPC', 'AWS::S3::BucketPolicy', 'Custom::LogRetention',
  ];
  expect(await linesOf(Object.fromEntries(inert.map((type, i) => [`R${i}`, { Type: type }])))).toEqual([]);
});

test('a static mock and a Lambda proxy are served', async () => {
  expect(await linesOf({
    M: method({ Integration: { Type: 'MOCK', RequestTemplates: { j: '{"statusCode": 200}' }, IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { j: '{"price": "5 $", "tag": "#1"}' } }] } }),
    P: method({ HttpMethod: 'GET', Integration: { Type: 'AWS_PROXY', Uri: lambdaUri } }),
  })).toEqual([]);
});
