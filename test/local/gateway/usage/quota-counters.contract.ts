import * as fc from 'fast-check';
import { QuotaCounters } from '../../../../local/gateway/usage/quota-counters';

/** What every implementation of {@link QuotaCounters} does. `make` starts with nothing counted. */
export function quotaCountersContract(make: () => QuotaCounters): void {
  let counters: QuotaCounters;
  beforeEach(() => { counters = make(); });
  afterEach(() => counters.close());

  test('counts what is charged to a window', () => {
    const counter = counters.counter('plan', 'key');
    expect(counter.used(1000)).toBe(0);
    counter.charge(1000);
    counter.charge(1000);
    expect(counter.used(1000)).toBe(2);
  });

  test('a new window starts at 0 and the old one is gone', () => {
    const counter = counters.counter('plan', 'key');
    counter.charge(1000);
    expect(counter.used(2000)).toBe(0);
    counter.charge(2000);
    expect([counter.used(1000), counter.used(2000)]).toEqual([0, 1]);
  });

  test('a clock that is set back starts its window anew', () => {
    const counter = counters.counter('plan', 'key');
    counter.charge(2000);
    counter.charge(1000);
    expect(counter.used(1000)).toBe(1);
  });

  test('the same ids have one counter, others have their own', () => {
    counters.counter('plan', 'key').charge(1000);
    expect(counters.counter('plan', 'key').used(1000)).toBe(1);
    expect(counters.counter('plan', 'other').used(1000)).toBe(0);
    expect(counters.counter('other', 'key').used(1000)).toBe(0);
  });

  test('any two different pairs of ids are counted apart', () => {
    const ids = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(fc.property(ids, ids, ids, ids, (planA, keyA, planB, keyB) => {
      fc.pre(planA !== planB || keyA !== keyB);
      const before = counters.counter(planB, keyB).used(5);
      counters.counter(planA, keyA).charge(5);
      expect(counters.counter(planB, keyB).used(5)).toBe(before);
    }));
  });

  test('forget starts every counter anew, also one that is in use', () => {
    const counter = counters.counter('plan', 'key');
    counter.charge(1000);
    counters.forget();
    expect(counter.used(1000)).toBe(0);
    counter.charge(1000);
    expect(counters.counter('plan', 'key').used(1000)).toBe(1);
  });

  test('counting goes on in memory after close', () => {
    const counter = counters.counter('plan', 'key');
    counter.charge(1000);
    counters.close();
    counter.charge(1000);
    expect(counter.used(1000)).toBe(2);
  });
}
