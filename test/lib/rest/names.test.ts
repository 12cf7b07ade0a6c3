import { App, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { newApi, pager, resourcesOf } from '../fixture';
import { JwtIssuer, QuotaPeriod, RestAuthorization } from 'cdk-apigateway-patterns';

/** Properties that name something in the account, where a second one of the same name is refused or mixed up with the first. */
const named: Record<string, (properties: Record<string, unknown>) => unknown> = {
  'AWS::ApiGateway::RestApi': ({ Name }) => Name,
  'AWS::Logs::LogGroup': ({ LogGroupName }) => LogGroupName,
  'AWS::Logs::QueryDefinition': ({ Name }) => Name,
  'AWS::WAFv2::WebACL': ({ VisibilityConfig }) => (VisibilityConfig as { MetricName: string }).MetricName,
  'AWS::CloudWatch::Dashboard': ({ DashboardName }) => DashboardName,
};

/** Properties by which a resource is replaced when they change, and which no other may have while the old one is still there. */
const neverNamed: Record<string, string> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::MetricFilter': 'FilterName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::WAFv2::WebACL': 'Name',
};

function everything(stack: Stack, id = 'Api') {
  const issuers = [JwtIssuer.oidc({ issuerUrl: 'https://login.example.com', audience: ['orders'] })];
  const api = newApi({
    plans: { basic: { throttle: { rateLimit: 1, burstLimit: 1 }, quota: { limit: 10, period: QuotaPeriod.DAY } } },
    routes: { 'GET /orders': { authorization: RestAuthorization.jwt({ issuers }), mockResponse: {}, alarms: {} } },
    alarms: { actions: [pager], quotaUsage: {} },
    dashboard: {},
  }, stack, id);
  api.addCustomer('Acme', { plan: 'basic' });
  return api;
}

const namesOf = (construct: Construct) => Object.entries(resourcesOf(construct)).flatMap(([, { Type, Properties = {} }]) => {
  const name = named[Type]?.(Properties);
  return name === undefined ? [] : [`${Type} ${JSON.stringify(name)}`];
});

test('two APIs of a stack share no name', () => {
  const stack = new Stack(new App(), 'Shop');
  for (const id of ['One', 'Two']) everything(stack, id);
  const names = namesOf(stack);
  expect(names.length).toBeGreaterThan(8);
  expect(new Set(names).size).toBe(names.length);
});

test('the same stack twice in an account: by another name of the stack', () => {
  const [first, second] = ['shop-test', 'shop-prod'].map((stackName) => namesOf(everything(new Stack(new App(), 'Shop', { stackName }))));
  expect(first).toHaveLength(second?.length ?? 0);
  expect(second?.filter((name) => first?.includes(name))).toEqual([]);
});

test('a stack that is created again: log groups that were retained have other names', () => {
  const groups = Object.values(resourcesOf(everything(new Stack(new App(), 'Shop')), 'AWS::Logs::LogGroup')).filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete');
  expect(groups.length).toBeGreaterThan(1);
  for (const { Properties } of groups) expect(JSON.stringify(Properties.LogGroupName)).toContain('AWS::StackId');
});

test('what CloudFormation may replace has no name that the new one would collide with', () => {
  for (const { Type, Properties = {} } of Object.values(resourcesOf(everything(new Stack(new App(), 'Shop'))))) {
    const property = neverNamed[Type];
    if (property !== undefined) expect([Type, Properties[property]]).toEqual([Type, undefined]);
  }
});

describe('a rename', () => {
  const idsOf = (construct: Construct) => Object.entries(resourcesOf(construct)).filter(([, { Type }]) => Type !== 'AWS::ApiGateway::Deployment').map(([id]) => id).sort();

  test('of the API (apiName) keeps every resource', () => {
    const [before, after] = ['orders', 'purchases'].map((apiName) => idsOf(newApi({ apiName, dashboard: {} }, new Stack(new App(), 'Shop'))));
    expect(after).toEqual(before);
  });

  test('of the construct makes everything anew, under names that are free', () => {
    const [before, after] = ['Orders', 'Purchases'].map((id) => namesOf(everything(new Stack(new App(), 'Shop'), id)));
    expect(after?.filter((name) => before?.includes(name))).toEqual([]);
  });

  test('of the stage makes a new stage, and the web ACL, alarms and queries stay', () => {
    const [before = [], after = []] = ['prod', 'live'].map((stageName) => idsOf(newApi({ stageName }, new Stack(new App(), 'Shop'))));
    const isStage = (id: string) => id.includes('DeploymentStage');
    expect(after.filter((id) => !isStage(id))).toEqual(before.filter((id) => !isStage(id)));
    expect(after.filter(isStage)).not.toEqual(before.filter(isStage));
  });
});
