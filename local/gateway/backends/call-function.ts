import { TIMED_OUT } from './deadline';
import { Clock, Timer } from '../../clock';
import { FunctionEvent } from '../../lambda/function-event';
import { InvokableFunction } from '../../lambda/function-invoker';
import { InvokeOptions, InvokeResult } from '../../lambda/function-runtime';

/** Largest event of a synchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_EVENT_BYTES = 6_291_456;

/** A call of a function by an integration or authorizer. */
export interface FunctionCallOptions extends Omit<InvokeOptions, 'isWanted'> {
  /** Since when the caller waits, on the gateway's clock. */
  readonly startedAt: number;
  /** How long the caller waits, on the gateway's clock. */
  readonly timeoutMilliseconds: number;
  /** Whether a function that has not begun in time runs nevertheless. @default false */
  readonly outlivesCaller?: boolean;
}

/** Receives how a call ended, once. */
export type FunctionCallDone = (result: InvokeResult | typeof TIMED_OUT) => void;

/** Calls a function and waits for it no longer than the options say. The function itself goes on when it has begun. */
export function callFunction(clock: Clock, fn: InvokableFunction, event: FunctionEvent, options: FunctionCallOptions, done: FunctionCallDone): void {
  const call = new FunctionCall(clock, options, done);
  fn.run(event, call, (result) => call.end(result));
  call.watch();
}

/** Calls that began in this turn of the event loop. */
let begun: FunctionCall[] = [];

class FunctionCall implements InvokeOptions {
  public readonly requestId: string;
  public readonly traceId: string | undefined;
  public readonly invokedArn: string;
  private timer: Timer | undefined;
  private isOver = false;

  public constructor(private readonly clock: Clock, private readonly options: FunctionCallOptions, private readonly done: FunctionCallDone) {
    this.requestId = options.requestId;
    this.traceId = options.traceId;
    this.invokedArn = options.invokedArn;
  }

  public isWanted(): boolean {
    return !this.isOver || this.options.outlivesCaller === true;
  }

  public end(result: InvokeResult): void {
    if (this.isOver) return;
    this.isOver = true;
    this.timer?.cancel();
    this.done(result);
  }

  /** Many calls end within their turn, so only those that don't get a timer. */
  public watch(): void {
    if (!this.isOver && begun.push(this) === 1) setImmediate(watchAll);
  }

  public arm(): void {
    if (this.isOver) return;
    // A clock that was set back meanwhile gives nobody more time.
    const { startedAt, timeoutMilliseconds } = this.options;
    const left = Math.min(startedAt + timeoutMilliseconds - this.clock.now(), timeoutMilliseconds);
    if (left > 0) this.timer = this.clock.after(left, () => this.timeOut());
    else this.timeOut();
  }

  private timeOut(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.done(TIMED_OUT);
  }
}

function watchAll(): void {
  const calls = begun;
  begun = [];
  for (const call of calls) call.arm();
}
