import * as fc from 'fast-check';
import { Claims } from '../../../../local/lambda/isolated/claims';
import { claim, sequenceAfter } from '../../../../local/lambda/worker/protocol';

const wrap = 0x3fff_ffff;

describe('claiming invocations', () => {
  it.each([0, 1, 41, wrap - 1, wrap])('an invocation is claimed once, after number %d', (last) => {
    const word = new Int32Array([last]);
    const next = sequenceAfter(last);
    expect(claim(word, next)).toBe(true);
    expect(claim(word, next)).toBe(false);
    expect(word[0]).toBe(next);
  });

  it('every invocation is begun by the worker or taken back, never both, however they interleave', () => {
    const step = fc.constantFrom('add', 'claim', 'finish', 'recall');
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const claims = new Claims<number>();
      const word = new Int32Array(claims.buffer);
      const inbox: [number, number][] = [];
      const running: [number, number][] = [];
      const begun: number[] = [];
      const back: number[] = [];
      let added = 0;
      const take = (): void => {
        const next = inbox.shift();
        if (next === undefined || !claim(word, next[0])) return;
        running.push(next);
        begun.push(next[1]);
      };
      for (const action of steps) {
        if (action === 'add') {inbox.push([claims.add(added), added++]);} else if (action === 'recall') {back.push(...claims.recall());} else if (action === 'claim' && running.length === 0) {take();} else if (action === 'finish') {
          const ended = running.shift();
          if (ended !== undefined) expect(claims.finish(ended[0])).toBe(ended[1]);
        }
        expect(claims.begun).toBe(running.length);
      }
      back.push(...claims.recall());
      while (inbox.length > 0) take();
      expect([...begun, ...back].sort((one, other) => one - other)).toEqual(Array.from({ length: added }, (_, n) => n));
    }), { numRuns: 1000 });
  });
});
