import { App } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Bare, newFunction, newStack } from './bound';
import { HttpBackend } from '../../../../lib/http/http-backend';
import { findingsOf } from '../../../compliance/packs';

test('five rule packs find nothing about what backends bring along', () => {
  const app = new App();
  const owner = newStack(app, 'Owner');
  const vpc = new ec2.Vpc(owner, 'Vpc');
  const certificates = [acm.Certificate.fromCertificateArn(owner, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555')];
  const listener = new elbv2.ApplicationLoadBalancer(owner, 'Alb', { vpc }).addListener('Https', { port: 443, certificates, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const network = new elbv2.NetworkLoadBalancer(owner, 'Nlb', { vpc }).addListener('Tcp', { port: 443, defaultTargetGroups: [new elbv2.NetworkTargetGroup(owner, 'Targets', { vpc, port: 443 })] });
  new Bare(newStack(app))
    .route('GET /orders', HttpBackend.lambda(newFunction(owner)))
    .route('GET /prices', HttpBackend.url('http://prices.example.com', { plainHttpReason: 'an appliance that speaks nothing else' }))
    .route('GET /stock', HttpBackend.applicationLoadBalancer(listener, { secureServerName: 'stock.example.com' }))
    .route('GET /carts', HttpBackend.networkLoadBalancer(network, { secureServerName: 'carts.example.com' }))
    .route('POST /orders', HttpBackend.sendMessage(new sqs.Queue(owner, 'Queue', { encryptionMasterKey: new kms.Key(owner, 'Key') })))
    .route('POST /events', HttpBackend.putEvents(new events.EventBus(owner, 'Bus'), { source: 'com.example.shop', detailType: 'Clicked' }));
  expect(findingsOf(app).filter(({ path }) => path.startsWith('Shop/Http/Backends/'))).toEqual([]);
}, 60_000);
