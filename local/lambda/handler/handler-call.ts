import { toErrorObject, toLogText } from './error-object';
import { HandlerContext, InvocationFacts } from './handler-context';
import { Handler } from './load-handler';
import { responseTooLarge } from './payload-limits';
import { RuntimeError } from './runtime-error';
import { JsonObject } from '../../json';
import { FunctionEvent } from '../function-event';

/** How a call of a handler ended: the JSON text of its value, or of Lambda's error object; or, where the rules say so, the value as it is. */
export type HandlerOutcome =
  | { readonly succeeded: boolean; readonly payload: string }
  | { readonly succeeded: true; readonly value: JsonObject };

/** What a call tells the runtime that makes it. */
export interface HandlerCallOwner {
  /** Called exactly once. */
  settled(outcome: HandlerOutcome): void;
  log(level: 'WARN' | 'ERROR', text: string): void;
}

/** By which rules a handler is called. */
export interface HandlerRules {
  /** Node 24 and later: no callbacks, and the value of a handler that is not async counts. */
  readonly modern: boolean;
  /** {@link HandlerCall.loopIsEmpty} will be called. Otherwise nothing waits for an empty event loop. */
  readonly observesLoop: boolean;
  /** Whether a value is the same before and after JSON, so that it need not become a text. @default - every value becomes a text */
  readonly isPlain?: (value: unknown) => value is JsonObject;
}

/** One call of a handler, by the rules of Lambda's Node runtimes. */
export class HandlerCall {
  private settledOnce = false;
  private waiting: HandlerOutcome | undefined;
  private readonly context: HandlerContext;

  public constructor(
    private readonly handler: Handler,
    facts: InvocationFacts,
    private readonly owner: HandlerCallOwner,
    private readonly rules: HandlerRules,
  ) {
    this.context = new HandlerContext(facts, (error, result) => this.finish(error, result));
  }

  /** Calls the handler. Returns at once. */
  public start(given: Pick<FunctionEvent, 'value'>): void {
    try {
      const event = given.value();
      const value = this.rules.modern ? this.handler(event, this.context) : this.handler(event, this.context, this.callback);
      if (isThenable(value)) value.then((result) => this.succeed(result), (error: unknown) => this.fail(error));
      else if (this.rules.modern) this.succeed(value);
      else if (this.handler.length < 3) this.ignore(value);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The event loop ran empty: a waiting callback value is sent, a promise that never settled fails the invocation. */
  public loopIsEmpty(): void {
    if (this.waiting !== undefined) this.settle(this.waiting);
    else if (this.handler.constructor.name === 'AsyncFunction' || this.rules.modern) this.fail(new RuntimeError('NodeJsExit', neverSettled));
    else this.settle({ succeeded: true, payload: 'null' });
  }

  /** Something outside the handler's own promise failed while it ran. */
  public fail(error: unknown): void {
    if (this.settledOnce) return;
    this.owner.log('ERROR', toLogText('Invoke Error', error));
    this.abort(error);
  }

  /** Fails the invocation without a line in the log. */
  public abort(error: unknown): void {
    this.settle({ succeeded: false, payload: JSON.stringify(toErrorObject(error)) });
  }

  private readonly callback = (error?: unknown, result?: unknown): void => {
    if (error !== undefined && error !== null) this.fail(error);
    else if (this.rules.observesLoop && this.context.callbackWaitsForEmptyEventLoop) this.waiting ??= this.outcomeOf(result);
    else this.succeed(result);
  };

  private finish(error: unknown, result: unknown): void {
    if (error !== undefined && error !== null) this.fail(error);
    else this.succeed(result);
  }

  private succeed(result: unknown): void {
    if (!this.settledOnce) this.settle(this.outcomeOf(result));
  }

  private outcomeOf(result: unknown): HandlerOutcome {
    if (this.rules.isPlain?.(result) === true) return { succeeded: true, value: result };
    let payload: string;
    try {
      payload = JSON.stringify(result) ?? 'null';
    } catch {
      const error = this.rules.modern ? new RuntimeError('JSONStringifyError', unserialisable) : ownError(unserialisable);
      this.owner.log('ERROR', toLogText('Invoke Error', error));
      return { succeeded: false, payload: JSON.stringify(toErrorObject(error)) };
    }
    const refusal = responseTooLarge(payload);
    return refusal === undefined ? { succeeded: true, payload } : { succeeded: false, payload: JSON.stringify(refusal) };
  }

  private settle(outcome: HandlerOutcome): void {
    if (this.settledOnce) return;
    this.settledOnce = true;
    this.owner.settled(outcome);
  }

  private ignore(value: unknown): void {
    if (value !== undefined) this.owner.log('WARN', ignoredValue);
    if (!this.rules.observesLoop && this.handler.length < 2) this.succeed(undefined);
  }
}

const ignoredValue = 'the handler returned a value without being async; Lambda ignores it and answers null. Make the handler async, or call the callback';
const neverSettled = 'the event loop ran empty before the promise of the handler settled: something that it awaits never happens';
const unserialisable = 'Unable to stringify response body';

function ownError(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
