import * as fc from 'fast-check';
import { LocalClock } from '../../local/local-clock';

const noon = Date.UTC(2026, 0, 15, 12);

describe('time', () => {
  beforeEach(() => jest.useFakeTimers({ now: noon }));
  afterEach(() => jest.useRealTimers());

  test('follows the system clock by default', () => {
    const clock = new LocalClock();
    expect(clock.now()).toBe(noon);
    jest.advanceTimersByTime(1234);
    expect(clock.now()).toBe(noon + 1234);
  });

  test('an advanced clock stays ahead and runs on', () => {
    const clock = new LocalClock();
    clock.advance(60_000);
    jest.advanceTimersByTime(5);
    expect(clock.now()).toBe(noon + 60_005);
  });

  test('a frozen clock stands still until it is steered, and runs on from there when resumed', () => {
    const clock = new LocalClock();
    clock.freeze();
    jest.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(noon);
    clock.advance(7);
    expect(clock.now()).toBe(noon + 7);
    expect(clock.frozen).toBe(true);
    clock.resume();
    jest.advanceTimersByTime(3);
    expect(clock.now()).toBe(noon + 10);
    expect(clock.frozen).toBe(false);
  });

  test.each([new Date(5_000), 5_000])('can be set to %s and back to the system time', (time) => {
    const clock = new LocalClock();
    clock.set(time);
    expect(clock.now()).toBe(5_000);
    jest.advanceTimersByTime(1);
    expect(clock.now()).toBe(5_001);
    clock.set(new Date());
    expect(clock.now()).toBe(noon + 1);
  });

  test('frozenAt starts still', () => {
    const clock = LocalClock.frozenAt(new Date('2026-03-01T00:00:00Z'));
    jest.advanceTimersByTime(99);
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-01T00:00:00.000Z');
  });

  test.each([-1, NaN, Infinity])('refuses to advance by %s', (step) => {
    expect(() => new LocalClock().advance(step)).toThrow('expected 0 or more milliseconds');
  });

  test('refuses an invalid date', () => {
    expect(() => new LocalClock().set(new Date('never'))).toThrow("can't set the clock to Invalid Date");
  });
});

describe('timers on the system clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: noon }));
  afterEach(() => jest.useRealTimers());

  test('fire once, after their delay', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(100, action);
    jest.advanceTimersByTime(99);
    expect(action).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('wait longer than Node.js can in one go', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(60 * 86_400_000, action);
    jest.advanceTimersByTime(59 * 86_400_000);
    expect(action).not.toHaveBeenCalled();
    jest.advanceTimersByTime(86_400_000);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('a cancelled one never fires, whether the clock runs or is steered', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(100, action).cancel();
    clock.advance(1000);
    jest.advanceTimersByTime(1000);
    expect(action).not.toHaveBeenCalled();
  });

  test('steering shortens the wait that is left', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(100, action);
    clock.advance(60);
    jest.advanceTimersByTime(39);
    expect(action).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('a frozen clock holds its timers back until it resumes', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(100, action);
    clock.freeze();
    jest.advanceTimersByTime(1000);
    expect(action).not.toHaveBeenCalled();
    clock.resume();
    jest.advanceTimersByTime(100);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('moving the clock back keeps the wait that is left', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(100, action);
    clock.set(noon - 86_400_000);
    jest.advanceTimersByTime(100);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('none is left behind by close, nor taken after it', () => {
    const clock = new LocalClock();
    const action = jest.fn();
    clock.after(10, action);
    clock.close();
    clock.after(10, action);
    expect(jest.getTimerCount()).toBe(0);
    clock.advance(100);
    expect(action).not.toHaveBeenCalled();
  });
});

test('a pending timer does not keep the process alive', () => {
  const unref = jest.spyOn(global, 'setTimeout');
  const clock = new LocalClock();
  clock.after(60_000, () => undefined);
  const native = unref.mock.results[0]?.value as NodeJS.Timeout;
  expect(native.hasRef()).toBe(false);
  clock.close();
  unref.mockRestore();
});

describe('steering', () => {
  test('runs what comes due before it returns, in the order of time, each at its own moment', () => {
    const clock = LocalClock.frozenAt(0);
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name}@${clock.now()}`);
    clock.after(30, note('c'));
    clock.after(10, note('a'));
    clock.after(10, note('b'));
    clock.after(31, note('late'));
    clock.advance(30);
    expect(fired).toEqual(['a@10', 'b@10', 'c@30']);
    expect(clock.now()).toBe(30);
  });

  test('a timer that sets the next one keeps its beat', () => {
    const clock = LocalClock.frozenAt(0);
    const beats: number[] = [];
    const beat = () => {
      beats.push(clock.now());
      clock.after(10, beat);
    };
    clock.after(10, beat);
    clock.after(25, () => beats.push(-25));
    clock.set(40);
    expect(beats).toEqual([10, 20, -25, 30, 40]);
  });

  test('an action may cancel a later timer, and may steer itself', () => {
    const clock = LocalClock.frozenAt(0);
    const fired: string[] = [];
    const doomed = clock.after(20, () => fired.push('doomed'));
    clock.after(10, () => doomed.cancel());
    clock.after(30, () => clock.advance(100));
    clock.after(50, () => fired.push(`nested@${clock.now()}`));
    clock.advance(40);
    expect(fired).toEqual(['nested@50']);
    expect(clock.now()).toBe(130);
  });

  test('an action may freeze and resume the clock', () => {
    const clock = new LocalClock();
    clock.after(10, () => clock.freeze());
    clock.advance(20);
    expect(clock.frozen).toBe(true);
    const stopped = clock.now();
    clock.after(10, () => clock.resume());
    clock.after(15, () => undefined);
    clock.advance(20);
    expect(clock.frozen).toBe(false);
    expect(clock.now()).toBeGreaterThanOrEqual(stopped + 20);
    clock.close();
  });

  test('an action that throws does not keep the others from running', () => {
    const clock = LocalClock.frozenAt(0);
    const other = jest.fn();
    clock.after(1, () => { throw new Error('first'); });
    clock.after(2, other);
    expect(() => clock.advance(5)).toThrow('first');
    expect(other).toHaveBeenCalled();
    expect(clock.now()).toBe(5);
  });

  test('however the way is cut, the same timers fire at the same moments', () => {
    // At least one step: even a step of 0 runs what is due, no step at all runs nothing.
    const cuttings = fc.array(fc.nat(300), { minLength: 1, maxLength: 10 });
    fc.assert(fc.property(fc.array(fc.nat(1000), { maxLength: 20 }), cuttings, (delays, steps) => {
      const run = (cuts: readonly number[]) => {
        const clock = LocalClock.frozenAt(0);
        const fired: string[] = [];
        delays.forEach((delay, index) => clock.after(delay, () => fired.push(`${index}@${clock.now()}`)));
        cuts.forEach((cut) => clock.advance(cut));
        return fired;
      };
      expect(run(steps)).toEqual(run([steps.reduce((sum, step) => sum + step, 0)]));
    }), { numRuns: 1000 });
  });
});
