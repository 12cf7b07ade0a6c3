import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from '../examples/orders/orders-stack';

// A committed snapshot must not hold paths of the machine that made it, and the runner asks for stack traces.
const app = new App({ postCliContext: { 'aws:cdk:disable-creation-stack-traces': true, 'aws:cdk:disable-stack-trace': true } });
const stack = new OrdersStack(app, 'IntegOrders');

new IntegTest(app, 'Orders', { testCases: [stack], regions: ['us-east-1'] });
