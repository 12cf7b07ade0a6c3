import { TIMED_OUT } from './deadline';
import { Clock, Timer } from '../../clock';
import { FunctionEvent } from '../../lambda/function-event';
import { InvokableFunction } from '../../lambda/function-invoker';
import { InvokeOptions, InvokeResult } from '../../lambda/function-runtime';

/** Largest event of a synchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_EVENT_BYTES = 6_291_456;

/** A call of a function by an integration or authorizer. */
export interface FunctionCallOptions extends Omit<InvokeOptions, 'isWanted'> {
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
  fn.run(event, { requestId: options.requestId, traceId: options.traceId, invokedArn: options.invokedArn, isWanted: call.isWanted }, call.ended);
  call.watch();
}

/** Calls that began in this turn of the event loop. */
let begun: FunctionCall[] = [];

class FunctionCall {
  private readonly deadline: number;
  private timer: Timer | undefined;
  private isOver = false;

  public constructor(private readonly clock: Clock, private readonly options: FunctionCallOptions, private readonly done: FunctionCallDone) {
    this.deadline = clock.now() + options.timeoutMilliseconds;
  }

  public readonly isWanted = (): boolean => !this.isOver || this.options.outlivesCaller === true;

  public readonly ended = (result: InvokeResult): void => {
    if (this.isOver) return;
    this.isOver = true;
    this.timer?.cancel();
    this.done(result);
  };

  /** Many calls end within their turn, so only those that don't get a timer. */
  public watch(): void {
    if (!this.isOver && begun.push(this) === 1) setImmediate(watchAll);
  }

  public arm(): void {
    if (this.isOver) return;
    // A clock that was set back meanwhile gives nobody more time.
    const left = Math.min(this.deadline - this.clock.now(), this.options.timeoutMilliseconds);
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
