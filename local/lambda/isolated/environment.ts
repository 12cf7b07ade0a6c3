import { EventLoopUtilization } from 'node:perf_hooks';
import { isNativeError } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import { Claims } from './claims';
import { heapLimit } from './heap-limit';
import { Invocation } from './invocation';
import { Clock, Timer } from '../../clock';
import { FunctionModel } from '../../model/functions/function';
import { LogLevel, Reporter } from '../../reporter';
import { environmentVariables, logDestination } from '../environment-variables';
import { InvokeResult } from '../function-runtime';
import { hasModernHandlers } from '../handler/load-handler';
import { exited, Failure, outOfMemory, timedOut, timeoutText } from '../invoke-error';
import { fieldsPerRequest, RequestBatch, WorkerMessage, WorkerSettings } from '../worker/protocol';

/** What an environment needs of the pool that it belongs to. */
export interface EnvironmentHost {
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly workerFile: string;
  readonly baseEnvironment: ReadonlyMap<string, string>;
  /** An invocation ended, or the handler is loaded: there may be room for more. */
  progressed(environment: Environment, realMilliseconds: number | undefined): void;
  /** The environment is gone; `unfinished` was never begun and may run elsewhere. @param barren nothing has ended in it, ever */
  ended(environment: Environment, unfinished: readonly Invocation[], barren: boolean): void;
}

const initMilliseconds = 10_000;
/** Space for what a thread has just allocated. Node's default of 48 fills up in every environment, however little its function keeps. */
const youngMegabytes = 6;

/** One execution environment: a worker thread that runs one invocation at a time, in the order in which it got them. */
export class Environment {
  /** Time since when nothing has run here, on the clock. */
  public idleSince: number;
  /** Runs nothing new; ends when it is done. */
  public draining = false;
  /** An invocation takes so long that nothing shall wait behind it. */
  public stalled = false;
  /** What the last {@link sample} found. */
  public busy = false;
  private ready = false;
  private closed = false;
  private readonly worker: Worker;
  private readonly claims = new Claims<Invocation>();
  /** Nothing that came here has ended here. */
  private barren = true;
  private outbox: RequestBatch = [];
  private readonly logStream: string;
  private headSince: number;
  private headSinceReal = performance.now();
  private deadline: Timer | undefined;
  private crash: unknown;
  private lastUtilization: EventLoopUtilization | undefined;

  public constructor(private readonly model: FunctionModel, id: string, private readonly host: EnvironmentHost) {
    this.idleSince = this.headSince = host.clock.now();
    const log = logDestination(model, host.clock.now(), id);
    this.logStream = log.logStream;
    const { NODE_OPTIONS: nodeOptions, ...env } = environmentVariables(model, host.baseEnvironment, log);
    const settings: WorkerSettings = {
      codeDirectory: model.codeDirectory,
      handler: model.handler,
      functionName: model.name,
      memoryMegabytes: model.memoryMegabytes,
      timeoutMilliseconds: model.timeoutMilliseconds,
      ...log,
      modernHandlers: hasModernHandlers(model.runtime),
      nodeOptions,
      claims: this.claims.buffer,
    };
    this.worker = new Worker(host.workerFile, {
      name: model.name,
      argv: [],
      execArgv: [],
      env,
      stdout: true,
      stderr: true,
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: heapLimit(model), maxYoungGenerationSizeMb: youngMegabytes },
    });
    this.worker.on('message', (message: WorkerMessage) => this.received(message));
    this.worker.on('error', (error: unknown) => { this.crash = error; });
    this.worker.on('exit', (code) => this.exited(code));
  }

  /** Invocations that are here, begun or not. */
  public get load(): number {
    return this.claims.size;
  }

  public get starting(): boolean {
    return !this.ready;
  }

  /** Real milliseconds since the invocation that runs came to the front; 0 while none has been begun. */
  public get headAge(): number {
    return this.ready && this.claims.begun > 0 ? performance.now() - this.headSinceReal : 0;
  }

  /** Looks whether the thread has computed, rather than waited, most of the time since the last look. It is not asked, so it may hang. */
  public sample(): { readonly busy: boolean } {
    const now = this.worker.performance.eventLoopUtilization();
    this.busy = this.worker.performance.eventLoopUtilization(now, this.lastUtilization).utilization > 0.5;
    this.lastUtilization = now;
    return { busy: this.busy };
  }

  public assign(invocation: Invocation): void {
    const sequence = this.claims.add(invocation);
    if (this.claims.size === 1) this.headChanged();
    const { requestId, traceId = '', invokedArn } = invocation.options;
    this.outbox.push(sequence, requestId, traceId, invokedArn, invocation.payload);
    // What comes within one turn of the event loop goes in one message: to wake a thread takes longer than to write what it is woken for.
    if (this.outbox.length === fieldsPerRequest) setImmediate(() => this.flush());
  }

  /** Takes back every invocation that has not been begun. */
  public recall(): Invocation[] {
    this.outbox = [];
    return this.claims.recall();
  }

  /** Ends the thread at once; what has been begun fails with `result`. */
  public kill(result: (invocation: Invocation) => InvokeResult): void {
    if (this.closed) return;
    const unfinished = this.recall();
    const begun = this.claims.clear();
    if (begun.length > 0) this.barren = false;
    this.end(unfinished);
    for (const invocation of begun) invocation.settle(result(invocation));
  }

  /** Ends the thread because its memory is used up. */
  public exhaust(): void {
    const head = this.claims.head;
    if (head !== undefined) this.log('ERROR', head.options.requestId, `${outOfMemory(head.options.requestId).payload}${this.memoryHint}`);
    this.kill((invocation) => outOfMemory(invocation.options.requestId));
  }

  /** Resolves once the thread is gone. */
  public async terminated(): Promise<void> {
    this.worker.ref();
    await this.worker.terminate();
  }

  private flush(): void {
    if (this.outbox.length === 0 || this.closed) return;
    const batch = this.outbox;
    this.outbox = [];
    this.worker.postMessage(batch);
  }

  private received(message: WorkerMessage): void {
    switch (message[0]) {
      case 'success': return this.finished(message[1], { kind: 'success', payload: message[2] }, message[3]);
      case 'error': return this.finished(message[1], { kind: 'error', payload: message[2] }, message[3]);
      case 'log': return this.log(message[1], message[2], message[3], message[4]);
      case 'ready':
        this.ready = true;
        this.deadline?.cancel();
        this.deadline = undefined;
        this.headChanged();
        return this.host.progressed(this, undefined);
      case 'exhausted': return this.exhaust();
      case 'init-failed': return this.failAll({ kind: 'error', payload: message[1] });
    }
  }

  private finished(sequence: number, result: InvokeResult, milliseconds: number): void {
    const head = this.claims.finish(sequence);
    if (head === undefined) return;
    // The first invocation runs code that is not compiled yet and says little about those to come.
    const usual = this.barren ? undefined : milliseconds;
    this.stalled = this.barren = false;
    this.headChanged();
    head.settle(result);
    if (!this.closed) this.host.progressed(this, usual);
  }

  private headChanged(): void {
    this.headSinceReal = performance.now();
    // Work keeps the process alive, an idle environment does not.
    if (this.claims.size > 0 || !this.ready) this.worker.ref();
    else this.worker.unref();
    this.headSince = this.idleSince = this.host.clock.now();
    if (this.deadline === undefined && this.claims.size > 0) this.watch(this.limit);
  }

  private get limit(): number {
    return this.ready ? this.model.timeoutMilliseconds : Math.max(initMilliseconds, this.model.timeoutMilliseconds);
  }

  // One timer serves many short invocations: when it rings it looks at the one that is in front by then.
  private watch(milliseconds: number): void {
    this.deadline = this.host.clock.after(milliseconds, () => {
      this.deadline = undefined;
      if (this.claims.size === 0 || this.closed) return;
      const left = this.headSince + this.limit - this.host.clock.now();
      if (left > 0) this.watch(left);
      else this.timeOut();
    });
  }

  private timeOut(): void {
    const head = this.claims.head;
    if (head === undefined) return;
    const milliseconds = this.limit;
    const { requestId } = head.options;
    this.log('ERROR', requestId, `${new Date(this.host.clock.now()).toISOString()} ${requestId} ${timeoutText(milliseconds)}`);
    if (this.ready) this.kill((invocation) => timedOut(invocation.options.requestId, milliseconds));
    else this.failAll(timedOut(requestId, milliseconds));
  }

  private failAll(result: InvokeResult): void {
    const all = this.claims.clear();
    this.end([]);
    for (const invocation of all) invocation.settle(result);
  }

  private exited(code: number): void {
    if (this.closed) return;
    const head = this.claims.head;
    const verdict = this.verdict(head?.options.requestId ?? '', code);
    if (head !== undefined) this.log('ERROR', head.options.requestId, `${verdict.payload}${this.cause(verdict)}`);
    if (this.ready) this.kill(() => verdict);
    else this.failAll(verdict);
  }

  private get memoryHint(): string {
    return ` (it used up its memory of ${this.model.memoryMegabytes} MB: raise memorySize)`;
  }

  private cause({ payload }: Failure): string {
    if (payload.includes('Runtime.OutOfMemory')) return this.memoryHint;
    return this.crash === undefined ? '' : ` (${String(this.crash)})`;
  }

  private verdict(requestId: string, code: number): Failure {
    const outOfHeap = isNativeError(this.crash) && 'code' in this.crash && this.crash.code === 'ERR_WORKER_OUT_OF_MEMORY';
    return outOfHeap ? outOfMemory(requestId) : exited(requestId, code);
  }

  private end(unfinished: readonly Invocation[]): void {
    this.closed = true;
    this.deadline?.cancel();
    void this.worker.terminate();
    this.host.ended(this, unfinished, this.barren);
  }

  private log(level: LogLevel, requestId: string, text: string, isRaw = false): void {
    const id = requestId === '' ? this.claims.head?.options.requestId ?? '' : requestId;
    const { logStream, model: { name } } = this;
    this.host.reporter.report({ kind: 'function-log', functionName: name, requestId: id, level, text, logStream, ...(isRaw && { isRaw }) });
  }
}
