import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OrderFunctions } from './order-functions';
import { orderSchema } from './order-schema';
import { tiers } from './tiers';
import { Pager } from '../shared/pager';
import { RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

/** An orders API for business customers: two tiers, two customers, each of whom sees only their own orders. */
export class OrdersStack extends Stack {
  public readonly api: RestApiWithUsagePlans;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { createOrder, listOrders, getOrder } = new OrderFunctions(this);

    this.api = new RestApiWithUsagePlans(this, 'Orders', {
      authorization: RestAuthorization.apiKeyOnly('business customers call from their servers; a key tells who pays, and each sees only their own orders'),
      plans: tiers,
      alarms: { actions: [new Pager(this, 'Pager').action] },
      dashboard: {},
      cors: { allowOrigins: ['https://shop.example.com'] },
      routes: {
        'POST /orders': { handler: createOrder, requestSchema: orderSchema },
        'GET /orders': { handler: listOrders },
        'GET /orders/{orderId}': { handler: getOrder },
        'GET /health': {
          authorization: RestAuthorization.publicAccess('uptime checks run without credentials and learn nothing but that the API answers'),
          mockResponse: { body: { status: 'ok' } },
        },
      },
    });

    this.api.addCustomer('Acme', { plan: 'free' });
    this.api.addCustomer('Globex', { plan: 'pro' });
  }
}
