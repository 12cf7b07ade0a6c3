import * as fc from 'fast-check';
import { LineRing } from '../../../../local/services/cloudwatch-logs/line-ring';

const LIMITS = { lines: 7, bytes: 200_000 };

const line = fc.oneof(
  fc.string({ unit: 'grapheme' }), fc.nat(70_000).map((length) => 'x'.repeat(length)), fc.nat(30_000).map((length) => 'ü'.repeat(length)), fc.constant(''),
);

test('keeps the newest lines as they were, whatever comes and goes', () => {
  fc.assert(fc.property(fc.array(fc.oneof(line, fc.constant(undefined)), { maxLength: 60 }), (steps) => {
    const ring = new LineRing(LIMITS);
    const all: string[] = [];
    for (const step of steps) {
      if (step !== undefined) {
        ring.add(step, all.length * 1000);
        all.push(step);
      } else if (ring.first < ring.end) {
        ring.drop();
      }
      const kept = Array.from({ length: ring.end - ring.first }, (_, index) => ring.first + index);
      expect(ring.end).toBe(all.length);
      expect(kept.length).toBeLessThanOrEqual(LIMITS.lines);
      expect(kept.map((number) => ring.text(number))).toEqual(all.slice(ring.first));
      expect(kept.map((number) => ring.time(number))).toEqual(kept.map((number) => number * 1000));
      expect(ring.bytes).toBe(Buffer.byteLength(all.slice(ring.first).join('')));
    }
  }), { numRuns: 200 });
});

test('keeps as many lines as there is room for', () => {
  const ring = new LineRing({ lines: 1000, bytes: 200_000 });
  for (let index = 0; index < 50; index++) ring.add('x'.repeat(30_000), index);
  expect(ring.end - ring.first).toBeGreaterThanOrEqual(4);
  expect(ring.bytes).toBeLessThanOrEqual(200_000);
});
