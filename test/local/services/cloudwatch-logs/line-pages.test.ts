import * as fc from 'fast-check';
import { KeptLine, LinePages } from '../../../../local/services/cloudwatch-logs/line-pages';

test('a line stays what it is until it is released, whatever comes and goes beside it', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.nat(200_000).map((length) => 'ü'.repeat(length)), fc.constant('x'.repeat(30_000)));
  fc.assert(fc.property(fc.array(fc.oneof(text, fc.constant(undefined)), { maxLength: 60 }), (steps) => {
    const pages = new LinePages();
    const kept: { readonly line: KeptLine; readonly text: string }[] = [];
    for (const step of steps) {
      if (step === undefined) kept.shift()?.line.release();
      else kept.push({ line: pages.keep(step), text: step });
      for (const { line, text: expected } of kept) expect(line.text).toBe(expected);
    }
  }), { numRuns: 50 });
});
