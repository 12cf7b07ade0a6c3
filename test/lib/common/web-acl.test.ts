import { basic, newApi, newStack, propertiesOf, resourcesOf, templateOf } from '../fixture';
import { WebAcl } from 'cdk-apigateway-patterns';

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: object;
  readonly OverrideAction?: object;
  readonly Statement: {
    readonly RateBasedStatement?: { readonly Limit: number; readonly AggregateKeyType: string };
    readonly ManagedRuleGroupStatement?: { readonly RuleActionOverrides?: { readonly Name: string; readonly ActionToUse: object }[] };
  };
}

const rulesOf = (api: ReturnType<typeof newApi>) => (propertiesOf(api, 'AWS::WAFv2::WebACL')[0]?.Rules ?? []) as Rule[];
const limitOf = (api: ReturnType<typeof newApi>) => rulesOf(api)[0]?.Statement.RateBasedStatement?.Limit;
const associations = 'AWS::WAFv2::WebACLAssociation';

test('by default every stage has one, which blocks floods, known attackers and common attacks', () => {
  const api = newApi();
  const rules = rulesOf(api);
  expect(rules.map(({ Name, Priority }) => [Priority, Name])).toEqual([
    [0, 'RateLimitPerIp'], [1, 'AWSManagedRulesAmazonIpReputationList'], [2, 'AWSManagedRulesKnownBadInputsRuleSet'], [3, 'AWSManagedRulesCommonRuleSet'],
  ]);
  expect(rules[0]).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300 } } });
  for (const { OverrideAction } of rules.slice(1)) expect(OverrideAction).toEqual({ None: {} });
  expect(propertiesOf(api, 'AWS::WAFv2::WebACL')).toEqual([expect.objectContaining({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } })]);
});

test('the association names the stage by reference, so that the stage is there first', () => {
  const api = newApi();
  const [stage] = Object.keys(resourcesOf(api, 'AWS::ApiGateway::Stage'));
  const [association] = propertiesOf(api, associations);
  expect(JSON.stringify(association?.ResourceArn)).toContain(`{"Ref":"${String(stage)}"}`);
});

test('bodies above 8 KB are counted, as are rules that are named', () => {
  const counted = (webAcl?: WebAcl) => rulesOf(newApi({ webAcl }))[3]?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides;
  expect(counted()).toEqual([{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
  expect(counted(WebAcl.managed({ countedRules: ['NoUserAgent_HEADER', 'SizeRestrictions_BODY'] }))?.map(({ Name }) => Name)).toEqual(['NoUserAgent_HEADER', 'SizeRestrictions_BODY']);
});

describe('the limit of one address', () => {
  const plan = (rateLimit: number) => ({ plans: { basic: { throttle: { rateLimit, burstLimit: 10 } } } });

  test('never stands in the way of a plan, those that come later included', () => {
    expect([limitOf(newApi(plan(1))), limitOf(newApi(plan(50)))]).toEqual([2000, 15_000]);
    const api = newApi({ plans: { basic } });
    api.addPlan('large', { throttle: { rateLimit: 100, burstLimit: 10 } });
    expect(limitOf(api)).toBe(30_000);
  });

  test('is what is given', () => {
    expect(limitOf(newApi({ ...plan(50), webAcl: WebAcl.managed({ rateLimitPerIp: 100 }) }))).toBe(100);
  });

  test.each([9, 1.5, 3_000_000_000, Number.NaN])('%d is refused', (rateLimitPerIp) => {
    expect(() => WebAcl.managed({ rateLimitPerIp })).toThrow('rateLimitPerIp of WebAcl.managed() is');
  });
});

describe('log', () => {
  test('blocked and counted requests, without what is secret', () => {
    const api = newApi();
    const [logging] = propertiesOf(api, 'AWS::WAFv2::LoggingConfiguration');
    expect(logging?.RedactedFields).toEqual([
      { SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }, { SingleHeader: { Name: 'x-api-key' } }, { QueryString: {} },
    ]);
    expect(logging?.LoggingFilter).toMatchObject({ DefaultBehavior: 'DROP', Filters: [{ Behavior: 'KEEP', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }] }] });
    expect(JSON.stringify(logging?.LogDestinationConfigs)).not.toContain(':*');
    const names = propertiesOf(api, 'AWS::Logs::LogGroup').map(({ LogGroupName }) => JSON.stringify(LogGroupName ?? ''));
    expect(names).toContainEqual(expect.stringContaining('aws-waf-logs-'));
  });

  test('none where it is switched off', () => {
    templateOf(newApi({ webAcl: WebAcl.managed({ logging: false }) })).resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0);
  });
});

test('one that exists is associated, and nothing created', () => {
  const arn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/company/a1b2';
  const template = templateOf(newApi({ webAcl: WebAcl.fromArn(arn) }));
  template.hasResourceProperties(associations, { WebACLArn: arn });
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  expect(() => WebAcl.fromArn('arn:aws:wafv2:us-east-1:123456789012:global/webacl/company/a1b2')).toThrow('expected the ARN of a regional web ACL');
});

test('one for CloudFront does not fit a stage', () => {
  const webAcl = WebAcl.fromCloudFrontArn('arn:aws:wafv2:us-east-1:123456789012:global/webacl/company/a1b2');
  expect(() => newApi({ webAcl })).toThrow('webAcl is WebAcl.fromCloudFrontArn(), but a stage takes regional web ACLs only; use WebAcl.fromArn()');
});

test('none needs a reason', () => {
  templateOf(newApi({ webAcl: WebAcl.none('reachable from one office only, by its resource policy') })).resourceCountIs(associations, 0);
  expect(() => WebAcl.none(' ')).toThrow('give a sentence that tells a reviewer why this API needs no web ACL');
});

test('strange names of rules are refused', () => {
  expect(() => WebAcl.managed({ countedRules: ['no spaces'] })).toThrow('countedRules of WebAcl.managed() has "no spaces"');
});

test('metrics of two APIs are told apart', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) newApi({}, stack, id);
  const names = propertiesOf(stack, 'AWS::WAFv2::WebACL').map(({ VisibilityConfig }) => (VisibilityConfig as { MetricName: string }).MetricName);
  expect(new Set(names).size).toBe(2);
});
