import { MessagePort } from 'node:worker_threads';
import { ConsoleCapture } from './console-capture';
import { HeapWatch } from './heap-watch';
import { claim, fieldsPerRequest, RequestBatch, WorkerMessage, WorkerSettings } from './protocol';
import { LogLevel } from '../../reporter';
import { TextEvent } from '../function-event';
import { toErrorObject, toLogText } from '../handler/error-object';
import { HandlerCall, HandlerCallOwner, HandlerOutcome, HandlerRules } from '../handler/handler-call';
import { InvocationFacts } from '../handler/handler-context';
import { Handler, loadHandler } from '../handler/load-handler';
import { RuntimeError } from '../handler/runtime-error';

/** The inside of an execution environment: loads the handler once, then runs one invocation after the other. */
export class Execution {
  private readonly inbox: RequestBatch[] = [];
  private readonly claims: Int32Array;
  private readonly console: ConsoleCapture;
  private readonly rules: HandlerRules;
  private readonly heap: HeapWatch;
  private handler: Handler | undefined;
  private running: RunningInvocation | undefined;

  public constructor(private readonly port: MessagePort, private readonly settings: WorkerSettings) {
    this.rules = { modern: settings.modernHandlers, observesLoop: true };
    this.claims = new Int32Array(settings.claims);
    this.heap = new HeapWatch(settings.memoryMegabytes);
    this.console = new ConsoleCapture((level, text, isRaw) => this.log(level, text, isRaw));
  }

  public async start(): Promise<void> {
    this.console.install();
    process.on('uncaughtException', (error) => this.crash('Uncaught Exception', error, error, 129));
    process.on('unhandledRejection', (reason) => {
      const error = RuntimeError.wrapping('UnhandledPromiseRejection', reason);
      this.crash('Unhandled Promise Rejection', error, error, 128);
    });
    process.on('beforeExit', () => this.loopIsEmpty());
    this.port.on('message', (batch: RequestBatch) => {
      this.inbox.push(batch);
      if (this.running === undefined && this.handler !== undefined) this.next();
    });
    try {
      const handler = await loadHandler(this.settings);
      this.handler = handler;
    } catch (error) {
      return this.crash('Init Error', error, error, 1);
    }
    this.console.flush();
    this.post(['ready']);
    this.next();
  }

  /** Ends the invocation that runs and begins the next one that the gateway has not taken back. */
  public finished({ sequence, begun }: RunningInvocation, outcome: HandlerOutcome): void {
    this.console.flush();
    this.port.ref();
    this.running = undefined;
    this.post([outcome.succeeded ? 'success' : 'error', sequence, 'payload' in outcome ? outcome.payload : JSON.stringify(outcome.value), performance.now() - begun]);
    this.next();
  }

  public log(level: LogLevel, text: string, isRaw = false): void {
    this.post(['log', level, this.running?.requestId ?? '', text, isRaw]);
  }

  private next(): void {
    for (let batch = this.inbox[0]; batch !== undefined; batch = this.inbox[0]) {
      const [sequence, requestId, traceId, invokedArn, payload] = batch.splice(0, fieldsPerRequest) as [number, string, string, string, string];
      if (batch.length === 0) this.inbox.shift();
      if (!claim(this.claims, sequence)) continue;
      this.run(new RunningInvocation(this, sequence, requestId), traceId, invokedArn, payload);
      return;
    }
  }

  private run(invocation: RunningInvocation, traceId: string, invokedArn: string, payload: string): void {
    if (this.handler === undefined) return;
    this.running = invocation;
    // Nothing more runs here: whoever owns this thread ends it.
    if (this.heap.isFull(invocation.begun)) return this.post(['exhausted']);
    if (traceId === '') delete process.env._X_AMZN_TRACE_ID;
    else process.env._X_AMZN_TRACE_ID = traceId;
    // What the handler itself keeps open decides alone whether the event loop is empty.
    this.port.unref();
    const call = new HandlerCall(this.handler, this.factsOf(invocation, invokedArn), invocation, this.rules);
    invocation.call = call;
    call.start(new TextEvent(payload));
  }

  private factsOf({ requestId, begun }: RunningInvocation, invokedArn: string): InvocationFacts {
    const { functionName, memoryMegabytes, timeoutMilliseconds, logGroup, logStream } = this.settings;
    return {
      requestId,
      invokedArn,
      functionName,
      memoryMegabytes,
      logGroup,
      logStream,
      remainingMilliseconds: () => Math.floor(timeoutMilliseconds - (performance.now() - begun)),
    };
  }

  private loopIsEmpty(): void {
    this.port.ref();
    this.running?.call?.loopIsEmpty();
  }

  private crash(label: string, shown: unknown, error: unknown, code: number): void {
    this.console.flush();
    this.log('ERROR', toLogText(label, shown));
    const payload = JSON.stringify(toErrorObject(error));
    if (this.handler === undefined) this.post(['init-failed', payload]);
    else if (this.running !== undefined) this.post(['error', this.running.sequence, payload, performance.now() - this.running.begun]);
    process.exit(code);
  }

  private post(message: WorkerMessage): void {
    this.port.postMessage(message);
  }
}

class RunningInvocation implements HandlerCallOwner {
  public call: HandlerCall | undefined;
  public readonly begun = performance.now();

  public constructor(private readonly execution: Execution, public readonly sequence: number, public readonly requestId: string) {}

  public settled(outcome: HandlerOutcome): void {
    this.execution.finished(this, outcome);
  }

  public log(level: 'WARN' | 'ERROR', text: string): void {
    this.execution.log(level, text);
  }
}
