import { Stack, type StackProps } from 'aws-cdk-lib';
import { ApiKeySourceType } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { OrderFunctions } from './order-functions';
import { orderSchema } from './order-schema';
import { tiers } from './tiers';
import { Pager } from '../shared/pager';
import { JwtIssuer, RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

export interface SignedInStackProps extends StackProps {
  /**
   * What tokens have in `iss`, an https URL.
   *
   * @default - the context value `ordersIssuer`, else an address that nobody has, for which the local gateway's own issuer stands in
   */
  readonly issuerUrl?: string;
}

/**
 * The orders API for customers that sign in: their servers get tokens by client credentials. What a token may do follows from its scopes; whose orders it
 * sees, and which plan limits it, from its client.
 */
export class SignedInStack extends Stack {
  public readonly api: RestApiWithUsagePlans;

  public constructor(scope: Construct, id: string, props: SignedInStackProps = {}) {
    super(scope, id, props);
    const { createOrder, listOrders, getOrder } = new OrderFunctions(this);
    const issuerUrl = props.issuerUrl ?? String(this.node.tryGetContext('ordersIssuer') ?? 'https://login.orders.example/');

    this.api = new RestApiWithUsagePlans(this, 'SignedIn', {
      authorization: RestAuthorization.jwt({
        issuers: [JwtIssuer.oidc({ issuerUrl, audience: ['https://api.orders.example'] })],
        scopes: ['orders/read', 'orders/write'],
        contextClaims: ['client_id', 'sub', 'scope'],
        customerClaim: 'client_id',
      }),
      apiKeySource: ApiKeySourceType.AUTHORIZER,
      plans: tiers,
      alarms: { actions: [new Pager(this, 'Pager').action] },
      routes: {
        'POST /orders': { handler: createOrder, requestSchema: orderSchema, scopes: ['orders/write'] },
        'GET /orders': { handler: listOrders },
        'GET /orders/{orderId}': { handler: getOrder },
      },
    });

    this.api.addCustomer('Initech', { plan: 'free', claimValue: 'initech-warehouse-4b1d8c2e' });
    this.api.addCustomer('Hooli', { plan: 'pro', claimValue: 'hooli-storefront-9f27a6d0' });
  }
}
