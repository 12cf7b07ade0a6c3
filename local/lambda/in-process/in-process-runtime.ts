import { sep } from 'node:path';
import { InProcessInstance, InProcessInvocation } from './invocation';
import { isPlainValue } from './plain-value';
import { enterProcess, leaveProcess, scopesLast } from './scope';
import { Clock } from '../../clock';
import { FunctionModel } from '../../model/functions/function';
import { Reporter } from '../../reporter';
import { WaitList } from '../../wait-list';
import { environmentVariables, logDestination } from '../environment-variables';
import { FunctionEvent } from '../function-event';
import { FunctionRuntime, InvocationDone, InvokeOptions, InvokeResult } from '../function-runtime';
import { nativeRequire } from '../handler/handler-module';
import { Handler, hasModernHandlers, loadHandler } from '../handler/load-handler';
import { requestTooLarge } from '../handler/payload-limits';
import { closing, failure } from '../invoke-error';

export interface InProcessRuntimeOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Variables that every function gets besides its own: endpoints and credentials. */
  readonly baseEnvironment: ReadonlyMap<string, string>;
}

/** Counts for the whole process, as its module cache is one for all functions and all gateways. */
let loads = 0;

/**
 * Runs a function inside the gateway's own process, so that a debugger stops in it. Environment variables and console are the function's own;
 * everything else is shared with the gateway. Not contained: memory, `process.exit`, busy loops, crashes outside a handler's promise. Invocations
 * run side by side in one instance of the module. A sync handler that never calls back ends with its timeout.
 */
export class InProcessRuntime implements FunctionRuntime {
  private readonly pending = new WaitList<InProcessInvocation>();
  private begun: InProcessInvocation[] = [];
  /** Every invocation so far that found the handler loaded has ended within the turn of the event loop in which it began; undefined while none has. */
  private isPrompt: boolean | undefined;
  private readonly entered: Promise<void>;
  private instance: InProcessInstance;
  private handler: Handler | undefined;
  private loading: Promise<Handler> | undefined;
  private closed = false;

  public constructor(model: FunctionModel, private readonly options: InProcessRuntimeOptions) {
    this.instance = this.instanceOf(model);
    this.entered = enterProcess();
  }

  public run(event: FunctionEvent, options: InvokeOptions, done: InvocationDone): void {
    const refusal = this.refusal(event);
    if (refusal !== undefined) return done(refusal);
    const invocation = new InProcessInvocation(this.instance, options, done, this.ended);
    this.pending.add(invocation);
    if (this.handler === undefined) {
      // How long a handler takes to load says nothing of how long it will take to run.
      setImmediate(() => invocation.watch());
      invocation.startWhenLoaded(this.load, event);
      return;
    }
    // Most invocations end before the event loop turns; only those that don't cost a timer.
    if (this.begun.push(invocation) === 1) setImmediate(this.watch);
    invocation.start(this.handler, event, this.isPrompt === true);
  }

  public replace(model: FunctionModel): void {
    this.instance = this.instanceOf(model);
    this.handler = this.loading = this.isPrompt = undefined;
  }

  public async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const invocation of [...this.pending]) invocation.end(closing());
    leaveProcess();
  }

  private readonly ended = (invocation: InProcessInvocation): void => {
    this.pending.delete(invocation);
  };

  /** The turn in which invocations began is over. */
  private readonly watch = (): void => {
    const { begun } = this;
    this.begun = [];
    for (const invocation of begun) {
      const hasEnded = invocation.watch();
      if (!hasEnded) scopesLast();
      this.isPrompt = hasEnded && this.isPrompt !== false;
    }
  };

  private refusal(event: FunctionEvent): InvokeResult | undefined {
    if (this.closed) return closing();
    const tooLarge = requestTooLarge(event);
    if (tooLarge !== undefined) return failure(tooLarge);
    const { reservedConcurrency } = this.instance.model;
    return reservedConcurrency !== undefined && this.pending.size >= reservedConcurrency ? { kind: 'throttled' } : undefined;
  }

  // A handler that failed to load is loaded again by the next invocation, as a new environment would.
  private readonly load = (): Promise<Handler> => {
    if (this.loading !== undefined) return this.loading;
    const loading = this.loadAnew();
    this.loading = loading;
    loading.then(
      (handler) => { if (this.loading === loading) this.handler = handler; },
      () => { if (this.loading === loading) this.loading = undefined; },
    );
    return loading;
  };

  private async loadAnew(): Promise<Handler> {
    const { model: { codeDirectory, handler, runtime } } = this.instance;
    const version = ++loads;
    await this.entered;
    // CommonJS modules are cached by file, for the whole process; ES modules by URL, of which only the entry's can be varied.
    const { cache } = await nativeRequire(codeDirectory);
    for (const file of Object.keys(cache)) if (file.startsWith(codeDirectory + sep)) Reflect.deleteProperty(cache, file);
    return loadHandler({ codeDirectory, handler, modernHandlers: hasModernHandlers(runtime) }, { version: String(version) });
  }

  private instanceOf(model: FunctionModel): InProcessInstance {
    const { clock, reporter, baseEnvironment } = this.options;
    const destination = logDestination(model, clock.now(), 'in-process'.padEnd(32, '0'));
    const env = environmentVariables(model, baseEnvironment, destination);
    const rules = { modern: hasModernHandlers(model.runtime), observesLoop: false, isPlain: isPlainValue };
    return { model, rules, destination, env, clock, reporter };
  }
}
