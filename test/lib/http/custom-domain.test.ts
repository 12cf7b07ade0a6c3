import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { newHttpApi } from './http-fixture';
import { newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { type CustomDomainOptions, HttpCustomDomain } from 'cdk-apigateway-patterns';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2';
const inFrankfurt = () => newStack({ env: { region: 'eu-central-1', account: '123456789012' } });
const zoneOf = (scope: Construct, zoneName = 'example.com') => route53.HostedZone.fromHostedZoneAttributes(scope, `Zone${zoneName}`, { hostedZoneId: 'Z1', zoneName });
const certificateOf = (scope: Construct, arn = CERTIFICATE) => acm.Certificate.fromCertificateArn(scope, `Certificate${arn}`, arn);

/** An API with a domain, of which a test says what matters. */
function apiWith(options: (stack: Stack) => CustomDomainOptions, stack = inFrankfurt(), id = 'Api') {
  return newHttpApi({ customDomain: options(stack) }, stack, id);
}

describe('a name and a zone', () => {
  const api = apiWith((stack) => ({ domainName: 'api.example.com', hostedZone: zoneOf(stack) }));

  test('are all that is needed for certificate, domain, records and mapping', () => {
    const [domain] = propertiesOf(api, 'AWS::ApiGatewayV2::DomainName');
    const [certificateId] = Object.keys(resourcesOf(api, 'AWS::CertificateManager::Certificate'));
    expect(domain).toEqual({
      DomainName: 'api.example.com',
      DomainNameConfigurations: [{ CertificateArn: { Ref: certificateId }, EndpointType: 'REGIONAL', IpAddressType: 'dualstack', SecurityPolicy: 'TLS_1_2' }],
    });
    templateOf(api).hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'api.example.com', ValidationMethod: 'DNS', DomainValidationOptions: [{ DomainName: 'api.example.com', HostedZoneId: 'Z1' }],
    });
    const [domainId] = Object.keys(resourcesOf(api, 'AWS::ApiGatewayV2::DomainName'));
    expect(propertiesOf(api, 'AWS::Route53::RecordSet').map(({ Type, Name, AliasTarget }) => [Type, Name, AliasTarget])).toEqual(['A', 'AAAA'].map((type) => [
      type, 'api.example.com.', { DNSName: { 'Fn::GetAtt': [domainId, 'RegionalDomainName'] }, HostedZoneId: { 'Fn::GetAtt': [domainId, 'RegionalHostedZoneId'] } },
    ]));
    expect(propertiesOf(api, 'AWS::ApiGatewayV2::ApiMapping')).toEqual([{ ApiId: expect.anything(), DomainName: { Ref: domainId }, Stage: '$default' }]);
  });

  test('are where callers find the API, and the only place', () => {
    expect(api.url).toBe('https://api.example.com/');
    expect(api.customDomain?.url).toBe('https://api.example.com/');
    expect(propertiesOf(api, 'AWS::ApiGatewayV2::Api')).toEqual([expect.objectContaining({ DisableExecuteApiEndpoint: true })]);
  });

  test('the mapping waits for the stage', () => {
    const [mapping] = Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::ApiMapping'));
    expect(mapping?.DependsOn).toEqual(expect.arrayContaining(Object.keys(resourcesOf(api, 'AWS::ApiGatewayV2::Stage'))));
  });
});

test('a certificate that exists is used, and records are left to who has the zone', () => {
  const template = templateOf(apiWith((stack) => ({ domainName: 'api.example.com', certificate: certificateOf(stack) })));
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainNameConfigurations: [{ CertificateArn: CERTIFICATE }] });
  template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  template.resourceCountIs('AWS::Route53::RecordSet', 0);
});

test('the zone\'s own name and wildcards may be domains', () => {
  for (const domainName of ['example.com', '*.example.com']) {
    templateOf(apiWith((stack) => ({ domainName, hostedZone: zoneOf(stack) }))).hasResourceProperties('AWS::Route53::RecordSet', { Name: `${domainName}.`, Type: 'AAAA' });
  }
});

test('mutual TLS takes its truststore from a bucket', () => {
  const template = templateOf(apiWith((stack) => ({
    domainName: 'api.example.com',
    certificate: certificateOf(stack),
    mutualTls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trust'), key: 'ca.pem', version: 'v1', ownershipCertificate: certificateOf(stack, `${CERTIFICATE}c3`) },
  })));
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    MutualTlsAuthentication: { TruststoreUri: 's3://trust/ca.pem', TruststoreVersion: 'v1' },
    DomainNameConfigurations: [{ OwnershipVerificationCertificateArn: `${CERTIFICATE}c3`, SecurityPolicy: 'TLS_1_2' }],
  });
});

test('the execute-api URL stays on only where that is asked for', () => {
  const api = apiWith((stack) => ({ domainName: 'api.example.com', certificate: certificateOf(stack), disableExecuteApiEndpoint: false }));
  expect(propertiesOf(api, 'AWS::ApiGatewayV2::Api')[0]?.DisableExecuteApiEndpoint ?? false).toBe(false);
});

describe('several APIs under one domain', () => {
  const orders = () => apiWith((stack) => ({ domainName: 'api.example.com', hostedZone: zoneOf(stack), basePath: 'orders' }));
  const domainOf = (api: ReturnType<typeof orders>) => {
    if (!api.customDomain) throw new Error('no domain');
    return api.customDomain.domainName;
  };

  test('each has a path of its own', () => {
    const first = orders();
    const second = apiWith(() => ({ existingDomain: domainOf(first), basePath: 'profile/v1' }), Stack.of(first), 'Profile');
    const root = apiWith(() => ({ existingDomain: domainOf(first) }), Stack.of(first), 'Root');
    expect(propertiesOf(first, 'AWS::ApiGatewayV2::ApiMapping').map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['orders', 'profile/v1', undefined]);
    templateOf(first).resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
    expect(propertiesOf(first, 'AWS::ApiGatewayV2::Api').map(({ DisableExecuteApiEndpoint }) => DisableExecuteApiEndpoint)).toEqual([true, true, true]);
    expect([first.url, Stack.of(root).resolve(second.url)]).toEqual(['https://api.example.com/orders/', { 'Fn::Join': ['', ['https://', { Ref: expect.any(String) }, '/profile/v1/']] }]);
  });

  test('a domain of another app serves further APIs', () => {
    const api = apiWith((stack) => ({
      existingDomain: apigwv2.DomainName.fromDomainNameAttributes(stack, 'Company', { name: 'api.example.com', regionalDomainName: 'd-1', regionalHostedZoneId: 'Z2' }),
      basePath: 'orders',
    }));
    expect([api.url, api.customDomain?.url, propertiesOf(api, 'AWS::ApiGatewayV2::DomainName')]).toEqual([...Array(2).fill('https://api.example.com/orders/'), []]);
  });

  test('no two have the same path', () => {
    const first = orders();
    expect(() => apiWith(() => ({ existingDomain: domainOf(first), basePath: 'orders' }), Stack.of(first), 'Other')).toThrow('the basePath "orders" of the domain leads to Shop/Api/CustomDomain already');
    apiWith(() => ({ existingDomain: domainOf(first) }), Stack.of(first), 'Root');
    expect(() => apiWith(() => ({ existingDomain: domainOf(first) }), Stack.of(first), 'Root2')).toThrow('the root of the domain leads to Shop/Root/CustomDomain already');
  });
});

test('a second domain of one API is a construct, and switches the execute-api URL off as well', () => {
  const stack = inFrankfurt();
  const api = newHttpApi({}, stack);
  const domain = new HttpCustomDomain(stack, 'Second', { api: api.api, stage: api.stage, options: { domainName: 'second.example.com', certificate: certificateOf(stack) } });
  expect(domain.url).toBe('https://second.example.com/');
  templateOf(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
});

test('an imported API is not thought to be closed that can\'t be closed from here', () => {
  const stack = inFrankfurt();
  const imported = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'abc123' });
  const stage = apigwv2.HttpStage.fromHttpStageAttributes(stack, 'Stage', { api: imported, stageName: 'live' });
  const domain = (id: string, disableExecuteApiEndpoint?: boolean) => new HttpCustomDomain(stack, id, {
    api: imported, stage, options: { domainName: 'api.example.com', certificate: certificateOf(new Stack(), CERTIFICATE), disableExecuteApiEndpoint },
  });
  expect(() => domain('Closed')).toThrow('the execute-api URL of "Shop/Imported" can\'t be switched off here, because the API is imported');
  expect(() => domain('Open', false)).not.toThrow();
});

describe('refused, with the fix', () => {
  const withCertificate = (stack: Stack, options: CustomDomainOptions = {}) => ({ domainName: 'api.example.com', certificate: certificateOf(stack), ...options });

  test.each<[string, (stack: Stack) => CustomDomainOptions, string]>([
    ['no name', () => ({}), 'customDomain has no domainName; give a name like "api.example.com"'],
    ['a URL', (stack) => withCertificate(stack, { domainName: 'https://api.example.com' }), 'expected a name in lower case without scheme and path'],
    ['upper case', (stack) => withCertificate(stack, { domainName: 'API.example.com' }), 'domainName of customDomain is "API.example.com"'],
    ['one label', (stack) => withCertificate(stack, { domainName: 'localhost' }), 'expected a name in lower case'],
    ['neither certificate nor zone', () => ({ domainName: 'api.example.com' }), 'has neither certificate nor hostedZone'],
    ['another zone', (stack) => ({ domainName: 'api.example.com', hostedZone: zoneOf(stack, 'ple.com') }), 'but hostedZone is that of "ple.com"'],
    ['a certificate of another region', (stack) => withCertificate(stack, { certificate: certificateOf(stack, CERTIFICATE.replace('eu-central-1', 'us-east-1')) }), 'certificate of customDomain is of region us-east-1, but the API takes certificates of its own region, eu-central-1'],
    ['slashes around the path', (stack) => withCertificate(stack, { basePath: '/orders/' }), 'write it without slashes around it, "orders"'],
    ['two slashes in the path', (stack) => withCertificate(stack, { basePath: 'orders//v1' }), 'write it without slashes around it, "orders/v1"'],
    ['an empty path', (stack) => withCertificate(stack, { basePath: '' }), 'leave it out for the root of the domain'],
    ['the root as a path', (stack) => withCertificate(stack, { basePath: '/' }), 'leave it out for the root of the domain'],
    ['a parameter in the path', (stack) => withCertificate(stack, { basePath: 'orders/{id}' }), 'API Gateway takes letters, digits'],
    ['a path too long', (stack) => withCertificate(stack, { basePath: 'x'.repeat(301) }), 'no more than 300 characters'],
    ['mutual TLS with a way around it', (stack) => withCertificate(stack, { mutualTls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trust'), key: 'k' }, disableExecuteApiEndpoint: false }), 'callers without a certificate could use the execute-api URL'],
    ['an empty key of the truststore', (stack) => withCertificate(stack, { mutualTls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trust'), key: '' } }), 'key of mutualTls is ""'],
    ['what belongs to a domain that exists', (stack) => withCertificate(stack, { domainName: undefined, existingDomain: existing(stack), hostedZone: zoneOf(stack) }), 'customDomain has existingDomain and certificate, hostedZone, which belong to the domain itself'],
    ['another name than that of the domain that exists', (stack) => ({ domainName: 'other.example.com', existingDomain: existing(stack) }), 'existingDomain is "api.example.com"; leave out domainName'],
  ])('%s', (_, options, message) => {
    expect(() => apiWith(options)).toThrow(message);
  });

  const existing = (stack: Stack) => apigwv2.DomainName.fromDomainNameAttributes(stack, 'Existing', { name: 'api.example.com', regionalDomainName: 'd', regionalHostedZoneId: 'Z' });
});
