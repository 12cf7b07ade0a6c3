import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { basic, keyOnly, newApi, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { AccessLogs, AccountLogging, ExecutionLogLevel, RestApiWithUsagePlans, type RestApiWithUsagePlansProps } from 'cdk-apigateway-patterns';

const minimal: RestApiWithUsagePlansProps = { authorization: keyOnly, plans: { basic }, routes: { 'GET /': { mockResponse: {} } } };
const statements = (stack: Stack) => propertiesOf(stack, 'AWS::IAM::ManagedPolicy')
  .flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement);

test('one custom resource a stack, and every stage waits for it', () => {
  const stack = newStack();
  new RestApiWithUsagePlans(stack, 'One', minimal);
  new RestApiWithUsagePlans(stack, 'Two', minimal);
  const [setting, ...others] = Object.keys(resourcesOf(stack, 'Custom::ApiGatewayAccountLogging'));
  expect(others).toEqual([]);
  for (const stage of Object.values(resourcesOf(stack, 'AWS::ApiGateway::Stage'))) expect(stage.DependsOn).toContain(setting);
  templateOf(stack).resourceCountIs('AWS::ApiGateway::Account', 0);
});

test('the role outlives the stack, because the account keeps using it', () => {
  const roles = Object.values(resourcesOf(newApi(), 'AWS::IAM::Role')).filter(({ Properties }) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes('apigateway.amazonaws.com'));
  expect(roles).toEqual([expect.objectContaining({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })]);
});

test('its function may do no more than it must', () => {
  const stack = newStack();
  newApi({}, stack);
  templateOf(stack).hasResourceProperties('AWS::Lambda::Function', { Architectures: ['arm64'], MemorySize: 256, Runtime: 'nodejs24.x', TracingConfig: { Mode: 'Active' } });
  templateOf(stack).resourceCountIs('AWS::IAM::Policy', 0);
  const wild = statements(stack).filter(({ Resource }) => Resource === '*');
  expect(wild).toEqual([expect.objectContaining({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] })]);
  expect(JSON.stringify(statements(stack).find(({ Action }) => Action === 'iam:PassRole')?.Resource)).toContain('LogsRole');
});

test('assumeConfigured creates nothing', () => {
  const api = newApi({ accountLogging: AccountLogging.assumeConfigured() });
  templateOf(api).resourceCountIs('AWS::Lambda::Function', 0);
  templateOf(api).resourceCountIs('AWS::IAM::Role', 0);
});

test('without any log nothing is set up for logs', () => {
  const api = newApi({ accessLogs: AccessLogs.disabled(), executionLogs: { level: ExecutionLogLevel.OFF } });
  templateOf(api).resourceCountIs('Custom::ApiGatewayAccountLogging', 0);
});

test('ownedByStack makes one setting that is retained', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) new RestApiWithUsagePlans(stack, id, { ...minimal, accountLogging: AccountLogging.ownedByStack() });
  const accounts = Object.entries(resourcesOf(stack, 'AWS::ApiGateway::Account'));
  expect(accounts).toEqual([[expect.any(String), expect.objectContaining({ DeletionPolicy: 'Retain' })]]);
  for (const stage of Object.values(resourcesOf(stack, 'AWS::ApiGateway::Stage'))) expect(stage.DependsOn).toContain(accounts[0]?.[0]);
});

test('two roles for one setting are refused', () => {
  const stack = newStack();
  const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
  new RestApiWithUsagePlans(stack, 'One', { ...minimal, accountLogging: AccountLogging.ownedByStack(role('A')) });
  expect(() => new RestApiWithUsagePlans(stack, 'Two', { ...minimal, accountLogging: AccountLogging.ownedByStack(role('B')) })).toThrow('two different roles in one stack');
});

test('a nested stack has its own', () => {
  const nested = new NestedStack(new Stack(new App(), 'Parent'), 'Nested');
  newApi({}, nested);
  templateOf(nested).resourceCountIs('Custom::ApiGatewayAccountLogging', 1);
});
