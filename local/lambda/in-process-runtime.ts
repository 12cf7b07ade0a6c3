import { Clock } from '../clock';
import { Reporter } from '../reporter';
import { environmentVariables, LogDestination, logDestination } from './environment-variables';
import { FunctionRuntime, InvokeOptions, InvokeResult } from './function-runtime';
import { FunctionModel } from '../model/function';
import { toErrorObject, toLogText } from './handler/error-object';
import { HandlerCall, HandlerOutcome } from './handler/handler-call';
import { nativeRequire } from './handler/handler-module';
import { Handler, hasModernHandlers, loadHandler } from './handler/load-handler';
import { requestTooLarge } from './handler/payload-limits';
import { enterProcess, inScope, InProcessScope, leaveProcess } from './in-process-scope';
import { closing, failure, timedOut, timeoutText } from './invoke-error';
import { LogLevel } from './worker/protocol';

export interface InProcessRuntimeOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Variables that every function gets besides its own: endpoints and credentials. */
  readonly baseEnvironment: ReadonlyMap<string, string>;
}

/**
 * Runs a function inside the gateway's own process, so that a debugger stops in it. Environment variables and console are the function's own;
 * everything else is shared with the gateway. Not contained: memory, `process.exit`, busy loops, crashes outside a handler's promise. Invocations
 * run side by side in one instance of the module. A sync handler that never calls back ends with its timeout.
 */
export class InProcessRuntime implements FunctionRuntime {
  private readonly pending = new Set<() => void>();
  private env: Record<string, string | undefined> = {};
  private destination: LogDestination;
  private handler: Promise<Handler> | undefined;
  private readonly entered: Promise<void>;
  private version = 0;
  private closed = false;

  public constructor(private model: FunctionModel, private readonly options: InProcessRuntimeOptions) {
    this.destination = this.newInstance();
    this.entered = enterProcess();
  }

  public async invoke(payload: string, options: InvokeOptions): Promise<InvokeResult> {
    if (this.closed) return closing();
    const refusal = requestTooLarge(payload);
    if (refusal !== undefined) return failure(refusal);
    const { reservedConcurrency } = this.model;
    if (reservedConcurrency !== undefined && this.pending.size >= reservedConcurrency) return { kind: 'throttled' };
    return new Promise((resolve) => this.run(payload, options, resolve));
  }

  public replace(model: FunctionModel): void {
    this.model = model;
    this.destination = this.newInstance();
  }

  public async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const end of [...this.pending]) end();
    leaveProcess();
  }

  private run(payload: string, options: InvokeOptions, resolve: (result: InvokeResult) => void): void {
    const { model, destination } = this;
    const begun = this.options.clock.now();
    const remainingMilliseconds = (): number => begun + model.timeoutMilliseconds - this.options.clock.now();
    const settle = (result: InvokeResult): void => {
      timer.cancel();
      if (this.pending.delete(end)) resolve(result);
    };
    const end = (): void => settle(closing());
    const timer = this.options.clock.after(model.timeoutMilliseconds, () => {
      log('ERROR', `${new Date(this.options.clock.now()).toISOString()} ${options.requestId} ${timeoutText(model.timeoutMilliseconds)}`);
      settle(timedOut(options.requestId, model.timeoutMilliseconds));
    });
    this.pending.add(end);
    const log = (level: LogLevel, text: string): void => this.log(model, options.requestId, level, text);
    const scope: InProcessScope = { env: this.env, log };
    const start = (handler: Handler): void => {
      this.trace(scope, options.traceId);
      const { name: functionName, memoryMegabytes } = model;
      const { requestId, invokedArn } = options;
      const facts = { requestId, invokedArn, functionName, memoryMegabytes, ...destination, remainingMilliseconds };
      const settled = ({ succeeded, payload: text }: HandlerOutcome): void => settle({ kind: succeeded ? 'success' : 'error', payload: text });
      new HandlerCall(handler, facts, { settled, log }, { modern: hasModernHandlers(model.runtime), observesLoop: false }).start(payload);
    };
    const broken = (error: unknown): void => {
      log('ERROR', toLogText('Init Error', error));
      settle({ kind: 'error', payload: JSON.stringify(toErrorObject(error)) });
    };
    inScope(scope, () => { this.load().then(start, broken); });
  }

  private trace(scope: InProcessScope, traceId: string | undefined): void {
    if (traceId === undefined) delete scope.env._X_AMZN_TRACE_ID;
    else scope.env._X_AMZN_TRACE_ID = traceId;
  }

  // A handler that failed to load is loaded again by the next invocation, as a new environment would.
  private load(): Promise<Handler> {
    if (this.handler === undefined) {
      const loading = this.loadAnew();
      this.handler = loading;
      loading.catch(() => { if (this.handler === loading) this.handler = undefined; });
    }
    return this.handler;
  }

  private async loadAnew(): Promise<Handler> {
    const { codeDirectory, handler, runtime } = this.model;
    const version = ++this.version;
    await this.entered;
    // CommonJS modules are cached by file, for the whole process; ES modules by URL, of which only the entry's can be varied.
    const { cache } = await nativeRequire(codeDirectory);
    for (const file of Object.keys(cache)) if (file.startsWith(codeDirectory)) Reflect.deleteProperty(cache, file);
    return loadHandler({ codeDirectory, handler, modernHandlers: hasModernHandlers(runtime) }, { version: String(version) });
  }

  private newInstance(): LogDestination {
    const { clock, baseEnvironment } = this.options;
    this.handler = undefined;
    const destination = logDestination(this.model, clock.now(), 'in-process'.padEnd(32, '0'));
    this.env = environmentVariables(this.model, baseEnvironment, destination);
    return destination;
  }

  private log(model: FunctionModel, requestId: string, level: LogLevel, text: string): void {
    this.options.reporter.report({ kind: 'function-log', functionName: model.name, requestId, level, text });
  }
}
