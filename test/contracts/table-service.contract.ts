import {
  ConditionalCheckFailedException, DeleteItemCommand, DescribeTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand,
  QueryCommand,
  ResourceNotFoundException, ScanCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { TableModel } from '../../local/model/tables/table';
import { TableService } from '../../local/services/table-service';
import { RecordingReporter } from '../support/recording-reporter';

/** A table of orders, keyed by customer and order id. */
export function ordersTable(overrides: Partial<TableModel> & { readonly add?: TableModel['createTable'] } = {}): TableModel {
  const { add = {}, ...rest } = overrides;
  const name = rest.name ?? 'orders';
  return {
    stack: 'Shop',
    logicalId: 'Orders',
    name,
    region: 'eu-west-1',
    createTable: {
      TableName: name,
      KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }, { AttributeName: 'orderId', KeyType: 'RANGE' }],
      AttributeDefinitions: [{ AttributeName: 'customer', AttributeType: 'S' }, { AttributeName: 'orderId', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...add,
    },
    ...rest,
  };
}

const byStatus = {
  AttributeDefinitions: [{ AttributeName: 'customer', AttributeType: 'S' }, { AttributeName: 'orderId', AttributeType: 'S' }, { AttributeName: 'status', AttributeType: 'S' }],
  GlobalSecondaryIndexes: [{ IndexName: 'byStatus', KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
};

/** What every {@link TableService} does, seen through the SDK that functions use. */
export function tableServiceContract(start: (reporter: RecordingReporter) => Promise<TableService>): void {
  let service: TableService;
  let reporter: RecordingReporter;
  let client: DynamoDBClient;

  beforeEach(async () => {
    reporter = new RecordingReporter();
    service = await start(reporter);
    client = clientOf('eu-west-1');
  });
  afterEach(async () => {
    client.destroy();
    await service.close();
  });

  const clientOf = (region: string): DynamoDBClient =>
    new DynamoDBClient({ endpoint: service.endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 });
  const put = (item: Record<string, string>, TableName = 'orders') =>
    client.send(new PutItemCommand({ TableName, Item: Object.fromEntries(Object.entries(item).map(([key, S]) => [key, { S }])) }));
  const count = async (TableName = 'orders') => (await client.send(new ScanCommand({ TableName }))).Count;
  const customer = 'acme';

  it('creates tables with what the template says', async () => {
    await service.apply([ordersTable({ add: byStatus }), ordersTable({ name: 'other' })]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      TableName: 'orders',
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }, { AttributeName: 'orderId', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: [{ IndexName: 'byStatus', IndexStatus: 'ACTIVE' }],
    });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['orders', 'other']);
    expect(reporter.of('problem')).toEqual([]);
  });

  it('takes provisioned tables, local indexes and properties that only matter in the cloud', async () => {
    await service.apply([ordersTable({
      add: {
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
        LocalSecondaryIndexes: [{
          IndexName: 'byOrder',
          KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }, { AttributeName: 'orderId', KeyType: 'RANGE' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        }],
      },
    })]);
    expect(reporter.of('problem')).toEqual([]);
    await put({ customer, orderId: '1' });
    const { Items } = await client.send(new QueryCommand({
      TableName: 'orders', IndexName: 'byOrder', KeyConditionExpression: 'customer = :c', ExpressionAttributeValues: { ':c': { S: customer } },
    }));
    expect(Items).toEqual([{ customer: { S: customer }, orderId: { S: '1' } }]);
  });

  it('stores, reads, updates, queries and deletes items', async () => {
    await service.apply([ordersTable({ add: byStatus })]);
    for (const orderId of ['1', '2', '3']) await put({ customer, orderId, status: orderId === '2' ? 'paid' : 'new' });
    const Key = { customer: { S: customer }, orderId: { S: '1' } };
    const { Attributes } = await client.send(new UpdateItemCommand({
      TableName: 'orders',
      Key,
      UpdateExpression: 'SET #s = :s ADD n :one',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': { S: 'paid' }, ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }));
    expect(Attributes).toMatchObject({ status: { S: 'paid' }, n: { N: '1' } });
    const page = await client.send(new QueryCommand({
      TableName: 'orders', KeyConditionExpression: 'customer = :c', ExpressionAttributeValues: { ':c': { S: customer } }, ScanIndexForward: false, Limit: 2,
    }));
    expect(page.Items?.map(({ orderId }) => orderId?.S)).toEqual(['3', '2']);
    expect(page.LastEvaluatedKey).toEqual({ customer: { S: customer }, orderId: { S: '2' } });
    const paid = await client.send(new QueryCommand({
      TableName: 'orders', IndexName: 'byStatus', KeyConditionExpression: '#s = :s', ExpressionAttributeNames: { '#s': 'status' }, ExpressionAttributeValues: { ':s': { S: 'paid' } },
    }));
    expect(paid.Count).toBe(2);
    await client.send(new DeleteItemCommand({ TableName: 'orders', Key }));
    expect((await client.send(new GetItemCommand({ TableName: 'orders', Key }))).Item).toBeUndefined();
  });

  it('checks conditions', async () => {
    await service.apply([ordersTable()]);
    const create = () => client.send(new PutItemCommand({
      TableName: 'orders', Item: { customer: { S: customer }, orderId: { S: '1' } }, ConditionExpression: 'attribute_not_exists(orderId)',
    }));
    await create();
    await expect(create()).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  it('refuses an unknown table as DynamoDB does', async () => {
    await expect(put({ customer, orderId: '1' }, 'nowhere')).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('keeps tables with their items when the model is applied again', async () => {
    await service.apply([ordersTable()]);
    await put({ customer, orderId: '1' });
    await service.apply([ordersTable(), ordersTable({ name: 'added' })]);
    expect(await count()).toBe(1);
    expect(await count('added')).toBe(0);
  });

  it('serves tables of several regions', async () => {
    await service.apply([ordersTable(), ordersTable({ region: 'us-east-1' })]);
    const american = clientOf('us-east-1');
    try {
      await american.send(new PutItemCommand({ TableName: 'orders', Item: { customer: { S: customer }, orderId: { S: '1' } } }));
      expect((await american.send(new ScanCommand({ TableName: 'orders' }))).Count).toBe(1);
    } finally {
      american.destroy();
    }
  });

  it('ends although connections are open', async () => {
    await service.apply([ordersTable()]);
    await put({ customer, orderId: '1' });
    await service.close();
    service = await start(reporter);
  });
}
