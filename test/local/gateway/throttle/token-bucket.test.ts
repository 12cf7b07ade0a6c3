import * as fc from 'fast-check';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { LocalClock } from '../../../../local/local-clock';

/** How many of `count` requests get through. */
const burst = (bucket: TokenBucket, count: number): number => Array.from({ length: count }, () => bucket.take()).filter(Boolean).length;

test('a new bucket lets the burst through at once', () => {
  const clock = LocalClock.frozenAt(0);
  expect(burst(new TokenBucket({ rateLimit: 10, burstLimit: 5 }, clock), 20)).toBe(5);
});

test('tokens come back one by one, at the rate', () => {
  const clock = LocalClock.frozenAt(0);
  const bucket = new TokenBucket({ rateLimit: 10, burstLimit: 5 }, clock);
  burst(bucket, 5);
  clock.advance(99);
  expect(bucket.take()).toBe(false);
  clock.advance(1);
  expect(burst(bucket, 3)).toBe(1);
});

test('a bucket never holds more than the burst', () => {
  const clock = LocalClock.frozenAt(0);
  const bucket = new TokenBucket({ rateLimit: 10, burstLimit: 5 }, clock);
  clock.advance(86_400_000);
  expect(burst(bucket, 20)).toBe(5);
});

test('looking takes nothing', () => {
  const bucket = new TokenBucket({ rateLimit: 1, burstLimit: 1 }, LocalClock.frozenAt(0));
  expect([bucket.has(), bucket.has(), bucket.take(), bucket.has()]).toEqual([true, true, true, false]);
});

test.each([
  [{ rateLimit: 0, burstLimit: 100 }],
  [{ rateLimit: 100, burstLimit: 0 }],
])('%j refuses everything, for ever', (limits) => {
  const clock = LocalClock.frozenAt(0);
  const bucket = new TokenBucket(limits, clock);
  expect(bucket.take()).toBe(false);
  clock.advance(86_400_000);
  expect(bucket.take()).toBe(false);
});

test('a fraction of a request a second is one now and then', () => {
  const clock = LocalClock.frozenAt(0);
  const bucket = new TokenBucket({ rateLimit: 0.1, burstLimit: 1 }, clock);
  expect(burst(bucket, 2)).toBe(1);
  clock.advance(9_999);
  expect(bucket.take()).toBe(false);
  clock.advance(1);
  expect(bucket.take()).toBe(true);
});

test('a clock that is set back neither fills the bucket nor blocks it', () => {
  const clock = LocalClock.frozenAt(86_400_000);
  const bucket = new TokenBucket({ rateLimit: 1, burstLimit: 1 }, clock);
  bucket.take();
  clock.set(0);
  expect(bucket.take()).toBe(false);
  clock.advance(1000);
  expect(bucket.take()).toBe(true);
});

test.each([
  [{ rateLimit: -1, burstLimit: 1 }],
  [{ rateLimit: 1, burstLimit: NaN }],
  [{ rateLimit: Infinity, burstLimit: 1 }],
  [{ rateLimit: 1, burstLimit: 1e15 }],
])('%j is refused with the value in the message', (limits) => {
  expect(() => new TokenBucket(limits, LocalClock.frozenAt(0))).toThrow(JSON.stringify(limits));
});

describe('over a simulated day', () => {
  test.each([
    { rateLimit: 10, burstLimit: 5, every: 101 },
    { rateLimit: 0.3, burstLimit: 2, every: 997 },
    { rateLimit: 33.333333, burstLimit: 50, every: 1009 },
    { rateLimit: 100, burstLimit: 50, every: 250 },
    // Asked too seldom to use it all: each time the bucket is full again, and no fuller.
    { rateLimit: 100, burstLimit: 50, every: 1000 },
  ])('%j admits exactly the burst and then the rate', ({ rateLimit, burstLimit, every }) => {
    let now = 0;
    const bucket = new TokenBucket({ rateLimit, burstLimit }, { now: () => now, after: () => ({ cancel: () => undefined }) });
    const drain = () => {
      let taken = 0;
      while (bucket.take()) taken++;
      return taken;
    };
    let admitted = drain();
    expect(admitted).toBe(burstLimit);
    while (now + every <= 86_400_000) {
      now += every;
      admitted += drain();
    }
    const gained = BigInt(Math.round(rateLimit * 1e6)) * BigInt(now) / 1_000_000_000n;
    const overflows = rateLimit * every / 1000 > burstLimit;
    expect(admitted).toBe(overflows ? burstLimit * (1 + now / every) : burstLimit + Number(gained));
  });

  test('any traffic: never above the limits in any window, and refused only when one more would be', () => {
    const rates = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5000 }).map((n) => n / 1000));
    const gaps = fc.oneof(fc.constant(0), fc.nat(50), fc.nat(5_000), fc.nat(20_000_000));
    const traffics = fc.array(gaps, { minLength: 1, maxLength: 120 });
    fc.assert(fc.property(rates, fc.integer({ min: 1, max: 8 }), traffics, (rateLimit, burstLimit, traffic) => {
      const clock = LocalClock.frozenAt(0);
      const bucket = new TokenBucket({ rateLimit, burstLimit }, clock);
      const milliRate = BigInt(Math.round(rateLimit * 1000));
      // The oracle knows no bucket: in every window that ends now, at most burst + rate * length may be admitted.
      const admittedAt: number[] = [];
      const wouldExceed = (now: number) => admittedAt.some((start, index) => {
        const withThis = BigInt(admittedAt.length - index + 1);
        return (withThis - BigInt(burstLimit)) * 1_000_000n > milliRate * BigInt(now - start);
      }) || burstLimit < 1;
      for (const gap of traffic) {
        clock.advance(gap);
        const expected = !wouldExceed(clock.now());
        expect(bucket.has()).toBe(expected);
        expect(bucket.take()).toBe(expected);
        if (expected) admittedAt.push(clock.now());
      }
    }), { numRuns: 300 });
  });
});
