import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import type { Construct } from 'constructs';
import { Bare, integrationOf, newStack } from './bound';
import { HttpBackend } from '../../../../lib/http/http-backend';
import type { HttpPrivateOptions } from '../../../../lib/http/http-backend-options';
import { HttpRequestMapping } from '../../../../lib/http/http-request-mapping';
import { propertiesOf, templateOf, warningsOf } from '../../fixture';
import { newHttpApi } from '../http-fixture';

const secure = { secureServerName: 'orders.internal.example.com' };
const inClear = { plainHttpReason: 'the load balancer is in the same VPC' };

const messagesOf = (stack: Stack): string[] => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
const reference = (id: string) => ({ Ref: expect.stringMatching(new RegExp(`^${id}`)) });

function network(scope: Construct) {
  const vpc = new ec2.Vpc(scope, 'Vpc', { natGateways: 0 });
  const certificates = [acm.Certificate.fromCertificateArn(scope, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555')];
  const alb = new elbv2.ApplicationLoadBalancer(scope, 'Alb', { vpc });
  const nlb = new elbv2.NetworkLoadBalancer(scope, 'Nlb', { vpc });
  const defaultAction = elbv2.ListenerAction.fixedResponse(404);
  return {
    vpc,
    alb,
    https: alb.addListener('Https', { port: 8443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates, defaultAction, open: false }),
    http: alb.addListener('Http', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction, open: false }),
    tcp: nlb.addListener('Tcp', { port: 443, defaultTargetGroups: [new elbv2.NetworkTargetGroup(scope, 'Targets', { vpc, port: 443 })] }),
    tls: nlb.addListener('Tls', { port: 8443, certificates, protocol: elbv2.Protocol.TLS, defaultTargetGroups: [new elbv2.NetworkTargetGroup(scope, 'TlsTargets', { vpc, port: 443 })] }),
    udp: nlb.addListener('Udp', { port: 53, protocol: elbv2.Protocol.UDP, defaultTargetGroups: [new elbv2.NetworkTargetGroup(scope, 'UdpTargets', { vpc, port: 53, protocol: elbv2.Protocol.UDP })] }),
    service: new servicediscovery.PrivateDnsNamespace(scope, 'Namespace', { name: 'internal', vpc }).createService('Service'),
  };
}

test('an Application Load Balancer is called over TLS through a link that reaches its port and nothing else', () => {
  const stack = newStack();
  const { https } = network(stack);
  expect(integrationOf(HttpBackend.applicationLoadBalancer(https, secure), 'ANY /orders', stack)).toEqual({
    ApiId: expect.anything(),
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    ConnectionType: 'VPC_LINK',
    ConnectionId: { Ref: expect.stringMatching(/^HttpBackendsVpcLink/) },
    IntegrationUri: { Ref: expect.stringMatching(/^AlbHttps/) },
    PayloadFormatVersion: '1.0',
    TlsConfig: { ServerNameToVerify: secure.secureServerName },
  });
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([expect.objectContaining({ FromPort: 8443, ToPort: 8443, DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^AlbSecurityGroup/), 'GroupId'] } })]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: 8443, ToPort: 8443, SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^HttpBackendsVpcLink/), 'GroupId'] } })]);
});

test('one link serves all backends of an API in a VPC', () => {
  const stack = newStack();
  const { https, http, tcp, service, vpc } = network(stack);
  const bare = new Bare(stack)
    .route('GET /a', HttpBackend.applicationLoadBalancer(https, secure))
    .route('GET /b', HttpBackend.applicationLoadBalancer(http, inClear))
    .route('GET /c', HttpBackend.networkLoadBalancer(tcp, secure))
    .route('GET /d', HttpBackend.cloudMap(service, { ...inClear, vpc }));
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::VpcLink')).toEqual([expect.objectContaining({ SubnetIds: vpc.isolatedSubnets.map(() => reference('VpcIsolatedSubnet')), SecurityGroupIds: [expect.anything()] })]);
  expect(propertiesOf(bare, 'AWS::ApiGatewayV2::Integration').map(({ TlsConfig }) => TlsConfig !== undefined)).toEqual(expect.arrayContaining([true, true, false, false]));
});

test('a Network Load Balancer without security groups is reached within the VPC', () => {
  const stack = newStack();
  const { tcp } = network(stack);
  expect(integrationOf(HttpBackend.networkLoadBalancer(tcp, secure), 'ANY /orders', stack)).toMatchObject({ IntegrationUri: { Ref: expect.stringMatching(/^NlbTcp/) }, TlsConfig: { ServerNameToVerify: secure.secureServerName } });
  templateOf(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
    GroupDescription: 'VPC link of an HTTP API: reaches the ports of its backends',
    SecurityGroupEgress: [{ CidrIp: { 'Fn::GetAtt': ['Vpc8378EB38', 'CidrBlock'] }, FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }],
  });
});

test('Cloud Map chooses instances by their attributes, and what runs there lets the link in', () => {
  const stack = newStack();
  const { service, vpc } = network(stack);
  const target = new ec2.SecurityGroup(stack, 'Tasks', { vpc });
  const options = { ...secure, vpc, target, port: 9443, instanceAttributes: { stage: 'prod', deployment: 'green' } };
  expect(integrationOf(HttpBackend.cloudMap(service, options), 'ANY /orders', stack)).toMatchObject({
    ConnectionType: 'VPC_LINK',
    IntegrationUri: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^NamespaceService/), 'Arn'] }, '?deployment=green&stage=prod']] },
  });
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([expect.objectContaining({ FromPort: 9443, GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^Tasks/), 'GroupId'] } })]);
});

test('what is in another stack knows nothing of the API', () => {
  const app = new App();
  const owner = newStack(app, 'Network');
  const { https } = network(owner);
  const bare = new Bare(newStack(app)).route('ANY /orders', HttpBackend.applicationLoadBalancer(https, secure));
  expect(propertiesOf(bare, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
  expect(propertiesOf(owner, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
  expect(owner.dependencies).toEqual([]);
});

test('a link of the user is used as it is', () => {
  const stack = newStack();
  const { vpc } = network(stack);
  const vpcLink = apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Own', { vpc, vpcLinkId: 'abc123' });
  const listener = elbv2.NetworkListener.fromNetworkListenerArn(stack, 'Elsewhere', 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/a/b/c');
  expect(integrationOf(HttpBackend.networkLoadBalancer(listener, { ...secure, vpcLink }), 'ANY /orders', stack)).toMatchObject({ ConnectionId: 'abc123' });
  expect(propertiesOf(stack, 'AWS::ApiGatewayV2::VpcLink')).toEqual([]);
  expect(() => HttpBackend.networkLoadBalancer(listener, secure)).toThrow('got listener "Shop/Elsewhere", which does not tell its VPC, as imported ones do; give a vpcLink');
});

test('TLS needs the name of a certificate, and no TLS a reason', () => {
  const { https, http, tcp, tls, udp, service, vpc } = network(newStack());
  const needed = 'would be called without TLS; give the domain name of its certificate as secureServerName, or say in plainHttpReason why none is needed';
  for (const unsaid of [
    () => HttpBackend.applicationLoadBalancer(https, {}), () => HttpBackend.applicationLoadBalancer(http, {}),
    () => HttpBackend.networkLoadBalancer(tcp, {}), () => HttpBackend.cloudMap(service, { vpc }),
  ]) expect(unsaid).toThrow(needed);
  expect(() => HttpBackend.applicationLoadBalancer(http, secure)).toThrow('has secureServerName, but listener "Shop/Alb/Http" speaks HTTP; give it a certificate, or give plainHttpReason instead');
  expect(() => HttpBackend.applicationLoadBalancer(https, inClear)).toThrow('has plainHttpReason, but listener "Shop/Alb/Https" speaks HTTPS; give secureServerName instead');
  expect(() => HttpBackend.networkLoadBalancer(tls, inClear)).toThrow('speaks TLS');
  expect(() => HttpBackend.networkLoadBalancer(udp, inClear)).toThrow('speaks UDP; HTTP needs TCP or TLS');
  expect(() => HttpBackend.networkLoadBalancer(tcp, { ...secure, ...inClear })).toThrow('leave plainHttpReason out');
  expect(() => HttpBackend.networkLoadBalancer(tcp, { secureServerName: 'https://orders:443' })).toThrow('expected the domain name of the backend\'s certificate without scheme and port');
});

test('Cloud Map needs to be told where, and says what is wrong', () => {
  const stack = newStack();
  const { service, vpc } = network(stack);
  const vpcLink = apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Own', { vpc, vpcLinkId: 'abc123' });
  const cloudMap = (options: object) => () => HttpBackend.cloudMap(service, { ...secure, ...options });
  expect(cloudMap({})).toThrow('has neither vpc nor vpcLink');
  expect(cloudMap({ vpc, vpcLink })).toThrow('leave vpc, port and target out');
  expect(cloudMap({ vpc, port: 0 })).toThrow('port of HttpBackend.cloudMap() is 0');
  expect(cloudMap({ vpc, instanceAttributes: { a: 'b&c' } })).toThrow('instanceAttributes of HttpBackend.cloudMap() has {"a":"b&c"}');
  expect(cloudMap({ vpc, instanceAttributes: { a: '1', b: '1', c: '1', d: '1', e: '1', f: '1' } })).toThrow('has 6 attributes; API Gateway takes 5');
});

describe('in a named stage', () => {
  const backends: [string, (options: HttpPrivateOptions, all: ReturnType<typeof network>) => HttpBackend, string][] = [
    ['applicationLoadBalancer', (options, { https }) => HttpBackend.applicationLoadBalancer(https, options), 'Shop/Alb/Https'],
    ['networkLoadBalancer', (options, { tcp }) => HttpBackend.networkLoadBalancer(tcp, options), 'Shop/Nlb/Tcp'],
    ['cloudMap', (options, { service, vpc }) => HttpBackend.cloudMap(service, { ...options, vpc }), 'Shop/Namespace/Service'],
  ];
  const warningsIn = (stageName: string | undefined, backend: typeof backends[number][1], requestMapping?: HttpRequestMapping): string[] => {
    const stack = newStack();
    new Bare(stack, 'Http', stageName).route('GET /orders', backend({ ...secure, requestMapping }, network(stack)));
    return messagesOf(stack).filter((message) => message.includes('stage-in-path'));
  };

  test.each(backends)('HttpBackend.%s() is warned of the stage in its paths', (name, backend, place) => {
    expect(warningsIn('live', backend)).toEqual([`HttpBackend.${name}() gets paths that begin with "/live", the name of the stage, for "${place}"; give requestMapping: new HttpRequestMapping().overwritePath('$request.path'), or the path that the backend expects [ack: cdk-apigateway-patterns:stage-in-path]`]);
    expect(warningsIn('live', backend, new HttpRequestMapping().overwriteHeader('x-stage', '$context.stage'))).toHaveLength(1);
    expect(warningsIn('live', backend, new HttpRequestMapping().overwritePath('$request.path'))).toEqual([]);
    expect(warningsIn('$default', backend)).toEqual([]);
  });

  test('the API says which stage it is', () => {
    const stack = newStack();
    newHttpApi({ stageName: 'live', routes: { 'GET /orders': { backend: HttpBackend.applicationLoadBalancer(network(stack).https, secure) } } }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-apigateway-patterns:stage-in-path']);
  });
});
