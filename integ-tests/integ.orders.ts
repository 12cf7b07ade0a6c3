import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from '../examples/orders/orders-stack';

const app = new App();
const stack = new OrdersStack(app, 'IntegOrders');

new IntegTest(app, 'Orders', { testCases: [stack], regions: ['us-east-1'] });
