import { first, modelOf, ordersApi, part } from './temporary-model';

const key = (properties: object): object => ({ Type: 'AWS::ApiGateway::ApiKey', Properties: properties });
const plan = (properties: object): object => ({ Type: 'AWS::ApiGateway::UsagePlan', Properties: properties });
const planKey = (keyId: unknown, planId: unknown): object => ({ Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: keyId, KeyType: 'API_KEY', UsagePlanId: planId } });

test('a plan has its stages, limits, quota and keys', async () => {
  const { usagePlans, apiKeys } = await modelOf({
    ...ordersApi,
    Gold: plan({
      UsagePlanName: 'gold',
      Throttle: { RateLimit: 10, BurstLimit: '20' },
      Quota: { Limit: 100, Period: 'WEEK', Offset: 2 },
      ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' }, Throttle: { '/orders/{id}/GET': { RateLimit: 1, BurstLimit: 2 } } }],
    }),
    Ann: key({ Name: 'ann', Value: 'ann-key-of-twenty-letters', Enabled: true, CustomerId: 'c1' }),
    Bob: key({ Enabled: 'true' }),
    AnnGold: planKey({ Ref: 'Ann' }, { Ref: 'Gold' }),
    BobGold: planKey({ Ref: 'Bob' }, { Ref: 'Gold' }),
  });
  expect(usagePlans).toEqual([{
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    stack: 'Shop',
    logicalId: 'Gold',
    name: 'gold',
    throttle: { rateLimit: 10, burstLimit: 20 },
    quota: { limit: 100, period: 'WEEK', offset: 2 },
    keyIds: apiKeys.map(({ id }) => id),
    apiStages: [{ apiId: expect.stringMatching(/^[a-z0-9]{10}$/), stageName: 'prod', methodThrottles: new Map([['/orders/{id}/GET', { rateLimit: 1, burstLimit: 2 }]]) }],
  }]);
  expect(apiKeys[0]).toMatchObject({ name: 'ann', value: 'ann-key-of-twenty-letters', enabled: true, customerId: 'c1' });
  expect(apiKeys[1]).toMatchObject({ value: expect.stringMatching(/^[a-z0-9]{40}$/), enabled: true });
});

test('a key without Enabled is off, as on AWS; its made-up value is the same at every start', async () => {
  const [one, two] = await Promise.all([modelOf({ K: key({}) }), modelOf({ K: key({}) })]);
  expect(one.apiKeys).toEqual(two.apiKeys);
  expect(first(one.apiKeys).enabled).toBe(false);
});

test('a key takes the value of a generated secret', async () => {
  const { apiKeys } = await modelOf({
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength: 30, ExcludePunctuation: true } } },
    K: key({ Enabled: true, Value: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] } }),
  });
  expect(first(apiKeys).value).toMatch(/^[A-Za-z0-9]{30}$/);
});

test.each([[4, 'tiny'], [19, 'short-secret-of-ann'], [129, 's'.repeat(129)]])('a value of %d characters is refused, and not shown', async (length, value) => {
  const error: unknown = await modelOf({ Ann: key({ Enabled: true, Value: value }) }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: expect.stringContaining(`Resources.Ann.Properties.Value: the value has ${length} characters; expected 20 to 128 characters. Fix: `) });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(value);
});

test.each([20, 128])('a value of %d characters is taken', async (length) => {
  const { apiKeys } = await modelOf({ Ann: key({ Value: 'k'.repeat(length) }) });
  expect(first(apiKeys).value).toHaveLength(length);
});

const stageKeys = [{ RestApiId: { Ref: 'Api' }, StageName: 'prod' }];

test('what CDK writes for addApiKey and addUsagePlan is one plan of the key', async () => {
  const { usagePlans, apiKeys, notServed } = await modelOf({
    ...ordersApi,
    K: key({ Enabled: true, StageKeys: stageKeys }),
    P: plan({ ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }] }),
    L: planKey({ Ref: 'K' }, { Ref: 'P' }),
  });
  expect(usagePlans).toEqual([expect.objectContaining({ logicalId: 'P', keyIds: [first(apiKeys).id] })]);
  expect(notServed).toEqual([]);
});

test('stage keys alone open nothing, which is named', async () => {
  const { usagePlans, notServed } = await modelOf({ ...ordersApi, K: key({ StageKeys: stageKeys }) });
  expect(usagePlans).toEqual([]);
  expect(notServed).toEqual([{
    stack: 'Shop', logicalId: 'K', type: 'AWS::ApiGateway::ApiKey', detail: expect.stringMatching(/no usage plan of stage prod.*AWS::ApiGateway::UsagePlanKey/),
  }]);
});

test.each([
  ['a stage that is not there', { Stage: 'test' }, 'API Api has no stage test, so keys of the plan open nothing there: it has prod'],
  ['an API of elsewhere', { ApiId: 'abcdef1234', Stage: 'prod' }, 'its API abcdef1234 is in no loaded stack'],
  ['a method that is not there', { Throttle: { 'orders/{id}/GET': { RateLimit: 1, BurstLimit: 1 } } }, 'its throttle of orders/{id}/GET limits nothing: API Api has no such method. Fix: one of /orders/{id}/GET'],
])('a plan of %s says so', async (_, stage, detail) => {
  const { notServed } = await modelOf({ ...ordersApi, P: plan({ ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'prod', ...stage }] }) });
  expect(notServed).toEqual([{ stack: 'Shop', logicalId: 'P', type: 'AWS::ApiGateway::UsagePlan', detail }]);
});

test('a key that is not loaded is named', async () => {
  const { notServed } = await modelOf({ P: plan({}), L: planKey('abcdef1234', { Ref: 'P' }) });
  expect(notServed).toEqual([{ stack: 'Shop', logicalId: 'L', type: 'AWS::ApiGateway::UsagePlanKey', detail: expect.stringContaining('abcdef1234 is in no loaded stack') }]);
});

test.each([
  ['a missing plan', { K: key({}), L: planKey({ Ref: 'K' }, 'gone') }, /Resources\.L\.Properties\.UsagePlanId: the usage plan is not there; found "gone"; .*Fix: refer to the plan with Ref/],
  ['a quota without period', { P: plan({ Quota: { Limit: 1 } }) }, /Quota\.Period: a quota needs a period/],
  ['a quota with a wrong period', { P: plan({ Quota: { Limit: 1, Period: 'HOUR' } }) }, /found "HOUR"; expected one of DAY, WEEK, MONTH/],
  ['a limit that is no number', { P: plan({ Throttle: { RateLimit: 'fast' } }) }, /Throttle\.RateLimit: wrong value; found "fast"; expected a number/],
  ['a table without key', { T: { Type: 'AWS::DynamoDB::Table' } }, /KeySchema: the table has no key/],
])('%s is refused', async (_, resources, message) => {
  await expect(modelOf(resources)).rejects.toThrow(message);
});

const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];

test('a provisioned table is ready to be created', async () => {
  const { tables } = await modelOf({
    T: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        KeySchema,
        AttributeDefinitions,
        ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 2 },
        GlobalSecondaryIndexes: [{ IndexName: 'i', KeySchema, Projection: { ProjectionType: 'ALL' }, ContributorInsightsSpecification: { Enabled: true } }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        PointInTimeRecoverySpecification: {},
      },
    },
  });
  expect(tables).toEqual([{
    stack: 'Shop',
    logicalId: 'T',
    name: 'orders',
    region: 'eu-west-1',
    timeToLiveAttribute: 'ttl',
    createTable: {
      TableName: 'orders',
      KeySchema,
      AttributeDefinitions,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 2 },
      GlobalSecondaryIndexes: [{ IndexName: 'i', KeySchema, Projection: { ProjectionType: 'ALL' }, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    },
  }]);
});

test('a global table is one on-demand table', async () => {
  const { tables } = await modelOf({
    T: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { KeySchema, AttributeDefinitions, BillingMode: 'PROVISIONED', Replicas: [{ Region: 'eu-west-1' }], TimeToLiveSpecification: { Enabled: false } } },
  });
  expect(first(tables)).not.toHaveProperty('timeToLiveAttribute');
  expect(first(tables).createTable).toEqual({ TableName: first(tables).name, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' });
});

test('parts of an API that is not loaded are named, not refused', async () => {
  const { notServed, restApis } = await modelOf({ M: part('Method', { RestApiId: 'abc123', ResourceId: 'x', HttpMethod: 'GET' }) });
  expect(restApis).toEqual([]);
  expect(notServed).toEqual([expect.objectContaining({ logicalId: 'M', detail: expect.stringContaining('abc123 is in no loaded stack') })]);
});
