import { compileStageThrottle } from '../../../../local/gateway/throttle/stage-throttle';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { LocalClock } from '../../../../local/local-clock';
import { RestMethodSettings, RestStage } from '../../../../local/model/rest-api';
import { ACCOUNT_LIMITS } from '../../../../local/model/throttle';

const limits = (rateLimit: number, burstLimit: number): RestMethodSettings => ({ throttle: { rateLimit, burstLimit }, metrics: false });

function stage(settings: Record<string, RestMethodSettings>): RestStage {
  return {
    logicalId: 'Stage', name: 'prod', variables: new Map(), tracing: false, deploymentId: 'd', methodSettings: new Map(Object.entries(settings)),
  };
}

function setUp(settings: Record<string, RestMethodSettings>, account = ACCOUNT_LIMITS) {
  const clock = LocalClock.frozenAt(0);
  const bucket = new TokenBucket(account, clock);
  const throttle = compileStageThrottle(stage(settings), bucket, clock);
  const admitted = (methodKey: string, count: number) =>
    Array.from({ length: count }, () => throttle(methodKey)).filter((refusal) => refusal === undefined).length;
  return { clock, bucket, throttle, admitted };
}

test('a stage without settings has the limits of the account', () => {
  const { admitted, clock } = setUp({});
  expect(admitted('/orders/GET', 6_000)).toBe(5_000);
  clock.advance(100);
  expect(admitted('/orders/GET', 6_000)).toBe(1_000);
});

test("the answer is the service's, the reason names the limit", () => {
  const { throttle } = setUp({ '*/*': limits(5, 0) });
  expect(throttle('/orders/GET')).toEqual({
    responseType: 'THROTTLED',
    message: 'Too Many Requests',
    errorType: 'TooManyRequestsException',
    reason: 'above 5 requests a second with a burst of 0, the limits of GET /orders on stage prod',
  });
});

test('the default of the stage holds for each method on its own', () => {
  const { admitted } = setUp({ '*/*': limits(1, 3) });
  expect(admitted('/orders/GET', 10)).toBe(3);
  expect(admitted('/orders/POST', 10)).toBe(3);
});

test('a method with limits of its own has those instead, higher or lower', () => {
  const { admitted } = setUp({ '*/*': limits(1, 3), '/orders/GET': limits(1, 7), '/orders/{id}/GET': limits(1, 1) });
  expect(admitted('/orders/GET', 10)).toBe(7);
  expect(admitted('/orders/{id}/GET', 10)).toBe(1);
  expect(admitted('/health/GET', 10)).toBe(3);
});

test.each([
  ['settings without a throttle', { metrics: true }],
  ['-1, as the service writes it', limits(-1, -1)],
])('%s lift the limits of the stage', (_, settings) => {
  const { admitted } = setUp({ '*/*': limits(1, 3), '/orders/GET': settings }, { rateLimit: 1, burstLimit: 9 });
  expect(admitted('/orders/GET', 20)).toBe(9);
});

test('methods share the limits of the account', () => {
  const { admitted, throttle } = setUp({ '*/*': limits(100, 100) }, { rateLimit: 1, burstLimit: 4 });
  expect(admitted('/a/GET', 3)).toBe(3);
  expect(admitted('/b/GET', 3)).toBe(1);
  expect(throttle('/b/GET')?.reason).toBe('above the throttle limits of the account');
});

test('APIs of one account share its bucket', () => {
  const { admitted, bucket, clock } = setUp({}, { rateLimit: 1, burstLimit: 4 });
  const other = compileStageThrottle(stage({}), bucket, clock);
  expect(admitted('/a/GET', 3)).toBe(3);
  expect(other('/a/GET')).toBeUndefined();
  expect(other('/a/GET')).toBeDefined();
});

test('a request that the method refuses costs the account nothing', () => {
  const { admitted } = setUp({ '/a/GET': limits(1, 1) }, { rateLimit: 1, burstLimit: 4 });
  expect(admitted('/a/GET', 50)).toBe(1);
  expect(admitted('/b/GET', 50)).toBe(3);
});

test('a request that the account refuses costs the method nothing', () => {
  const { admitted, clock } = setUp({ '/a/GET': limits(0.001, 5) }, { rateLimit: 1, burstLimit: 2 });
  expect(admitted('/a/GET', 50)).toBe(2);
  clock.advance(10_000);
  expect(admitted('/a/GET', 50)).toBe(2);
  clock.advance(10_000);
  expect(admitted('/a/GET', 50)).toBe(1);
});
