import * as path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { review } from './review';

/** A table of orders and the functions that work on it, each of which may do one thing with it. */
export class OrderFunctions {
  public readonly createOrder: lambda.Function;
  public readonly listOrders: lambda.Function;
  public readonly getOrder: lambda.Function;

  public constructor(private readonly scope: Construct) {
    const table = new dynamodb.TableV2(scope, 'OrdersTable', {
      partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.createOrder = this.orderFunction('CreateOrder', 'create.handler', table, 'dynamodb:PutItem');
    this.listOrders = this.orderFunction('ListOrders', 'list.handler', table, 'dynamodb:Query');
    this.getOrder = this.orderFunction('GetOrder', 'get.handler', table, 'dynamodb:GetItem');
  }

  private orderFunction(id: string, handler: string, table: dynamodb.ITableV2, action: string): lambda.Function {
    const logGroup = new logs.LogGroup(this.scope, `${id}Logs`, { retention: logs.RetentionDays.ONE_MONTH });
    const role = new iam.Role(this.scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policy = new iam.ManagedPolicy(this.scope, `${id}Policy`, {
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: [action], resources: [table.tableArn] }),
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
        new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
      ],
    });
    const orderFunction = new lambda.Function(this.scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, 'handler')),
      handler,
      memorySize: 256,
      timeout: Duration.seconds(10),
      tracing: lambda.Tracing.ACTIVE,
      environment: { TABLE_NAME: table.tableName },
      logGroup,
      // The policy above is complete; what the function would add makes an inline policy.
      role: role.withoutPolicyUpdates(),
    });
    orderFunction.node.addDependency(policy);
    review({ function: orderFunction, logGroup, policy });
    return orderFunction;
  }
}
