import * as path from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { QuotaPeriod, RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

/** What an order must look like; API Gateway refuses anything else before a function runs. */
const orderSchema: apigateway.JsonSchema = {
  schema: apigateway.JsonSchemaVersion.DRAFT4,
  type: apigateway.JsonSchemaType.OBJECT,
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: {
      type: apigateway.JsonSchemaType.ARRAY,
      minItems: 1,
      maxItems: 50,
      items: {
        type: apigateway.JsonSchemaType.OBJECT,
        required: ['sku', 'quantity'],
        additionalProperties: false,
        properties: {
          sku: { type: apigateway.JsonSchemaType.STRING, pattern: '^[A-Z0-9-]{3,20}$' },
          quantity: { type: apigateway.JsonSchemaType.INTEGER, minimum: 1, maximum: 1000 },
        },
      },
    },
    note: { type: apigateway.JsonSchemaType.STRING, maxLength: 500 },
  },
};

/** An orders API for business customers: two tiers, two customers, each of whom sees only their own orders. */
export class OrdersStack extends Stack {
  public readonly api: RestApiWithUsagePlans;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const table = new dynamodb.TableV2(this, 'OrdersTable', {
      partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const createOrder = this.orderFunction('CreateOrder', 'create.handler', table, 'dynamodb:PutItem');
    const listOrders = this.orderFunction('ListOrders', 'list.handler', table, 'dynamodb:Query');
    const getOrder = this.orderFunction('GetOrder', 'get.handler', table, 'dynamodb:GetItem');

    this.api = new RestApiWithUsagePlans(this, 'Orders', {
      authorization: RestAuthorization.apiKeyOnly('business customers call from their servers; a key tells who pays, and each sees only their own orders'),
      plans: {
        free: {
          description: 'To try the API out',
          throttle: { rateLimit: 2, burstLimit: 5 },
          quota: { limit: 1000, period: QuotaPeriod.DAY },
        },
        pro: {
          description: 'For production use',
          throttle: { rateLimit: 50, burstLimit: 100 },
          quota: { limit: 1_000_000, period: QuotaPeriod.MONTH },
          routeThrottles: { 'POST /orders': { rateLimit: 20, burstLimit: 40 } },
        },
      },
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

  /** A function that may do one thing with the table. */
  private orderFunction(id: string, handler: string, table: dynamodb.ITableV2, action: string): lambda.Function {
    const orderFunction = new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, 'handler')),
      handler,
      memorySize: 256,
      timeout: Duration.seconds(10),
      tracing: lambda.Tracing.ACTIVE,
      environment: { TABLE_NAME: table.tableName },
      logGroup: new logs.LogGroup(this, `${id}Logs`, { retention: logs.RetentionDays.ONE_MONTH }),
    });
    orderFunction.addToRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [table.tableArn] }));
    return orderFunction;
  }
}
