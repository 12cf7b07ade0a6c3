import * as path from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { backendFunction } from '../shared/backend-function';

/** A table of profiles by the `sub` of tokens, and the functions that work on it, each of which may do one thing with it. */
export class ProfileFunctions {
  public readonly fields: lambda.Function;
  public readonly readOwn: lambda.Function;
  public readonly updateOwn: lambda.Function;
  public readonly listAll: lambda.Function;
  public readonly readAny: lambda.Function;

  public constructor(private readonly scope: Construct) {
    const table = new dynamodb.TableV2(scope, 'ProfilesTable', {
      partitionKey: { name: 'sub', type: dynamodb.AttributeType.STRING },
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.fields = this.profileFunction('Fields', 'fields.handler');
    this.readOwn = this.profileFunction('ReadOwnProfile', 'read-own.handler', { table, action: 'dynamodb:GetItem' });
    this.updateOwn = this.profileFunction('UpdateOwnProfile', 'update-own.handler', { table, action: 'dynamodb:PutItem' });
    this.listAll = this.profileFunction('ListProfiles', 'list.handler', { table, action: 'dynamodb:Scan' });
    this.readAny = this.profileFunction('ReadAnyProfile', 'read-any.handler', { table, action: 'dynamodb:GetItem' });
  }

  private profileFunction(id: string, handler: string, access?: { readonly table: dynamodb.ITableV2; readonly action: string }): lambda.Function {
    return backendFunction(this.scope, id, { folder: path.join(__dirname, 'handler'), handler, access, limitedBy: 'throttles of the stage' });
  }
}
