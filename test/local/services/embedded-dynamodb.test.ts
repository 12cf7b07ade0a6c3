import { request } from 'node:http';
import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand, TransactWriteItemsCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbEngine } from '../../../local/services/dynamodb-engine';
import { EmbeddedDynamoDb } from '../../../local/services/embedded-dynamodb';
import { ordersTable, tableServiceContract } from '../../contracts/table-service.contract';
import { RecordingReporter } from '../../support/recording-reporter';

describe('EmbeddedDynamoDb', () => {
  tableServiceContract((reporter) => EmbeddedDynamoDb.start(reporter));

  let service: EmbeddedDynamoDb;
  let reporter: RecordingReporter;
  let client: DynamoDBClient;
  beforeEach(async () => {
    reporter = new RecordingReporter();
    service = await EmbeddedDynamoDb.start(reporter);
    client = new DynamoDBClient({ endpoint: service.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  });
  afterEach(async () => {
    client.destroy();
    await service.close();
  });
  const Item = { customer: { S: 'acme' }, orderId: { S: '1' }, status: { S: 'new' } };
  const count = async () => (await client.send(new ScanCommand({ TableName: 'orders' }))).Count;

  it('listens on the loopback interface only', () => {
    expect(service.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('keeps the items when only the indexes change', async () => {
    await service.apply([ordersTable()]);
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
    const { AttributeDefinitions } = ordersTable().createTable;
    await service.apply([ordersTable({
      add: {
        AttributeDefinitions: [...(Array.isArray(AttributeDefinitions) ? AttributeDefinitions : []), { AttributeName: 'status', AttributeType: 'S' }],
        GlobalSecondaryIndexes: [{ IndexName: 'byStatus', KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
      },
    })]);
    const { Items } = await client.send(new QueryCommand({
      TableName: 'orders', IndexName: 'byStatus', KeyConditionExpression: '#s = :s', ExpressionAttributeNames: { '#s': 'status' }, ExpressionAttributeValues: { ':s': { S: 'new' } },
    }));
    expect(Items).toEqual([Item]);
    expect(reporter.of('problem')).toEqual([]);
  });

  it('replaces a table whose key changed, and says so', async () => {
    await service.apply([ordersTable()]);
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
    await service.apply([ordersTable({ add: { KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'customer', AttributeType: 'S' }] } })]);
    expect(await count()).toBe(0);
    expect(reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringContaining('items are gone') })]);
  });

  it('drops a table that is gone from the model', async () => {
    await service.apply([ordersTable()]);
    await service.apply([]);
    await expect(count()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('reports a table that can\'t be created and serves the others', async () => {
    await service.apply([ordersTable({ name: 'x' }), ordersTable()]);
    expect(reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringMatching(/table x .*least 3 characters/) })]);
    expect(await count()).toBe(0);
  });

  it('lets requests wait for the tables', async () => {
    const applied = service.apply([ordersTable()]);
    expect(await count()).toBe(0);
    await applied;
  });

  const message = expect.stringMatching(/not served by the embedded DynamoDB .* AWS_ENDPOINT_URL_DYNAMODB/);
  it('refuses what it can\'t do instead of pretending', async () => {
    await service.apply([ordersTable()]);
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'orders', Item } }] }))).rejects.toMatchObject({ name: 'UnknownOperationException', message });
    await expect(client.send(new UpdateTimeToLiveCommand({ TableName: 'orders', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } }))).rejects.toMatchObject({ message });
    await expect(client.send(new PutItemCommand({ TableName: 'orders', Item, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))).rejects.toMatchObject({ message });
    expect(await count()).toBe(0);
  });

  it('is not misled by a value that looks like a parameter', async () => {
    await service.apply([ordersTable()]);
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { ...Item, ReturnValuesOnConditionCheckFailure: { S: 'ALL_OLD' } } }));
    expect(await count()).toBe(1);
  });

  it('names what has no effect, once', async () => {
    const table = ordersTable({ timeToLiveAttribute: 'ttl', add: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } } });
    await service.apply([table]);
    await service.apply([table]);
    expect(reporter.of('not-served').map(({ logicalId, detail }) => [logicalId, detail.split(':')[0]])).toEqual([['Orders', 'time to live'], ['Orders', 'stream']]);
    expect(reporter.of('problem')).toEqual([]);
  });

  const raw = (method: string, headers: Record<string, string>, body: string): Promise<[number, string]> => new Promise((resolve, reject) => {
    const outgoing = request(service.endpoint, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve([response.statusCode ?? 0, Buffer.concat(chunks).toString()]));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const authorization = 'AWS4-HMAC-SHA256 Credential=a/20200101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x';
  it.each([
    ['no SDK', 'GET', {}, '', 404, 'UnknownOperationException'],
    ['no signature', 'POST', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 400, 'MissingAuthenticationTokenException'],
    ['no operation', 'POST', { authorization }, '{}', 400, 'UnknownOperationException'],
    ['streams', 'POST', { authorization, 'x-amz-target': 'DynamoDBStreams_20120810.ListStreams' }, '{}', 400, 'UnknownOperationException'],
    ['no JSON', 'POST', { authorization, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{', 400, 'SerializationException'],
    ['a region that is none', 'POST', { 'authorization': authorization.replace('eu-west-1', '../x'), 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 400, 'MissingAuthenticationTokenException'],
    ['a region of another form', 'POST', { 'authorization': authorization.replace('eu-west-1', '__proto__'), 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 400, 'UnrecognizedClientException'],
    ['a page that rebinds a name', 'POST', { authorization, 'host': 'evil.example.com', 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 403, 'Forbidden'],
    ['a page of another host', 'POST', { authorization, 'origin': 'https://evil.example.com', 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 403, 'Forbidden'],
    ['a page of another port', 'POST', { authorization, 'origin': 'http://127.0.0.1:5173', 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 403, 'Forbidden'],
    ['a page without an origin', 'POST', { authorization, 'origin': 'null', 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 403, 'Forbidden'],
  ])('answers %s with an error and lives on', async (_name, method, headers, body, status, type) => {
    const [actual, text] = await raw(method, { 'content-type': 'application/x-amz-json-1.0', ...headers }, body);
    expect(actual).toBe(status);
    expect(text).toContain(type);
    await service.apply([ordersTable()]);
    expect(await count()).toBe(0);
  });

  it('has no table engine for every name that a request makes up', async () => {
    const names = Array.from({ length: 60 }, (_value, index) => `xx-r${'abcdefghij'.charAt(index % 10)}${'abcdefghij'.charAt(Math.floor(index / 10))}-1`.replace(/-r/, '-made-r'));
    const answers = [];
    for (const name of names) answers.push(await raw('POST', { 'content-type': 'application/x-amz-json-1.0', 'authorization': authorization.replace('eu-west-1', name), 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}'));
    expect(answers.filter(([status]) => status === 200)).toHaveLength(40);
    expect(answers.at(-1)).toEqual([400, expect.stringContaining('has tables in 40 regions at most')]);
    await service.apply([ordersTable()]);
    expect(await count()).toBe(0);
  });

  it.each([
    ['ListTables', 'null', 400], ['ListTables', '[]', 400], ['ListTables', '{"Limit":null}', 200], ['GetItem', '{"TableName":"orders","Key":{"customer":null}}', 400],
    ['TagResource', '{"ResourceArn":"arn:aws:dynamodb:eu-west-1:000000000000:table/orders","Tags":[null]}', 400], ['BatchGetItem', '{"RequestItems":{"orders":null}}', 400],
  ])('%s with %s does not make the engine stumble', async (operation, body, expected) => {
    await service.apply([ordersTable()]);
    const [status, text] = await raw('POST', { 'content-type': 'application/x-amz-json-1.0', authorization, 'x-amz-target': `DynamoDB_20120810.${operation}` }, body);
    expect(status).toBe(expected);
    expect(text).not.toMatch(/TypeError|Cannot /);
    expect(reporter.of('problem')).toEqual([]);
  });

  it('keeps its defects to itself and reports them', async () => {
    jest.spyOn(DynamoDbEngine.prototype, 'execute').mockRejectedValueOnce(new TypeError('internal detail'));
    const [status, text] = await raw('POST', { 'content-type': 'application/x-amz-json-1.0', authorization, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}');
    expect(status).toBe(500);
    expect(text).not.toContain('internal detail');
    expect(reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringContaining('internal detail') })]);
  });
});
