import { inScope, InProcessScope } from './scope';
import { Clock, Timer } from '../../clock';
import { FunctionModel } from '../../model/function';
import { Reporter } from '../../reporter';
import { LogDestination } from '../environment-variables';
import { InvokeOptions, InvokeResult } from '../function-runtime';
import { toErrorObject, toLogText } from '../handler/error-object';
import { HandlerCall, HandlerCallOwner, HandlerOutcome, HandlerRules } from '../handler/handler-call';
import { InvocationFacts } from '../handler/handler-context';
import { Handler } from '../handler/load-handler';
import { timedOut, timeoutText } from '../invoke-error';
import { LogLevel } from '../worker/protocol';

/** What every invocation of one version of a function has in common. */
export interface InProcessInstance {
  readonly model: FunctionModel;
  readonly rules: HandlerRules;
  readonly destination: LogDestination;
  readonly env: Record<string, string | undefined>;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** One invocation in the gateway's own process. */
export class InProcessInvocation implements InProcessScope, HandlerCallOwner, InvocationFacts {
  public readonly env: Record<string, string | undefined>;
  public readonly requestId: string;
  public readonly invokedArn: string;
  public readonly functionName: string;
  public readonly memoryMegabytes: number;
  public readonly logGroup: string;
  public readonly logStream: string;
  private readonly deadline: number;
  private timer: Timer | undefined;
  private hasEnded = false;

  public constructor(
    private readonly instance: InProcessInstance,
    private readonly options: InvokeOptions,
    private readonly ended: (invocation: InProcessInvocation, result: InvokeResult) => void,
  ) {
    const { model, destination, env, clock } = instance;
    this.env = env;
    this.requestId = options.requestId;
    this.invokedArn = options.invokedArn;
    this.functionName = model.name;
    this.memoryMegabytes = model.memoryMegabytes;
    this.logGroup = destination.logGroup;
    this.logStream = destination.logStream;
    this.deadline = clock.now() + model.timeoutMilliseconds;
  }

  /** Calls the handler. */
  public start(handler: Handler, payload: string): void {
    inScope(this, () => this.call(handler, payload));
  }

  /** Calls the handler once it is loaded, which `load` begins. */
  public startWhenLoaded(load: () => Promise<Handler>, payload: string): void {
    inScope(this, () => {
      load().then((handler) => this.call(handler, payload), (error: unknown) => this.fail(error));
    });
  }

  /** Ends the invocation when its time is over. Called once, after it has begun. */
  public watch(): void {
    if (this.hasEnded) return;
    const { clock, model } = this.instance;
    // A clock that was set back meanwhile gives nobody more time.
    const left = Math.min(this.remainingMilliseconds(), model.timeoutMilliseconds);
    if (left > 0) this.timer = clock.after(left, () => this.timeOut());
    else this.timeOut();
  }

  public end(result: InvokeResult): void {
    this.hasEnded = true;
    this.timer?.cancel();
    this.ended(this, result);
  }

  public settled({ succeeded, payload }: HandlerOutcome): void {
    this.end({ kind: succeeded ? 'success' : 'error', payload });
  }

  public log(level: LogLevel, text: string): void {
    const { functionName, requestId, logStream } = this;
    this.instance.reporter.report({ kind: 'function-log', functionName, requestId, level, text, logStream });
  }

  public remainingMilliseconds(): number {
    return this.deadline - this.instance.clock.now();
  }

  private call(handler: Handler, payload: string): void {
    const { traceId } = this.options;
    if (traceId !== undefined) this.env._X_AMZN_TRACE_ID = traceId;
    else if (this.env._X_AMZN_TRACE_ID !== undefined) delete this.env._X_AMZN_TRACE_ID;
    new HandlerCall(handler, this, this, this.instance.rules).start(payload);
  }

  private fail(error: unknown): void {
    this.log('ERROR', toLogText('Init Error', error));
    this.end({ kind: 'error', payload: JSON.stringify(toErrorObject(error)) });
  }

  private timeOut(): void {
    const { clock, model } = this.instance;
    this.log('ERROR', `${new Date(clock.now()).toISOString()} ${this.requestId} ${timeoutText(model.timeoutMilliseconds)}`);
    this.end(timedOut(this.requestId, model.timeoutMilliseconds));
  }
}
