import { Clock } from '../../clock';

/** The time of an integration ran out. */
export const TIMED_OUT = Symbol('timed out');

/**
 * What `work` gives, or `TIMED_OUT` after `milliseconds` on the gateway's clock. The work itself goes on; `abandon` may stop it.
 */
export async function withDeadline<T>(clock: Clock, milliseconds: number, work: Promise<T>, abandon?: () => void): Promise<T | typeof TIMED_OUT> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(milliseconds, () => {
      resolve(TIMED_OUT);
      abandon?.();
    });
    work.then((value) => {
      timer.cancel();
      resolve(value);
    }, (error: unknown) => {
      timer.cancel();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}
