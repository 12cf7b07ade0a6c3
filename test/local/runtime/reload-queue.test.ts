import * as fc from 'fast-check';
import { ReloadQueue } from '../../../local/runtime/reload-queue';

/** A queue whose runs are ended by hand. */
function manual() {
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  let running = 0;
  let most = 0;
  const queue = new ReloadQueue(async () => {
    running += 1;
    most = Math.max(most, running);
    try {
      await new Promise<void>((resolve, reject) => { ends.push({ resolve, reject }); });
    } finally {
      running -= 1;
    }
  });
  return { queue, ends, most: () => most };
}

const settle = async (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

it('answers a burst with the run that is under way and one more', async () => {
  const { queue, ends, most } = manual();
  const all = [queue.run(), queue.run(), queue.run(), queue.run()];
  ends[0]?.resolve();
  await settle();
  ends[1]?.resolve();
  await Promise.all(all);
  expect([ends.length, most()]).toEqual([2, 1]);
});

it('tells only those who waited for a run that it failed, and runs on', async () => {
  const { queue, ends } = manual();
  const first = queue.run();
  const second = queue.run();
  ends[0]?.reject(new Error('synth failed'));
  await expect(first).rejects.toThrow('synth failed');
  await settle();
  ends[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});

it('never runs two at once and never forgets the last request', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('ask', 'end', 'fail'), { maxLength: 30 }), async (steps) => {
    const { queue, ends, most } = manual();
    let ended = 0;
    let askedAfterBegin = false;
    for (const step of steps) {
      if (step === 'ask') {
        askedAfterBegin = true;
        queue.run().catch(() => undefined);
      } else {
        const end = ends[ended];
        if (end) {
          ended += 1;
          askedAfterBegin = false;
          if (step === 'end') end.resolve();
          else end.reject(new Error('failed'));
        }
      }
      await settle();
    }
    if (askedAfterBegin) expect(ends.length).toBeGreaterThan(ended);
    expect(most()).toBeLessThanOrEqual(1);
    while (ends.length > ended) {
      ends[ended]?.resolve();
      ended += 1;
      await settle();
    }
    await queue.idle();
  }), { numRuns: 50 });
});
