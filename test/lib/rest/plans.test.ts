import { Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { basic, newApi, newStack, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';
import { QuotaPeriod, RestAuthorization, type UsagePlanTier } from 'cdk-apigateway-patterns';

const mocked = { mockResponse: {} };

test('a tier is a usage plan bound to the stage, with limits per route', () => {
  const api = newApi({
    plans: { pro: { ...basic, description: 'Pro', quota: { limit: 100, period: QuotaPeriod.WEEK, offset: 6 }, routeThrottles: { 'POST /orders/{id}': { rateLimit: 1, burstLimit: 2 } } } },
  });
  api.addRoute('POST /orders/{id}', mocked);
  templateOf(api).hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    UsagePlanName: 'pro',
    Description: 'Pro',
    Throttle: { RateLimit: 10, BurstLimit: 20 },
    Quota: { Limit: 100, Period: 'WEEK', Offset: 6 },
    ApiStages: [{ ApiId: { Ref: Match.stringLikeRegexp('^Api') }, Stage: { Ref: Match.stringLikeRegexp('Stageprod') }, Throttle: { '/orders/{id}/POST': { RateLimit: 1, BurstLimit: 2 } } }],
  });
});

test('plans can be added and found', () => {
  const api = newApi();
  const added = api.addPlan('pro', basic);
  expect(api.plan('pro')).toBe(added);
  expect(() => api.plan('gold')).toThrow('there is no plan "gold"; the plans are "basic", "pro"');
  expect(() => api.addPlan('pro', basic)).toThrow('plan "pro" exists already');
});

test.each<[string, UsagePlanTier, string]>([
  ['no throttle', {} as never, 'plan "x" has no throttle'],
  ['half a throttle', { throttle: { burstLimit: 1 } as never }, 'throttle of plan "x".rateLimit is missing'],
  ['a negative rate', { throttle: { rateLimit: -1, burstLimit: 1 } }, 'rateLimit is -1'],
  ['no number', { throttle: { rateLimit: NaN, burstLimit: 1 } }, 'rateLimit is NaN'],
  ['half a request', { throttle: { rateLimit: 1, burstLimit: 1.5 } }, 'burstLimit is 1.5; expected a whole number'],
  ['a bucket without room', { throttle: { rateLimit: 1, burstLimit: 0 } }, 'refuses every request'],
  ['a quota without limit', { ...basic, quota: { period: QuotaPeriod.DAY } as never }, 'quota of plan "x".limit is missing'],
  ['a quota without period', { ...basic, quota: { limit: 5 } as never }, 'period is undefined; give QuotaPeriod.DAY'],
  ['a quota of zero', { ...basic, quota: { limit: 0, period: QuotaPeriod.DAY } }, 'limit is 0'],
  ['an offset in a day', { ...basic, quota: { limit: 5, period: QuotaPeriod.DAY, offset: 1 } }, 'must be 0 when the period is DAY'],
  ['an eighth weekday', { ...basic, quota: { limit: 5, period: QuotaPeriod.WEEK, offset: 7 } }, 'from 0 to 6'],
  ['a 41st day', { ...basic, quota: { limit: 5, period: QuotaPeriod.MONTH, offset: 40 } }, 'offset is 40, but must be a whole number from 0 to 27 when the period is MONTH'],
  ['a bad route key', { ...basic, routeThrottles: { '/orders': basic.throttle } }, 'route key "/orders" is not valid'],
  ['half a route throttle', { ...basic, routeThrottles: { 'GET /orders': { rateLimit: 1 } as never } }, 'routeThrottles of plan "x" for "GET /orders".burstLimit is missing'],
])('%s is refused', (_, tier, message) => {
  expect(() => newApi({ plans: { x: tier } })).toThrow(message);
});

test('0 and 0 block a tier on purpose', () => {
  expect(() => newApi({ plans: { blocked: { throttle: { rateLimit: 0, burstLimit: 0 } } } })).not.toThrow();
});

test.each([
  ['a route that does not exist', { plans: { x: { ...basic, routeThrottles: { 'POST /order': basic.throttle } } } }, '"POST /order", which is no route of this API; the routes are "GET /orders"'],
  ['a route without key', { authorization: RestAuthorization.publicAccess('open'), plans: { x: { ...basic, routeThrottles: { 'GET /orders': basic.throttle } } } }, 'needs no API key, so that no plan limits it'],
  ['keys without a plan', { plans: {} }, 'route "GET /orders" needs an API key, but there is no plan'],
])('%s fails at synthesis', (_, props, message) => {
  expect(() => templateOf(newApi(props))).toThrow(message);
});

test.each([
  ['cdk-apigateway-patterns:plans-unused', { authorization: RestAuthorization.publicAccess('open') }],
  ['cdk-apigateway-patterns:plan-above-stage:basic', { throttle: { rateLimit: 9, burstLimit: 9 } }],
  ['cdk-apigateway-patterns:data-trace', { executionLogs: { dataTrace: true } }],
])('%s is warned of', (id, props) => {
  expect(warningsOf(newApi(props))).toEqual([id]);
});

test('a limit that is known at deployment only is compared with nothing', () => {
  const unknown = Token.asNumber({ Ref: 'Limit' });
  expect(warningsOf(newApi({ throttle: { rateLimit: unknown, burstLimit: 10 } }))).toEqual([]);
  expect(warningsOf(newApi({ plans: { basic: { throttle: { rateLimit: unknown, burstLimit: 10 } } } }))).toEqual([]);
});

test('an API without keys needs no plan', () => {
  const api = newApi({ plans: {}, authorization: RestAuthorization.publicAccess('open') });
  expect(warningsOf(api)).toEqual([]);
  templateOf(api).resourceCountIs('AWS::ApiGateway::UsagePlan', 0);
});

test('an existing key joins one plan of the stage and no second', () => {
  const stack = newStack();
  const api = newApi({ plans: { free: basic, pro: basic } }, stack);
  const key = new apigateway.ApiKey(stack, 'Partner');
  api.addApiKey(key, 'free');
  api.addApiKey(apigateway.ApiKey.fromApiKeyId(stack, 'Old', 'abc123'), 'pro');
  expect(() => api.addApiKey(key, 'pro')).toThrow('"Shop/Partner" is in plan "free" already');
  expect(() => api.addApiKey(apigateway.ApiKey.fromApiKeyId(stack, 'Again', 'abc123'), 'free')).toThrow('one plan per stage');
  expect(() => api.addApiKey(api.addCustomer('Acme', { plan: 'free' }).apiKey, 'pro')).toThrow('one plan per stage');
  expect(propertiesOf(api, 'AWS::ApiGateway::UsagePlanKey')).toHaveLength(3);
  expect(Object.keys(resourcesOf(api, 'AWS::ApiGateway::UsagePlanKey'))).toEqual(expect.arrayContaining([expect.stringContaining('Partner')]));
});

test.each([['short', 5], ['x'.repeat(129), 129]])('an existing key with the value %j is refused, without a word of the value', (value, characters) => {
  const stack = newStack();
  const api = newApi({}, stack);
  const key = new apigateway.ApiKey(stack, 'Partner', { value });
  expect(() => api.addApiKey(key, 'basic')).toThrow(`value of API key "Shop/Partner" has ${characters} characters; API Gateway takes 20 to 128`);
});
