import { HttpAlbIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { newStack, warningsOf } from '../../fixture';
import { newHttpApi } from '../http-fixture';
import { HttpBackend, type HttpRouteOptions } from 'cdk-apigateway-patterns';

const warning = 'cdk-apigateway-patterns:plain-vpc-link';

function warningsWith(route: (listener: elbv2.ApplicationListener) => HttpRouteOptions): string[] {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const listener = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(200) });
  newHttpApi({ routes: { 'GET /orders': route(listener) } }, stack);
  return warningsOf(stack);
}

test('an integration of the CDK that goes through a VPC link without TLS is warned of', () => {
  expect(warningsWith((listener) => ({ integration: new HttpAlbIntegration('Orders', listener) }))).toEqual([warning]);
});

test('one with TLS is not, nor what a reason was given for', () => {
  expect(warningsWith((listener) => ({ integration: new HttpAlbIntegration('Orders', listener, { secureServerName: 'orders.example.com' }) }))).toEqual([]);
  expect(warningsWith((listener) => ({ backend: HttpBackend.applicationLoadBalancer(listener, { plainHttpReason: 'TLS ends at the mesh' }) }))).toEqual([]);
});
