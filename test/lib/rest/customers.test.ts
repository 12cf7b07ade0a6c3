import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { basic, newApi, newFunction, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { ApiCustomer, QuotaPeriod, type RestApiWithUsagePlans } from 'cdk-apigateway-patterns';

const pro = { throttle: { rateLimit: 50, burstLimit: 100 }, quota: { limit: 1000, period: QuotaPeriod.DAY } };
const plans = { basic, pro };

/** Everything of one customer, as CloudFormation compares it. */
const partOf = (api: RestApiWithUsagePlans, customer: string) => Object.fromEntries(Object.entries(resourcesOf(api)).filter(([id]) => id.startsWith(`ApiCustomers${customer}`)));

test('a key is generated in a secret and shows nowhere else', () => {
  const api = newApi();
  const customer = api.addCustomer('Acme', { plan: 'basic' });
  expect(customer).toMatchObject({ planName: 'basic', apiKeyId: expect.any(String) });
  const template = templateOf(api);
  template.hasResourceProperties('AWS::SecretsManager::Secret', { GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true, IncludeSpace: false } });
  template.hasResourceProperties('AWS::ApiGateway::ApiKey', {
    CustomerId: 'Acme',
    Enabled: true,
    GenerateDistinctId: true,
    Value: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: Match.stringLikeRegexp('^ApiCustomersAcmeSecret') }, ':SecretString:::}}']] },
  });
  expect(JSON.stringify(template.findOutputs('*'))).not.toMatch(/Secret|Key/);
});

test('the key is in one usage plan, with the limits of its tier', () => {
  const api = newApi({ plans });
  api.addCustomer('Acme', { plan: 'pro', customerId: 'cus_42', enabled: false });
  const [id, plan] = Object.entries(resourcesOf(api, 'AWS::ApiGateway::UsagePlan')).find(([each]) => each.startsWith('ApiCustomersAcme')) ?? [];
  expect(plan?.Properties).toMatchObject({ UsagePlanName: 'pro', Throttle: { RateLimit: 50, BurstLimit: 100 }, Quota: { Limit: 1000, Period: 'DAY' } });
  expect(propertiesOf(api, 'AWS::ApiGateway::UsagePlanKey')).toEqual([{ KeyId: { Ref: expect.stringMatching(/^ApiCustomersAcmeKey/) }, KeyType: 'API_KEY', UsagePlanId: { Ref: id } }]);
  expect(propertiesOf(api, 'AWS::ApiGateway::ApiKey')).toEqual([expect.objectContaining({ CustomerId: 'cus_42', Enabled: false })]);
});

test('another plan changes limits in place: nothing that can\'t be updated changes', () => {
  const [before, after] = ['basic', 'pro'].map((plan) => {
    const api = newApi({ plans });
    api.addCustomer('Acme', { plan });
    return partOf(api, 'Acme');
  });
  expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
  const changed = Object.keys(before ?? {}).filter((id) => JSON.stringify(before?.[id]) !== JSON.stringify(after?.[id]));
  // Every property of a usage plan can be updated; none of a usage plan's key can.
  expect(changed.map((id) => before?.[id]?.Type)).toEqual(['AWS::ApiGateway::UsagePlan']);
});

test('shared plans are shared', () => {
  const api = newApi();
  for (const id of ['A', 'B']) api.addCustomer(id, { plan: 'basic', sharedPlan: true });
  const [plan, ...others] = Object.keys(resourcesOf(api, 'AWS::ApiGateway::UsagePlan'));
  expect(others).toEqual([]);
  expect(propertiesOf(api, 'AWS::ApiGateway::UsagePlanKey').map(({ UsagePlanId }) => UsagePlanId)).toEqual([{ Ref: plan }, { Ref: plan }]);
});

test('a customer twice, or in a plan that is not there, is refused', () => {
  const api = newApi();
  api.addCustomer('Acme', { plan: 'basic' });
  expect(() => api.addCustomer('Acme', { plan: 'basic' })).toThrow('customer "Acme" exists already');
  expect(() => api.addCustomer('Globex', { plan: 'gold' })).toThrow('there is no plan "gold"; the plans are "basic"');
});

test.each([
  ['an empty name', '', 'name of a customer is ""; expected 1 to 128 characters'],
  ['a blank name', '  ', 'name of a customer is "  "; expected 1 to 128 characters'],
  ['an overlong name', 'x'.repeat(129), 'name of a customer has 129 characters; expected 1 to 128'],
])('%s is refused', (_, id, message) => {
  const api = newApi();
  expect(() => api.addCustomer(id, { plan: 'basic' })).toThrow(message);
  expect(() => new ApiCustomer(Stack.of(api), id, { api, plan: 'basic' })).toThrow(message);
  expect(api.addCustomer('x'.repeat(128), { plan: 'basic' }).apiKeyId).toBeDefined();
});

test('the key can be read by whom it is granted to', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Support', { assumedBy: new iam.AccountRootPrincipal() });
  newApi({}, stack).addCustomer('Acme', { plan: 'basic' }).grantReadKey(role);
  templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], Resource: { Ref: Match.stringLikeRegexp('AcmeSecret') } })] },
  });
});

test('customers may live in a stack of their own', () => {
  const app = new App();
  const api = newApi({}, new Stack(app, 'Shop'));
  const customers = new Stack(app, 'Customers');
  new ApiCustomer(customers, 'Acme', { api, plan: 'basic' });
  templateOf(customers).resourceCountIs('AWS::ApiGateway::UsagePlanKey', 1);
  templateOf(api).resourceCountIs('AWS::ApiGateway::ApiKey', 0);
});

test('a function of another stack that answers and reads a key makes no cycle', () => {
  const app = new App();
  const [functions, shop] = [new Stack(app, 'Functions'), new Stack(app, 'Shop')];
  const handler = newFunction(functions);
  const api = newApi({ plans, handler, storage: { encryptionKey: new kms.Key(shop, 'Key') } }, shop);
  api.addCustomer('Acme', { plan: 'pro' }).grantReadKey(handler);
  expect(() => app.synth()).not.toThrow();
  const actions = propertiesOf(shop, 'AWS::IAM::ManagedPolicy').flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: { Action: unknown }[] }).Statement.flatMap(({ Action }) => Action));
  expect(actions).toContain('secretsmanager:GetSecretValue');
});
