import { App, Stack, Validations } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { HttpAuthorization, HttpBackend, HttpJwtApi, HttpRequestMapping, HttpResponseMapping, type HttpRouteOptions, JwtIssuer } from 'cdk-apigateway-patterns';

const env = { account: '123456789012', region: 'us-east-1' };
const arn = (service: string, resource: string): string => `arn:aws:${service}:${env.region}:${env.account}:${resource}`;
const issuer = JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] });
const partners = JwtIssuer.auth0({ domain: 'partners.eu.auth0.com', audience: ['orders'] });
const domainName = 'orders.example.com';

/**
 * APIs with every kind of backend, as packs and linters are to see them. What the backends are is imported wherever that leaves the API the same,
 * so that findings are about what this library writes.
 */
export function everyHttpBackend(app: App): void {
  withEveryBackend(new Stack(app, 'Backends', { env, description: 'HTTP API with every kind of backend' }));
  behindCloudFront(new Stack(app, 'BehindCloudFront', { env, description: 'HTTP API behind CloudFront' }));
}

function withEveryBackend(stack: Stack): void {
  const handler = functionOf(stack, 'orders');
  const api = new HttpJwtApi(stack, 'Orders', {
    issuer,
    additionalIssuers: { partners },
    handler,
    defaultScopes: ['orders/read'],
    cors: { allowOrigins: ['https://shop.example.com'], allowCredentials: true },
    stageVariables: { inventory: 'inventory.example.com' },
    dashboard: {},
    customDomain: {
      domainName,
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
      certificate: certificateOf(stack, 'Certificate'),
      mutualTls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trusted-clients'), key: 'clients.pem' },
    },
    routes: {
      'GET /orders/{id}': { throttle: { rateLimit: 5, burstLimit: 5 }, alarms: {} },
      'POST /orders': { scopes: ['orders/write'] },
      'GET /partners': { authorization: HttpAuthorization.jwt({ issuer: partners }) },
      'GET /reports/{id}': { authorization: HttpAuthorization.iam() },
      'GET /legacy': { authorization: HttpAuthorization.customFunction({ handler: functionOf(stack, 'authorizer') }) },
      '$default': {},
      ...inVpc(stack),
      ...ofServices(stack),
    },
  });
  api.addPublicRoute('uptime checks come without credentials', 'GET /health');
}

function inVpc(stack: Stack): Record<string, HttpRouteOptions> {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0f1e2d3c4b5a69788',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    isolatedSubnetIds: ['subnet-0f1e2d3c4b5a69788', 'subnet-1f1e2d3c4b5a69788'],
    isolatedSubnetRouteTableIds: ['rtb-0f1e2d3c4b5a69788', 'rtb-1f1e2d3c4b5a69788'],
  });
  const vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
  const certificates = [certificateOf(stack, 'BalancerCertificate')];
  const logs = s3.Bucket.fromBucketName(stack, 'BalancerLogs', 'balancer-logs');
  const application = new elbv2.ApplicationLoadBalancer(stack, 'Application', { vpc, vpcSubnets, deletionProtection: true, dropInvalidHeaderFields: true });
  const network = new elbv2.NetworkLoadBalancer(stack, 'Network', { vpc, vpcSubnets, deletionProtection: true, crossZoneEnabled: true });
  for (const balancer of [application, network]) balancer.logAccessLogs(logs);
  for (const id of ['NIST.800.53.R5-ALBWAFEnabled', 'PCI.DSS.321-ALBWAFEnabled']) {
    Validations.of(application.node.defaultChild ?? application).acknowledge({ id, reason: 'only the VPC link of the API reaches it, and the API has asked for a token before' });
  }
  const namespace = servicediscovery.PrivateDnsNamespace.fromPrivateDnsNamespaceAttributes(stack, 'Namespace', {
    namespaceId: 'ns-1', namespaceName: 'example.local', namespaceArn: arn('servicediscovery', 'namespace/ns-1'),
  });
  const service = servicediscovery.Service.fromServiceAttributes(stack, 'Service', {
    namespace,
    serviceArn: arn('servicediscovery', 'service/srv-1'),
    serviceId: 'srv-1',
    serviceName: 'orders',
    dnsRecordType: servicediscovery.DnsRecordType.SRV,
    routingPolicy: servicediscovery.RoutingPolicy.MULTIVALUE,
  });
  return {
    'GET /application': {
      backend: HttpBackend.applicationLoadBalancer(
        application.addListener('Https', { port: 443, open: false, certificates, defaultAction: elbv2.ListenerAction.fixedResponse(200) }),
        { secureServerName: domainName },
      ),
    },
    'GET /network': {
      backend: HttpBackend.networkLoadBalancer(
        network.addListener('Tls', { port: 443, certificates, defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'Targets', { vpc, port: 443, targetType: elbv2.TargetType.IP })] }),
        { secureServerName: domainName },
      ),
    },
    'GET /service': { backend: HttpBackend.cloudMap(service, { vpc, port: 8443, secureServerName: domainName, instanceAttributes: { color: 'green' } }) },
  };
}

function ofServices(stack: Stack): Record<string, HttpRouteOptions> {
  const keyArn = arn('kms', 'key/1f2e3d4c-5b6a-4789-8a9b-0c1d2e3f4a5b');
  const encryptionMasterKey = kms.Key.fromKeyArn(stack, 'Key', keyArn);
  const queue = sqs.Queue.fromQueueAttributes(stack, 'Queue', { queueArn: arn('sqs', 'orders'), keyArn: encryptionMasterKey.keyArn });
  const ordered = sqs.Queue.fromQueueArn(stack, 'Ordered', arn('sqs', 'orders.fifo'));
  const bus = events.EventBus.fromEventBusArn(stack, 'Bus', arn('events', 'event-bus/orders'));
  const stream = kinesis.Stream.fromStreamArn(stack, 'Stream', arn('kinesis', 'stream/orders'));
  const machineOf = (name: string) => sfn.StateMachine.fromStateMachineArn(stack, name, arn('states', `stateMachine:${name}`));
  const application = appconfig.Application.fromApplicationId(stack, 'Settings', 'abc1234');
  const environment = appconfig.Environment.fromEnvironmentAttributes(stack, 'Production', { application, environmentId: 'def5678' });
  const configuration = new appconfig.HostedConfiguration(stack, 'Switches', { application, content: appconfig.ConfigurationContent.fromInlineJson('{}') });
  return {
    'GET /inventory/{proxy+}': {
      backend: HttpBackend.url('https://${stageVariables.inventory}/{proxy}', {
        requestMapping: new HttpRequestMapping().overwriteHeader('x-caller', '$context.authorizer.claims.sub'),
        responseMappings: { 500: new HttpResponseMapping().overwriteStatusCode(502) },
      }),
    },
    'POST /queue': { backend: HttpBackend.sendMessage(queue) },
    'POST /ordered/{group}': { backend: HttpBackend.sendMessage(ordered, { messageGroupId: '$request.path.group', messageDeduplicationId: '$request.header.idempotency-key' }) },
    'POST /events': { backend: HttpBackend.putEvents(bus, { source: 'com.example.orders', detailType: 'Ordered' }) },
    'POST /stream': { backend: HttpBackend.putRecord(stream, { data: '$request.body.data' }) },
    'POST /standard': { backend: HttpBackend.startExecution(machineOf('standard'), { executionName: '$request.header.idempotency-key' }) },
    'POST /express': { backend: HttpBackend.startSyncExecution(machineOf('express')) },
    'GET /switches': { backend: HttpBackend.getConfiguration(environment, configuration) },
  };
}

function behindCloudFront(stack: Stack): void {
  const api = new HttpJwtApi(stack, 'Orders', {
    issuer,
    handler: functionOf(stack, 'orders'),
    cloudFrontProtection: { customDomain: { domainName, certificate: certificateOf(stack, 'Certificate') } },
    dashboard: {},
    routes: {
      'GET /orders': { scopes: ['orders/read'] },
      'ANY /inventory/{proxy+}': { backend: HttpBackend.url('https://inventory.example.com/{proxy}') },
    },
  });
  api.addPublicRoute('uptime checks come without credentials', 'GET /health');
}

function functionOf(stack: Stack, name: string): lambda.IFunction {
  return lambda.Function.fromFunctionAttributes(stack, `Function ${name}`, { functionArn: arn('lambda', `function:${name}`), sameEnvironment: true });
}

function certificateOf(stack: Stack, id: string): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, id, arn('acm', 'certificate/1f2e3d4c-5b6a-4789-8a9b-0c1d2e3f4a5b'));
}

if (require.main === module) everyHttpBackend(new App());
