import { InvokeOptions, InvokeResult } from './function-runtime';

/** An invocation on its way through a pool. */
export class Invocation {
  /** Position in the environment that has it. */
  public sequence = 0;
  /** How many environments ended before they began it. */
  public abandoned = 0;

  public constructor(
    public readonly payload: string,
    public readonly options: InvokeOptions,
    public readonly settle: (result: InvokeResult) => void,
  ) {}
}
