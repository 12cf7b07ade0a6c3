import { Clock } from '../../clock';

/** Tries to receive; undefined: there is nothing yet. */
type Attempt<T> = () => T | undefined;

/** Those who wait for messages of a queue, first come, first served. */
export class WaitingReceivers<T> {
  private readonly waiting = new Set<() => void>();

  /** @param nextAt when the next message can be received that nobody can receive now, if there is one */
  public constructor(private readonly clock: Clock, private readonly nextAt: () => number | undefined) {}

  /**
   * The result of the first attempt that has one.
   *
   * @param milliseconds how long to wait for it on the clock
   * @param gone ends the waiting, so that no message is given to somebody who is not there any more
   * @returns undefined when there was none in time
   */
  public async wait(attempt: Attempt<T>, milliseconds: number, gone: AbortSignal): Promise<T | undefined> {
    const now = attempt();
    if (now !== undefined || milliseconds <= 0 || gone.aborted) return now;
    return new Promise((resolve) => {
      const end = (result: T | undefined): void => {
        this.waiting.delete(tryAgain);
        timers.forEach((timer) => timer.cancel());
        gone.removeEventListener('abort', giveUp);
        resolve(result);
      };
      const tryAgain = (): void => {
        const result = attempt();
        if (result !== undefined) end(result);
        else timers[1] = this.wakeUp(tryAgain, timers[1]);
      };
      const giveUp = (): void => end(undefined);
      const timers = [this.clock.after(milliseconds, giveUp), this.wakeUp(tryAgain)];
      gone.addEventListener('abort', giveUp);
      this.waiting.add(tryAgain);
    });
  }

  /** To be called when a message has come or can be received again. */
  public wake(): void {
    for (const tryAgain of this.waiting) tryAgain();
  }

  private wakeUp(action: () => void, before?: { cancel(): void }): { cancel(): void } {
    before?.cancel();
    const at = this.nextAt();
    return at === undefined ? { cancel: () => undefined } : this.clock.after(at - this.clock.now(), action);
  }
}
