import { ownCode } from './late-code';
import { inScope, InProcessScope, leaveScope, outsideScopes } from './scope';
import { ValueResult } from './value-result';
import { Clock, Timer } from '../../clock';
import { FunctionModel } from '../../model/functions/function';
import { LogLevel, Reporter } from '../../reporter';
import { Waiting } from '../../wait-list';
import { LogDestination } from '../environment-variables';
import { FunctionEvent } from '../function-event';
import { InvocationDone, InvokeOptions, InvokeResult } from '../function-runtime';
import { toErrorObject, toLogText } from '../handler/error-object';
import { HandlerCall, HandlerCallOwner, HandlerOutcome, HandlerRules } from '../handler/handler-call';
import { InvocationFacts } from '../handler/handler-context';
import { Handler } from '../handler/load-handler';
import { timedOut, timeoutText } from '../invoke-error';

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
export class InProcessInvocation implements Waiting, InProcessScope, HandlerCallOwner, InvocationFacts {
  public previous: Waiting | undefined = undefined;
  public next: Waiting | undefined = undefined;
  public isFollowed = false;
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
    private readonly done: InvocationDone,
    private readonly ended: (invocation: InProcessInvocation) => void,
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

  /** @param isPrompt the function usually ends within the turn of the event loop in which it was called */
  public start(handler: Handler, event: FunctionEvent, isPrompt: boolean): void {
    inScope(this, isPrompt, () => this.call(handler, event));
  }

  /** Calls the handler once it is loaded, which `load` begins. */
  public startWhenLoaded(load: () => Promise<Handler>, event: FunctionEvent): void {
    ownCode(this.instance.model.codeDirectory, this.env);
    inScope(this, false, () => {
      load().then((handler) => this.call(handler, event), (error: unknown) => this.fail(error));
    });
  }

  /** Ends the invocation when its time is over. Called once, after it has begun. @returns whether it has ended already */
  public watch(): boolean {
    if (this.hasEnded) return true;
    const { clock, model } = this.instance;
    // A clock that was set back meanwhile gives nobody more time.
    const left = Math.min(this.remainingMilliseconds(), model.timeoutMilliseconds);
    if (left > 0) this.timer = clock.after(left, () => this.timeOut());
    else this.timeOut();
    return false;
  }

  /** Does nothing when it has ended: what a handler still does then changes nothing any more. */
  public end(result: InvokeResult): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.timer?.cancel();
    this.ended(this);
    leaveScope(this, () => this.done(result));
  }

  public settled(outcome: HandlerOutcome): void {
    this.end('value' in outcome ? new ValueResult(outcome.value) : { kind: outcome.succeeded ? 'success' : 'error', payload: outcome.payload });
  }

  public log(level: LogLevel, text: string): void {
    const { functionName, requestId, logStream } = this;
    // Whoever listens may write to the console itself, which would come back here.
    outsideScopes(() => this.instance.reporter.report({ kind: 'function-log', functionName, requestId, level, text, logStream }));
  }

  public endProcess(exitCode: number): void {
    const { model: { logicalId, stack }, reporter } = this.instance;
    const message = `the function ${logicalId} of the stack ${stack} ended the gateway with exit code ${exitCode}: it called process.exit, or threw where nothing catches. `
      + 'Isolated functions (start without --in-process) end alone';
    outsideScopes(() => reporter.report({ kind: 'problem', message }));
  }

  public remainingMilliseconds(): number {
    return this.deadline - this.instance.clock.now();
  }

  private call(handler: Handler, event: FunctionEvent): void {
    const { traceId } = this.options;
    if (traceId !== undefined) this.env._X_AMZN_TRACE_ID = traceId;
    else if (this.env._X_AMZN_TRACE_ID !== undefined) delete this.env._X_AMZN_TRACE_ID;
    new HandlerCall(handler, this, this, this.instance.rules).start(event);
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
