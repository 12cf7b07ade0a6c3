import { FunctionEvent } from './function-event';
import { Json } from '../json';
import { FunctionModel } from '../model/functions/function';

/** Runs one function. Implementations: isolated worker threads, in process; others (Python, Java ...) fit the same contract. */
export interface FunctionRuntime {
  /**
   * Runs the handler once. Never throws: what goes wrong is a value.
   * Waits while all environments are busy; `throttled` once the reserved concurrency is reached, or when too many wait already.
   *
   * @param done called once, with the result. A callback and no promise: each promise more is a noticeable part of what a short invocation costs.
   */
  run(event: FunctionEvent, options: InvokeOptions, done: InvocationDone): void;
  /** Takes a changed function into service: running invocations finish on the old code, later ones run the new. */
  replace(model: FunctionModel): void;
  /** Stops every environment. Pending invocations end with `Unhandled`. */
  close(): Promise<void>;
}

/** Receives the result of an invocation. Must not throw. */
export type InvocationDone = (result: InvokeResult) => void;

export interface InvokeOptions {
  /** Becomes `context.awsRequestId`. */
  readonly requestId: string;
  /** Value of `_X_AMZN_TRACE_ID` during the invocation. */
  readonly traceId?: string;
  /** ARN that was called; becomes `context.invokedFunctionArn`. */
  readonly invokedArn: string;
  /** Whether somebody still waits for the result: what nobody waits for is not begun, and ends as `throttled`. @default - it runs in any case */
  isWanted?(): boolean;
}

export type InvokeResult =
  /** `payload` is the JSON text of the handler's value; `null` when it returned nothing. `value` is what it stands for, where somebody knows it already. */
  | { readonly kind: 'success'; readonly payload: string; readonly value?: Json }
  /**
   * The handler threw, timed out, exited, ran out of memory, could not be loaded, or returned what JSON can't hold.
   * `payload` is Lambda's error object (`errorType`, `errorMessage`, `trace`); it must not reach a caller of a proxy integration.
   */
  | { readonly kind: 'error'; readonly payload: string }
  /** The reserved concurrency is used up, or too many invocations wait (Lambda answers 429). */
  | { readonly kind: 'throttled' };
