import { App, Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { authorizersOf, newHttpApi, partners, routesOf, users } from './http-fixture';
import { newFunction, newStack, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';
import {
  type CloudFrontProtectionOptions, HttpAuthorization, HttpBackend, HttpJwtApi, type HttpJwtApiProps, HttpRequestMapping, WebAcl,
} from 'cdk-apigateway-patterns';

const account = '123456789012';
const at = (region: string) => newStack({ env: { region, account } });
const ACL = `arn:aws:wafv2:us-east-1:${account}:global/webacl/company/a1b2`;
const acl = WebAcl.fromCloudFrontArn(ACL);

const protectedApi = (options: CloudFrontProtectionOptions = {}, props: Partial<HttpJwtApiProps> = {}, stack = at('us-east-1')): HttpJwtApi =>
  newHttpApi({ cloudFrontProtection: options, ...props }, stack);

interface DistributionConfig {
  readonly Origins: readonly { readonly OriginCustomHeaders: readonly unknown[]; readonly [name: string]: unknown }[];
  readonly [name: string]: unknown;
}

function distributionOf(construct: Construct): DistributionConfig {
  const [distribution] = propertiesOf(construct, 'AWS::CloudFront::Distribution');
  return distribution?.DistributionConfig as DistributionConfig;
}

/** What the functions of the template may do, by the handler they run. */
const statementsOf = (construct: Construct, name: string) => Object.entries(resourcesOf(construct, 'AWS::IAM::ManagedPolicy')).filter(([id]) => id.includes(name))
  .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement);

describe('the distribution', () => {
  const api = protectedApi();
  const config = distributionOf(api);

  test('forwards everything but the host to the API, over TLS 1.2, and keeps nothing', () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      AllowedMethods: expect.arrayContaining(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']),
      CachePolicyId: cloudfront.CachePolicy.CACHING_DISABLED.cachePolicyId,
      OriginRequestPolicyId: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
      ViewerProtocolPolicy: 'https-only',
    });
    expect(config.Origins).toEqual([expect.objectContaining({ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 35, OriginSSLProtocols: ['TLSv1.2'] } })]);
    expect(JSON.stringify(config.Origins[0]?.DomainName)).toContain('.execute-api.us-east-1.');
    expect(config.Origins[0]).not.toHaveProperty('OriginPath');
  });

  test('keeps no errors either, which are about one caller and one query string', () => {
    const unkept = [404, 405, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 }));
    expect(config).toMatchObject({ CustomErrorResponses: unkept });
  });

  test('is where callers find the API, whose execute-api endpoint stays on for it', () => {
    const [id] = Object.keys(resourcesOf(api, 'AWS::CloudFront::Distribution'));
    expect(Stack.of(api).resolve(api.url)).toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [id, 'DomainName'] }, '/']] });
    expect(propertiesOf(api, 'AWS::ApiGatewayV2::Api')[0]).not.toHaveProperty('DisableExecuteApiEndpoint');
    expect(api.distribution).toBeInstanceOf(cloudfront.Distribution);
  });

  test('knows the path of a stage that has a name', () => {
    expect(distributionOf(protectedApi({}, { stageName: 'live' })).Origins[0]).toMatchObject({ OriginPath: '/live' });
  });

  test('logs to a bucket that is given', () => {
    const stack = at('us-east-1');
    const bucket = new s3.Bucket(stack, 'Logs', { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER });
    expect(distributionOf(protectedApi({ logBucket: bucket }, {}, stack)).Logging).toMatchObject({ Bucket: expect.anything() });
    expect(statementsOf(stack, 'Rotation').map(({ Action }) => Action)).toContainEqual(['s3:GetBucketAcl', 's3:PutBucketAcl']);
  });
});

describe('the origin secret', () => {
  const api = protectedApi();

  test('is generated, and the template has no more than a reference to it', () => {
    const [id] = Object.keys(resourcesOf(api, 'AWS::SecretsManager::Secret'));
    expect(propertiesOf(api, 'AWS::SecretsManager::Secret')).toEqual([expect.objectContaining({ GenerateSecretString: expect.objectContaining({ PasswordLength: 64, ExcludePunctuation: true }) })]);
    expect(propertiesOf(api, 'AWS::SecretsManager::Secret')[0]).not.toHaveProperty('SecretString');
    expect(distributionOf(api).Origins[0]?.OriginCustomHeaders).toEqual([
      { HeaderName: 'x-origin-verify', HeaderValue: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: id }, ':SecretString:::}}']] } },
    ]);
    const others = JSON.stringify(Object.values(resourcesOf(api)).filter(({ Type }) => Type !== 'AWS::CloudFront::Distribution'));
    expect([others.includes('{{resolve:secretsmanager'), templateOf(api).toJSON().Outputs]).toEqual([false, undefined]);
  });

  test('rotates every 30 days, not while the stack is deployed, and only after the distribution and its permissions are there', () => {
    const [schedule] = Object.values(resourcesOf(api, 'AWS::SecretsManager::RotationSchedule'));
    expect(schedule?.Properties).toMatchObject({ RotateImmediatelyOnUpdate: false, RotationRules: { AutomaticallyAfterDays: 30 } });
    expect(schedule?.DependsOn).toEqual([expect.stringContaining('RotationPermission')]);
    const [distributionId] = Object.keys(resourcesOf(api, 'AWS::CloudFront::Distribution'));
    templateOf(api).hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 900, Environment: { Variables: { DISTRIBUTION_ID: { Ref: distributionId }, HEADER_NAME: 'x-origin-verify', CACHE_SECONDS: '300' } },
    });
    templateOf(api).hasResourceProperties('AWS::Lambda::Permission', { Principal: 'secretsmanager.amazonaws.com', SourceAccount: account });
  });

  test('a rotation that fails is told once, and the alarm can be tuned and removed', () => {
    const alarmsOf = (props: Partial<HttpJwtApiProps> = {}) => propertiesOf(protectedApi({}, props), 'AWS::CloudWatch::Alarm').filter(({ MetricName }) => MetricName === 'Errors');
    const failedRotations = { threshold: 2, period: Duration.hours(6) };
    expect(alarmsOf()).toEqual([expect.objectContaining({
      Namespace: 'AWS/Lambda',
      Statistic: 'Sum',
      Threshold: 1,
      Period: 3600,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [expect.stringContaining('pager')],
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringContaining('Rotation') } }],
    })]);
    expect(alarmsOf({ alarms: { failedRotations } })).toEqual([expect.objectContaining({ Threshold: 2, Period: 21_600, EvaluationPeriods: 1 })]);
    expect([alarmsOf({ alarms: { failedRotations: { enabled: false } } }), alarmsOf({ alarms: { enabled: false } })]).toEqual([[], []]);
    expect(() => alarmsOf({ alarms: { failedRotations: { threshold: 0 } } })).toThrow('threshold of alarm "failedRotations" is 0; expected a number of rotations above 0');
  });

  test('rotates as often as asked', () => {
    templateOf(protectedApi({ secretRotation: Duration.days(7) })).hasResourceProperties('AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 7 } });
    for (const wrong of [Duration.hours(36), Duration.days(0), Duration.days(1001)]) {
      expect(() => protectedApi({ secretRotation: wrong })).toThrow('expected whole days from 1 to 1000');
    }
  });

  test('is read by the authorizer, and written by its rotation, which may change this distribution and no other', () => {
    const reads = statementsOf(api, 'AuthorizerHandler').map(({ Action }) => Action);
    expect(reads).toEqual([expect.arrayContaining(['logs:PutLogEvents']), 'secretsmanager:GetSecretValue', expect.arrayContaining(['xray:PutTraceSegments'])]);
    const writes = statementsOf(api, 'Rotation');
    expect(writes.map(({ Action }) => Action).flat()).toEqual(expect.arrayContaining([
      'secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage', 'cloudfront:UpdateDistribution', 'wafv2:GetWebACL',
    ]));
    expect(writes.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action)).toEqual([['xray:PutTraceSegments', 'xray:PutTelemetryRecords']]);
    const [distributionId] = Object.keys(resourcesOf(api, 'AWS::CloudFront::Distribution'));
    expect(JSON.stringify(writes.find(({ Action }) => Action.includes('cloudfront:UpdateDistribution'))?.Resource)).toContain(`distribution/",{"Ref":"${String(distributionId)}"}`);
  });

  test('is encrypted with a key that is given, which its readers may use', () => {
    const stack = at('us-east-1');
    const key = new kms.Key(stack, 'Key');
    protectedApi({}, { storage: { encryptionKey: key } }, stack);
    const [keyId] = Object.keys(resourcesOf(stack, 'AWS::KMS::Key'));
    templateOf(stack).hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } });
    for (const name of ['AuthorizerHandler', 'Rotation']) expect(statementsOf(stack, name).map(({ Action }) => Action)).toContain('kms:Decrypt');
    expect(statementsOf(stack, 'Rotation').map(({ Action }) => Action)).toContain('kms:GenerateDataKey');
  });

  test('is kept from backends, whose own mappings stay', () => {
    const stack = at('us-east-1');
    const request = new HttpRequestMapping().overwriteHeader('x-tenant', '$context.requestId');
    const mixed = protectedApi({}, {
      routes: { 'GET /orders': {}, 'GET /legacy': { backend: HttpBackend.url('https://legacy.example.com', { requestMapping: request }) } },
    }, stack);
    newHttpApi({}, stack, 'Open');
    const [ours, legacy, other] = propertiesOf(mixed, 'AWS::ApiGatewayV2::Integration').map(({ RequestParameters }) => RequestParameters);
    expect(ours).toEqual({ 'remove:header.x-origin-verify': "''" });
    expect(legacy).toEqual({ 'remove:header.x-origin-verify': "''", 'overwrite:header.x-tenant': '$context.requestId' });
    expect(other).toBeUndefined();
  });
});

describe('the authorizer', () => {
  const api = protectedApi({}, {
    additionalIssuers: { partners },
    defaultScopes: ['orders/read'],
    routes: { 'GET /orders': {}, 'POST /orders': { scopes: ['b', 'a'] }, 'GET /partners': { authorization: HttpAuthorization.jwt({ issuer: partners }) }, '$default': {} },
  });
  api.addPublicRoute('liveness', 'GET /health');

  test('is one for all routes, and always asked', () => {
    expect(authorizersOf(api)).toEqual({
      CloudFront: expect.objectContaining({
        AuthorizerType: 'REQUEST', AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true, IdentitySource: [], AuthorizerResultTtlInSeconds: 0,
      }),
    });
    const [id] = Object.keys(resourcesOf(api, 'AWS::ApiGatewayV2::Authorizer'));
    for (const route of Object.values(routesOf(api))) {
      expect(route).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } });
      expect(route).not.toHaveProperty('AuthorizationScopes');
    }
    expect(Object.keys(routesOf(api))).toHaveLength(5);
  });

  test('no claim of it is missing in the access log', () => {
    expect(JSON.stringify(propertiesOf(api, 'AWS::ApiGatewayV2::Stage')[0]?.AccessLogSettings)).toContain('$context.authorizer.sub');
  });
});

describe('the web ACL', () => {
  test('is created where CloudFront takes it from', () => {
    const api = protectedApi({ webAcl: WebAcl.managed({ rateLimitPerIp: 500 }) });
    const [id] = Object.keys(resourcesOf(api, 'AWS::WAFv2::WebACL'));
    templateOf(api).hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT', Rules: [{ Statement: { RateBasedStatement: { Limit: 500 } } }, {}, {}, {}] });
    expect(distributionOf(api).WebACLId).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    templateOf(api).resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('gives one address no claim to what the stage takes for all', () => {
    const limitOf = (props: Partial<HttpJwtApiProps>) => {
      const [created] = propertiesOf(protectedApi({}, props), 'AWS::WAFv2::WebACL');
      return (created?.Rules as { Statement: { RateBasedStatement?: { Limit: number } } }[])[0]?.Statement.RateBasedStatement?.Limit;
    };
    const limitAt = (rateLimit: number) => limitOf({ throttle: { rateLimit, burstLimit: 10 } });
    expect([limitOf({}), limitAt(50), limitAt(1)]).toEqual([2000, 2000, 2000]);
  });

  test('is one that exists, for stacks elsewhere', () => {
    const api = protectedApi({ webAcl: acl }, {}, at('eu-central-1'));
    expect(distributionOf(api).WebACLId).toBe(ACL);
    expect(statementsOf(api, 'Rotation').find(({ Action }) => Action === 'wafv2:GetWebACL')?.Resource).toBe(ACL);
    templateOf(api).resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  test('none needs a reason', () => {
    const api = protectedApi({ webAcl: WebAcl.none('the company\'s firewall stands in front of CloudFront') }, {}, at('eu-central-1'));
    expect(distributionOf(api)).not.toHaveProperty('WebACLId');
    expect(statementsOf(api, 'Rotation').map(({ Action }) => Action)).not.toContain('wafv2:GetWebACL');
  });

  test.each<[string, () => unknown, string]>([
    ['a new one in another region', () => protectedApi({}, {}, at('eu-central-1')), 'a web ACL before CloudFront lives in us-east-1, but this stack is in eu-central-1; create one in us-east-1 and give webAcl: WebAcl.fromCloudFrontArn(arn), or deploy this stack to us-east-1'],
    ['a regional one', () => protectedApi({ webAcl: WebAcl.fromArn(`arn:aws:wafv2:us-east-1:${account}:regional/webacl/x/y`) }), 'a CloudFront distribution takes web ACLs of scope CLOUDFRONT only; use WebAcl.fromCloudFrontArn()'],
    ['the ARN of a regional one', () => WebAcl.fromCloudFrontArn(`arn:aws:wafv2:us-east-1:${account}:regional/webacl/x/y`), 'expected the ARN of a web ACL of scope CLOUDFRONT'],
    ['the ARN of another region', () => WebAcl.fromCloudFrontArn(`arn:aws:wafv2:eu-central-1:${account}:global/webacl/x/y`), 'expected the ARN of a web ACL of scope CLOUDFRONT'],
  ])('%s is refused', (_, create, message) => {
    expect(create).toThrow(message);
  });

  test('a region that is not known is a warning', () => {
    const stack = newStack();
    protectedApi({}, {}, stack);
    expect(warningsOf(stack)).toContain('cdk-apigateway-patterns:web-acl-region');
  });
});

describe('a domain of the distribution', () => {
  const zoneOf = (stack: Stack) => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const certificate = (stack: Stack, region = 'us-east-1') => acm.Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:${account}:certificate/a1b2`);
  const domainName = 'api.example.com';

  test('has a certificate, records, TLS 1.2 and later, and is where callers find the API', () => {
    const stack = at('us-east-1');
    const api = protectedApi({ customDomain: { domainName, hostedZone: zoneOf(stack) } }, {}, stack);
    const [certificateId] = Object.keys(resourcesOf(api, 'AWS::CertificateManager::Certificate'));
    expect(distributionOf(api)).toMatchObject({
      Aliases: [domainName], ViewerCertificate: { AcmCertificateArn: { Ref: certificateId }, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    });
    expect(propertiesOf(api, 'AWS::Route53::RecordSet').map(({ Type, Name }) => [Type, Name])).toEqual([['A', `${domainName}.`], ['AAAA', `${domainName}.`]]);
    expect(api.url).toBe('https://api.example.com/');
  });

  test('takes a certificate of us-east-1 wherever the stack is', () => {
    const stack = at('eu-central-1');
    const api = protectedApi({ webAcl: acl, customDomain: { domainName, certificate: certificate(stack) } }, {}, stack);
    templateOf(api).resourceCountIs('AWS::CertificateManager::Certificate', 0);
    templateOf(api).resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  test('an unknown region is a warning', () => {
    const stack = newStack();
    protectedApi({ webAcl: acl, customDomain: { domainName, hostedZone: zoneOf(stack) } }, {}, stack);
    expect(warningsOf(stack)).toContain('cdk-apigateway-patterns:cloudfront-certificate-region');
  });

  test.each<[string, string, (stack: Stack) => CloudFrontProtectionOptions['customDomain'], string]>([
    ['a certificate of another region', 'eu-central-1', (stack) => ({ domainName, certificate: certificate(stack, 'eu-central-1') }), 'is of region eu-central-1, but CloudFront takes certificates of us-east-1'],
    ['no certificate in another region', 'eu-central-1', (stack) => ({ domainName, hostedZone: zoneOf(stack) }), 'create one in us-east-1 and give it as certificate'],
    ['neither certificate nor zone', 'us-east-1', () => ({ domainName }), 'has no certificate and no hostedZone'],
    ['a URL', 'us-east-1', (stack) => ({ domainName: 'https://api.example.com/', certificate: certificate(stack) }), 'domainName of cloudFrontProtection.customDomain is "https://api.example.com/"'],
    ['a name of another zone', 'us-east-1', (stack) => ({ domainName: 'api.example.org', hostedZone: zoneOf(stack) }), 'but hostedZone is that of "example.com"'],
  ])('%s is refused', (_, region, domain, message) => {
    const stack = at(region);
    expect(() => protectedApi({ webAcl: acl, customDomain: domain(stack) }, {}, stack)).toThrow(message);
  });
});

describe('can\'t be combined with', () => {
  test.each<[string, () => HttpAuthorization]>([
    ['HttpAuthorization.iam()', () => HttpAuthorization.iam()],
    ['HttpAuthorization.customFunction(', () => HttpAuthorization.customFunction({ handler: newFunction(new Stack(new App(), 'Other')) })],
  ])('%s', (name, authorization) => {
    expect(() => protectedApi({}, { routes: { 'GET /orders': { authorization: authorization() } } })).toThrow(`route "GET /orders" has ${name}`);
    expect(() => protectedApi({}, { routes: { 'GET /orders': { authorization: authorization() } } })).toThrow('use HttpAuthorization.jwt() or addPublicRoute(reason, ...) for it, or move it to an API without cloudFrontProtection');
  });

  test('a domain of the API itself', () => {
    expect(() => protectedApi({}, { customDomain: { domainName: 'api.example.com' } })).toThrow('give the domain as cloudFrontProtection.customDomain');
  });
});

test('two APIs of one stack have each their own secret, distribution and rotation', () => {
  const stack = at('us-east-1');
  for (const id of ['One', 'Two']) newHttpApi({ issuer: users, cloudFrontProtection: {} }, stack, id);
  for (const type of ['AWS::CloudFront::Distribution', 'AWS::SecretsManager::Secret', 'AWS::SecretsManager::RotationSchedule', 'AWS::ApiGatewayV2::Authorizer']) templateOf(stack).resourceCountIs(type, 2);
  expect(propertiesOf(stack, 'AWS::ApiGatewayV2::Integration').map(({ RequestParameters }) => RequestParameters)).toEqual(Array(2).fill({ 'remove:header.x-origin-verify': "''" }));
});
