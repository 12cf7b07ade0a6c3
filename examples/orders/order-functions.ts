import * as path from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { backendFunction } from '../shared/backend-function';

/** A table of orders and the functions that work on it, each of which may do one thing with it. */
export class OrderFunctions {
  public readonly createOrder: lambda.Function;
  public readonly listOrders: lambda.Function;
  public readonly getOrder: lambda.Function;

  public constructor(scope: Construct) {
    const table = new dynamodb.TableV2(scope, 'OrdersTable', {
      partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const orderFunction = (id: string, handler: string, action: string): lambda.Function => backendFunction(scope, id, {
      folder: path.join(__dirname, 'handler'), handler, access: { table, action }, limitedBy: 'throttles of the stage and of plans',
    });
    this.createOrder = orderFunction('CreateOrder', 'create.handler', 'dynamodb:PutItem');
    this.listOrders = orderFunction('ListOrders', 'list.handler', 'dynamodb:Query');
    this.getOrder = orderFunction('GetOrder', 'get.handler', 'dynamodb:GetItem');
  }
}
