import { Clock, Timer } from './clock';
import { Waiting, WaitList } from './wait-list';

/** Longest delay that Node.js timers take; a longer wait is cut into several. */
const LONGEST_NATIVE_DELAY = 2 ** 31 - 1;

interface Wait extends Timer, Waiting {
  /** When it fires, on this clock. */
  due: number;
  readonly action: () => void;
}

/**
 * The gateway's clock: follows the system until it is steered.
 *
 * Throttles, quotas, cache lifetimes and timeouts of a running gateway read this clock, so a test can pass a day in no time:
 *
 * ```ts
 * const local = await startLocal({ app: 'cdk.out' });
 * local.clock.freeze();                 // nothing elapses while the test prepares
 * local.clock.advance(24 * 3600_000);   // the daily quota starts anew
 * local.clock.resume();                 // and time passes again
 * ```
 *
 * Steering is synchronous: when `advance` or `set` returns, every timer that came due has run, in the order of the due times.
 */
export class LocalClock implements Clock {
  /** A clock that stands still at `time` until it is steered. */
  public static frozenAt(time: Date | number): LocalClock {
    const clock = new LocalClock();
    clock.freeze();
    clock.set(time);
    return clock;
  }

  /** Milliseconds that a running clock is ahead of the system. */
  private ahead = 0;
  /** Where a clock stands that is frozen or being steered; absent: it runs. */
  private stoppedAt?: number;
  private running = true;
  /** Calls of `moveTo` under way: more than one when an action steers. */
  private moves = 0;
  private readonly waits = new WaitList<Wait>();
  /** The system's timer for all waits. It fires when the earliest is due, or too early: most waits are forgotten long before, and then it stays as it is. */
  private native?: NodeJS.Timeout;
  /** When the system's timer fires, on this clock. */
  private nativeDue = Infinity;
  /** Grows with every new timer, so that steering sees those that an action adds. */
  private added = 0;
  private closed = false;

  /** True while the clock stands still. */
  public get frozen(): boolean {
    return !this.running;
  }

  public now(): number {
    return this.stoppedAt ?? Date.now() + this.ahead;
  }

  /** @inheritdoc On a frozen clock the timer waits for `advance`, `set` or `resume`; on a closed one it never fires. */
  public after(milliseconds: number, action: () => void): Timer {
    const due = this.now() + Math.max(0, milliseconds);
    const wait: Wait = { due, action, previous: undefined, next: undefined, cancel: () => this.waits.delete(wait) };
    if (this.closed) return wait;
    this.waits.add(wait);
    this.added++;
    if (wait.due < this.nativeDue) this.rearm();
    return wait;
  }

  /**
   * Moves the clock forward and runs what comes due, each action at its own due time.
   * A running clock goes on from there, a frozen one stays there.
   *
   * @throws RangeError if `milliseconds` is negative or not finite; `set` moves a clock back.
   */
  public advance(milliseconds: number): void {
    if (!(milliseconds >= 0 && milliseconds < Infinity)) {
      throw new RangeError(`can't advance the clock by ${milliseconds}: expected 0 or more milliseconds, use set() to move it back`);
    }
    this.moveTo(this.now() + milliseconds);
  }

  /**
   * Moves the clock to a point in time. Forward, it runs what comes due on the way, as `advance` does.
   * Back, it only changes the calendar: a timer still has to wait as long as it had to before.
   *
   * @param time a `Date` or milliseconds since the epoch; `set(new Date())` returns to the system's time.
   * @throws RangeError if it is no valid time.
   */
  public set(time: Date | number): void {
    const target = typeof time === 'number' ? time : time.getTime();
    if (!Number.isFinite(target)) throw new RangeError(`can't set the clock to ${String(time)}: expected a valid Date or milliseconds since the epoch`);
    const step = target - this.now();
    if (step >= 0) return this.moveTo(target);
    this.place(target);
    for (const wait of this.waits) wait.due += step;
    this.rearm();
  }

  /** Stops the clock where it is: no time passes and no timer fires until it is steered or resumed. Harmless when it stands already. */
  public freeze(): void {
    this.running = false;
    this.stoppedAt ??= this.now();
    this.rearm();
  }

  /** Lets a frozen clock run on at the system's pace from where it stands. Harmless when it runs already. */
  public resume(): void {
    this.running = true;
    if (this.stoppedAt === undefined || this.moves > 0) return;
    this.ahead = this.stoppedAt - Date.now();
    this.stoppedAt = undefined;
    this.rearm();
  }

  /** Forgets every timer, and every later one. Time can still be read. */
  public close(): void {
    this.closed = true;
    this.waits.clear();
    this.rearm();
  }

  private place(time: number): void {
    if (this.stoppedAt === undefined) this.ahead = time - Date.now();
    else this.stoppedAt = time;
  }

  /** Forward only. An action that throws doesn't keep the others from running; its error is thrown at the end. */
  private moveTo(target: number): void {
    const errors: unknown[] = [];
    this.moves++;
    this.stoppedAt ??= this.now();
    for (let due = this.dueUntil(target); due.length > 0; due = this.dueUntil(target)) {
      const seen = this.added;
      for (const wait of due) {
        if (!this.waits.delete(wait)) continue;
        // An action may steer too, so the clock can be past this timer already.
        this.stoppedAt = Math.max(this.stoppedAt, wait.due);
        try {
          wait.action();
        } catch (error) {
          errors.push(error);
        }
        if (this.added !== seen) break;
      }
    }
    this.stoppedAt = Math.max(this.stoppedAt, target);
    this.moves--;
    if (this.running) this.resume();
    if (errors.length > 0) throw errors[0];
  }

  private dueUntil(target: number): Wait[] {
    // Sets keep the order of creation and sorting is stable: timers of one moment fire in the order they were made.
    return [...this.waits].filter((wait) => wait.due <= target).sort((a, b) => a.due - b.due);
  }

  /** Sets the system's timer for the earliest wait. */
  private rearm(): void {
    clearTimeout(this.native);
    this.nativeDue = Infinity;
    if (this.stoppedAt !== undefined || this.waits.size === 0) return;
    for (const { due } of this.waits) this.nativeDue = Math.min(this.nativeDue, due);
    this.native = setTimeout(() => this.ring(), Math.min(Math.max(0, this.nativeDue - this.now()), LONGEST_NATIVE_DELAY));
    this.native.unref();
  }

  private ring(): void {
    const now = this.now();
    for (const wait of this.dueUntil(now)) {
      // An action may cancel a later one, or stop the clock.
      if (this.stoppedAt !== undefined || !this.waits.delete(wait)) continue;
      // One that throws doesn't keep the others from running.
      try {
        wait.action();
      } catch (error) {
        setImmediate(() => { throw error; });
      }
    }
    this.rearm();
  }

}
