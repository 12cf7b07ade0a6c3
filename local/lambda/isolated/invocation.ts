import { InvocationDone, InvokeOptions } from '../function-runtime';

/** An invocation on its way through a pool. */
export class Invocation {
  /** How many environments ended before they began it or anything else. */
  public abandoned = 0;

  public constructor(
    public readonly payload: string,
    public readonly options: InvokeOptions,
    public readonly settle: InvocationDone,
  ) {}

  /** Whether somebody still waits for the result. */
  public get isWanted(): boolean {
    return this.options.isWanted?.() ?? true;
  }
}
