import { MemoryQuotaCounters } from '../../../../local/gateway/usage/memory-quota-counters';
import { UsageDecision, UsageLedger } from '../../../../local/gateway/usage/usage-ledger';
import { LocalClock } from '../../../../local/local-clock';
import { ApiKey, UsagePlan, UsagePlanStage } from '../../../../local/model/usage/usage-plan';

const SECRET = 'secret-value-of-';

function key(name: string, overrides: Partial<ApiKey> = {}): ApiKey {
  return { id: `${name}-id`, stack: 'S', logicalId: name, name, value: SECRET + name, enabled: true, ...overrides };
}

function stage(stageName = 'prod', methods: Record<string, [number, number]> = {}): UsagePlanStage {
  const methodThrottles = new Map(Object.entries(methods).map(([method, [rateLimit, burstLimit]]) => [method, { rateLimit, burstLimit }]));
  return { apiId: 'api', stageName, methodThrottles };
}

function plan(name: string, keys: readonly string[], overrides: Partial<UsagePlan> = {}): UsagePlan {
  return { id: `${name}-id`, stack: 'S', logicalId: name, name, apiStages: [stage()], keyIds: keys.map((id) => `${id}-id`), ...overrides };
}

function setUp(plans: readonly UsagePlan[], keys: readonly ApiKey[] = [key('acme'), key('umbrella')], time = '2026-03-10T12:00:00Z') {
  const clock = LocalClock.frozenAt(new Date(time));
  const counters = new MemoryQuotaCounters();
  const ledger = new UsageLedger(plans, keys, clock, counters);
  const call = (name: string, methodKey = '/orders/GET', stageName = 'prod') =>
    ledger.admit({ apiId: 'api', stageName, methodKey, keyValue: SECRET + name });
  const admitted = (count: number, ...args: Parameters<typeof call>) =>
    Array.from({ length: count }, () => call(...args)).filter((decision) => decision.kind === 'admitted').length;
  return { clock, counters, ledger, call, admitted };
}

const refusalOf = (decision: UsageDecision) => decision.kind === 'refused' ? decision.refusal : undefined;

describe('keys', () => {
  test('a key in a plan of the stage is admitted', () => {
    expect(setUp([plan('gold', ['acme'])]).call('acme')).toEqual({ kind: 'admitted', keyId: 'acme-id', planId: 'gold-id' });
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['no key', undefined, undefined],
    ['an empty key', '', undefined],
    ['an unknown key', 'whatever', undefined],
    ['a disabled key', `${SECRET}off`, undefined],
    ['a key of no plan', `${SECRET}umbrella`, 'umbrella-id'],
    ['a key of another stage', `${SECRET}elsewhere`, 'elsewhere-id'],
    ['the name of a member that every object has', 'constructor', undefined],
  ])('%s is forbidden', (_, keyValue, keyId) => {
    const { ledger } = setUp([plan('gold', ['acme', 'off']), plan('dev', ['elsewhere'], { apiStages: [stage('dev')] })],
      [key('acme'), key('umbrella'), key('off', { enabled: false }), key('elsewhere')]);
    const decision = ledger.admit({ apiId: 'api', stageName: 'prod', methodKey: '/orders/GET', keyValue });
    expect(decision).toMatchObject({ kind: 'refused', refusal: { responseType: 'INVALID_API_KEY', message: 'Forbidden', errorType: 'ForbiddenException' } });
    expect(decision).toHaveProperty('keyId', keyId);
    expect(JSON.stringify(decision)).not.toContain(SECRET);
  });

  test('one key in two plans of one stage is refused with a way out', () => {
    const build = () => setUp([plan('gold', ['acme']), plan('free', ['acme'])]);
    expect(build).toThrow('the API key acme is in the usage plans gold and free, both of stage prod of API api: a key can be in one plan of a stage only');
    expect(build).not.toThrow(SECRET);
  });

  test('one key in plans of two stages has the limits of each', () => {
    const { admitted } = setUp([
      plan('gold', ['acme'], { throttle: { rateLimit: 1, burstLimit: 5 } }),
      plan('dev', ['acme'], { throttle: { rateLimit: 1, burstLimit: 2 }, apiStages: [stage('dev')] }),
    ]);
    expect(admitted(9, 'acme', '/orders/GET', 'prod')).toBe(5);
    expect(admitted(9, 'acme', '/orders/GET', 'dev')).toBe(2);
  });

  test('two keys of one value are refused without naming it', () => {
    const build = () => setUp([], [key('a', { value: SECRET }), key('b', { value: SECRET })]);
    expect(build).toThrow('the API keys a and b have the same value');
    expect(build).not.toThrow(SECRET);
  });

  test('a plan may hold a key that is not in the templates', () => {
    expect(setUp([plan('gold', ['acme', 'imported'])]).admitted(1, 'acme')).toBe(1);
  });
});

describe('throttle of a plan', () => {
  test('holds for each key on its own', () => {
    const { call, admitted, clock } = setUp([plan('gold', ['acme', 'umbrella'], { throttle: { rateLimit: 2, burstLimit: 3 } })]);
    expect(admitted(10, 'acme')).toBe(3);
    expect(admitted(10, 'umbrella')).toBe(3);
    clock.advance(1000);
    expect(admitted(10, 'acme')).toBe(2);
    expect(call('acme')).toMatchObject({
      refusal: { responseType: 'THROTTLED', message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
      keyId: 'acme-id',
    });
  });

  test('is shared by the methods and stages of the plan', () => {
    const { admitted } = setUp([plan('gold', ['acme'], { throttle: { rateLimit: 1, burstLimit: 4 }, apiStages: [stage('prod'), stage('dev')] })]);
    expect(admitted(3, 'acme', '/orders/GET', 'prod')).toBe(3);
    expect(admitted(3, 'acme', '/orders/POST', 'dev')).toBe(1);
  });

  test('limits of a method replace it there, per key, and leave it alone elsewhere', () => {
    const { admitted } = setUp([plan('gold', ['acme', 'umbrella'], {
      throttle: { rateLimit: 1, burstLimit: 4 },
      apiStages: [stage('prod', { '/orders/POST': [1, 2], '/reports/GET': [1, 9] }), stage('dev')],
    })]);
    expect(admitted(10, 'acme', '/orders/POST')).toBe(2);
    expect(admitted(10, 'umbrella', '/orders/POST')).toBe(2);
    expect(admitted(10, 'acme', '/reports/GET')).toBe(9);
    expect(admitted(3, 'acme', '/orders/POST', 'dev')).toBe(3);
    expect(admitted(10, 'acme', '/orders/GET')).toBe(1);
  });

  test('limits of a method need no throttle of the plan', () => {
    const { admitted } = setUp([plan('gold', ['acme'], { apiStages: [stage('prod', { '/orders/POST': [1, 2] })] })]);
    expect(admitted(10, 'acme', '/orders/POST')).toBe(2);
    expect(admitted(10, 'acme', '/orders/GET')).toBe(10);
  });

  test('-1, as the service writes "no limit", limits nothing', () => {
    expect(setUp([plan('gold', ['acme'], { throttle: { rateLimit: -1, burstLimit: -1 } })]).admitted(50, 'acme')).toBe(50);
  });
});

describe('quota of a plan', () => {
  const daily = { limit: 3, period: 'DAY' as const, offset: 0 };

  test('is refused with the answer of the service until the next midnight UTC', () => {
    const { admitted, call, clock } = setUp([plan('gold', ['acme'], { quota: daily })]);
    expect(admitted(10, 'acme')).toBe(3);
    expect(refusalOf(call('acme'))).toEqual({
      responseType: 'QUOTA_EXCEEDED',
      message: 'Limit Exceeded',
      errorType: 'LimitExceededException',
      reason: 'the quota of usage plan gold is used up (3 of 3), it starts anew at 2026-03-11T00:00:00.000Z',
    });
    clock.set(Date.parse('2026-03-10T23:59:59.999Z'));
    expect(admitted(10, 'acme')).toBe(0);
    clock.advance(1);
    expect(admitted(10, 'acme')).toBe(3);
  });

  test('a week and a month start anew at the midnight of their offset', () => {
    const { admitted, clock } = setUp([
      plan('weekly', ['acme'], { quota: { limit: 1, period: 'WEEK', offset: 3 } }),
      plan('monthly', ['umbrella'], { quota: { limit: 1, period: 'MONTH', offset: 14 } }),
    ]);
    const both = () => [admitted(2, 'acme'), admitted(2, 'umbrella')];
    expect(both()).toEqual([1, 1]);
    clock.set(Date.parse('2026-03-10T23:59:59.999Z'));
    expect(both()).toEqual([0, 0]);
    clock.set(Date.parse('2026-03-11T00:00:00Z')); // a Wednesday
    expect(both()).toEqual([1, 0]);
    clock.set(Date.parse('2026-03-15T00:00:00Z'));
    expect(both()).toEqual([0, 1]);
  });

  test('is per key, and shared by the stages of the plan', () => {
    const { admitted } = setUp([plan('gold', ['acme', 'umbrella'], { quota: daily, apiStages: [stage('prod'), stage('dev')] })]);
    expect(admitted(2, 'acme', '/a/GET', 'prod')).toBe(2);
    expect(admitted(2, 'acme', '/a/GET', 'dev')).toBe(1);
    expect(admitted(9, 'umbrella')).toBe(3);
  });

  test('charges admitted requests only', () => {
    const { admitted, clock } = setUp([plan('gold', ['acme'], { quota: { ...daily, limit: 5 }, throttle: { rateLimit: 1, burstLimit: 2 } })]);
    expect(admitted(100, 'acme')).toBe(2);
    clock.advance(10_000);
    expect(admitted(100, 'acme')).toBe(2);
    clock.advance(10_000);
    expect(admitted(100, 'acme')).toBe(1);
  });

  test('an exhausted quota takes no tokens', () => {
    const { admitted, ledger } = setUp([
      plan('gold', ['acme'], { quota: { ...daily, limit: 1 }, throttle: { rateLimit: 1, burstLimit: 2 } }),
    ]);
    const throttle = jest.fn();
    expect(admitted(5, 'acme')).toBe(1);
    ledger.admit({ apiId: 'api', stageName: 'prod', methodKey: '/orders/GET', keyValue: `${SECRET}acme` }, throttle);
    expect(throttle).not.toHaveBeenCalled();
  });

  test('a limit of 0 admits nothing', () => {
    expect(setUp([plan('gold', ['acme'], { quota: { ...daily, limit: 0 } })]).admitted(1, 'acme')).toBe(0);
  });

  test('outlives the model it came from', () => {
    const plans = [plan('gold', ['acme'], { quota: daily })];
    const { admitted, clock, counters } = setUp(plans);
    admitted(2, 'acme');
    const reloaded = new UsageLedger(plans, [key('acme')], clock, counters);
    const kinds = [1, 2].map(() => reloaded.admit({ apiId: 'api', stageName: 'prod', methodKey: '/orders/GET', keyValue: `${SECRET}acme` }).kind);
    expect(kinds).toEqual(['admitted', 'refused']);
  });

  test('an offset that the service refuses is refused', () => {
    expect(() => setUp([plan('gold', ['acme'], { quota: { ...daily, offset: 5 } })])).toThrow('usage plan "gold" has the quota offset 5');
  });
});

test('what the stage or the account refuses costs the key nothing', () => {
  const { ledger, admitted } = setUp([plan('gold', ['acme'], { quota: { limit: 2, period: 'DAY', offset: 0 }, throttle: { rateLimit: 1, burstLimit: 2 } })]);
  const refusal = { responseType: 'THROTTLED', message: 'Too Many Requests', errorType: 'TooManyRequestsException', reason: 'stage' };
  const request = { apiId: 'api', stageName: 'prod', methodKey: '/orders/GET', keyValue: `${SECRET}acme` };
  for (let i = 0; i < 20; i++) {
    expect(ledger.admit(request, () => refusal)).toEqual({ kind: 'refused', refusal, keyId: 'acme-id' });
  }
  expect(admitted(20, 'acme')).toBe(2);
});
