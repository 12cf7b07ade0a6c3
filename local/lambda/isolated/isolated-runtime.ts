import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { Environment, EnvironmentHost } from './environment';
import { Invocation } from './invocation';
import { Load } from './load';
import { Pulse } from './pulse';
import { Clock, Timer } from '../../clock';
import { FunctionModel } from '../../model/functions/function';
import { Reporter } from '../../reporter';
import { FunctionEvent } from '../function-event';
import { FunctionRuntime, InvocationDone, InvokeOptions } from '../function-runtime';
import { requestTooLarge } from '../handler/payload-limits';
import { closing, exited, failure } from '../invoke-error';

export interface IsolatedRuntimeOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Variables that every function gets besides its own: endpoints and credentials. */
  readonly baseEnvironment: ReadonlyMap<string, string>;
  /** Bundled entry of the worker threads. @default - `lambda-worker.js` beside the running bundle */
  readonly workerFile?: string;
  /** Environments of one function at most. @default 10 */
  readonly maxEnvironments?: number;
  /** Invocations that may wait for an environment. @default 1000 */
  readonly maxQueued?: number;
  /** How long an environment beyond the first is kept without work. @default 300000 */
  readonly idleMilliseconds?: number;
}

/** How many invocations may wait inside one environment while each takes well below a millisecond. */
const depthOfFastFunction = 32;
/** An invocation that would wait longer than this is worth another environment. */
const tolerableWaitMilliseconds = 10;
/** The same for an invocation that computes: another thread only helps while there are cores for it. */
const patienceWithBusyThread = 100;
/** What the rest of the process may grow by while an invocation is blamed for the growth. */
const memorySlackBytes = 64 * 1024 * 1024;
const abandonedAtMost = 2;

/**
 * Runs a function in worker threads. It starts with one; another is added when an invocation would wait more than {@link tolerableWaitMilliseconds},
 * that is when the queue times the usual duration (of a millisecond or more) exceeds it, or when every environment is held up by an invocation that has
 * lasted longer. Threads that compute get more patience: more of them than cores would only cost memory.
 */
export class IsolatedRuntime implements FunctionRuntime, EnvironmentHost {
  public readonly clock: Clock;
  public readonly reporter: Reporter;
  public readonly baseEnvironment: ReadonlyMap<string, string>;
  public readonly workerFile: string;
  private readonly maxEnvironments: number;
  private readonly maxQueued: number;
  private readonly idleMilliseconds: number;
  private readonly environments = new Set<Environment>();
  private readonly queue: Invocation[] = [];
  private readonly load = new Load();
  private readonly pulse = new Pulse(() => this.beat());
  private readonly baseline = new Map<Environment, number>();
  private inFlight = 0;
  private started = 0;
  private retirement: Timer | undefined;
  private closed = false;

  public constructor(private model: FunctionModel, options: IsolatedRuntimeOptions) {
    this.clock = options.clock;
    this.reporter = options.reporter;
    this.baseEnvironment = options.baseEnvironment;
    this.workerFile = options.workerFile ?? path.join(__dirname, 'lambda-worker.js');
    this.maxEnvironments = options.maxEnvironments ?? 10;
    this.maxQueued = options.maxQueued ?? 1000;
    this.idleMilliseconds = options.idleMilliseconds ?? 300_000;
  }

  public run(event: FunctionEvent, options: InvokeOptions, done: InvocationDone): void {
    if (this.closed) return done(closing());
    const refusal = requestTooLarge(event);
    if (refusal !== undefined) return done(failure(refusal));
    const { reservedConcurrency } = this.model;
    if (reservedConcurrency !== undefined && this.inFlight >= reservedConcurrency) return done({ kind: 'throttled' });
    if (this.queue.length >= this.maxQueued) this.dropUnwanted();
    if (this.queue.length >= this.maxQueued) return done({ kind: 'throttled' });
    this.inFlight++;
    this.queue.push(new Invocation(event.text, options, (result) => {
      this.inFlight--;
      done(result);
    }));
    this.dispatch();
  }

  public replace(model: FunctionModel): void {
    this.model = model;
    for (const environment of [...this.environments]) {
      environment.draining = true;
      this.queue.unshift(...environment.recall());
      this.endIfDrained(environment);
    }
    this.dispatch();
  }

  public async close(): Promise<void> {
    this.closed = true;
    this.retirement?.cancel();
    this.pulse.stop();
    for (const invocation of this.queue.splice(0)) invocation.settle(closing());
    const environments = [...this.environments];
    for (const environment of environments) environment.kill(closing);
    await Promise.all(environments.map((environment) => environment.terminated()));
  }

  public progressed(environment: Environment, realMilliseconds: number | undefined): void {
    if (realMilliseconds !== undefined) this.load.add(realMilliseconds);
    this.baseline.delete(environment);
    this.endIfDrained(environment);
    if (this.queue.length > 0) this.dispatch();
    else if (environment.load === 0) this.scheduleRetirement();
  }

  public ended(environment: Environment, unfinished: readonly Invocation[], barren: boolean): void {
    this.environments.delete(environment);
    this.baseline.delete(environment);
    for (const invocation of [...unfinished].reverse()) {
      if (barren) invocation.abandoned++;
      if (this.closed) invocation.settle(closing());
      else if (invocation.abandoned > abandonedAtMost) invocation.settle(exited(invocation.options.requestId, 1));
      else this.queue.unshift(invocation);
    }
    if (!this.closed) this.dispatch();
  }

  /** What nobody waits for any more would only keep others waiting. */
  private dropUnwanted(): void {
    for (const invocation of this.queue.splice(0)) {
      if (invocation.isWanted) this.queue.push(invocation);
      else invocation.settle({ kind: 'throttled' });
    }
  }

  private dispatch(): void {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if (!next.isWanted) {
        this.queue.shift();
        next.settle({ kind: 'throttled' });
        continue;
      }
      const environment = this.freeEnvironment() ?? this.grow();
      if (environment === undefined) break;
      this.queue.shift();
      environment.assign(next);
    }
    if (this.inFlight > 0) this.pulse.start();
  }

  private freeEnvironment(): Environment | undefined {
    const depth = this.load.isFast ? depthOfFastFunction : 1;
    let shared: Environment | undefined;
    for (const environment of this.environments) {
      if (environment.draining || environment.stalled) continue;
      if (environment.load === 0) return environment;
      if (environment.load < depth) shared ??= environment;
    }
    return shared;
  }

  private grow(): Environment | undefined {
    const serving = [...this.environments].filter(({ draining }) => !draining);
    if (serving.length === 0) return this.add();
    // One cold start at a time: what is queued may well be done before it ends.
    if (serving.length >= this.limit || serving.some(({ starting }) => starting)) return undefined;
    if (serving.every(({ stalled }) => stalled)) return this.add();
    if (this.load.isFast) return undefined;
    const expectedWait = this.load.mean * this.queue.length / serving.length;
    if (expectedWait <= tolerableWaitMilliseconds) return undefined;
    const coresAreTaken = serving.length >= availableParallelism() && serving.every(({ busy }) => busy);
    return coresAreTaken ? undefined : this.add();
  }

  private get limit(): number {
    return Math.min(this.maxEnvironments, this.model.reservedConcurrency ?? this.maxEnvironments);
  }

  private add(): Environment {
    const id = (++this.started).toString(16).padStart(32, '0');
    const environment = new Environment(this.model, id, this);
    this.environments.add(environment);
    return environment;
  }

  private endIfDrained(environment: Environment): void {
    if (environment.draining && environment.load === 0) environment.kill(closing);
  }

  private beat(): boolean {
    // Results that have arrived while the gateway itself was busy are read before the check phase.
    setImmediate(() => this.inspect());
    return this.inFlight > 0;
  }

  private inspect(): void {
    for (const environment of [...this.environments]) {
      const { busy } = environment.sample();
      const age = environment.headAge;
      if (age > tolerableWaitMilliseconds && busy) this.guardMemory(environment);
      if (age <= (busy ? patienceWithBusyThread : tolerableWaitMilliseconds)) continue;
      environment.stalled = true;
      this.queue.unshift(...environment.recall());
    }
    if (this.queue.length === 0 || this.closed) return;
    this.dropUnwanted();
    this.dispatch();
  }

  // Nothing but the process tells from outside what a thread uses. While one invocation keeps
  // its thread busy for long, growth beyond its memory size is put down to it.
  private guardMemory(environment: Environment): void {
    const resident = process.memoryUsage.rss();
    const before = this.baseline.get(environment) ?? resident;
    this.baseline.set(environment, before);
    if (resident - before < this.model.memoryMegabytes * 1024 * 1024 + memorySlackBytes) return;
    environment.exhaust();
  }

  private scheduleRetirement(): void {
    const [, ...others] = this.environments;
    const idle = others.filter(({ load }) => load === 0);
    if (idle.length === 0 || this.retirement !== undefined || this.closed) return;
    const earliest = Math.min(...idle.map(({ idleSince }) => idleSince)) + this.idleMilliseconds;
    this.retirement = this.clock.after(earliest - this.clock.now(), () => {
      this.retirement = undefined;
      for (const environment of idle) {
        if (environment.load === 0 && this.clock.now() - environment.idleSince >= this.idleMilliseconds) environment.kill(closing);
      }
      this.scheduleRetirement();
    });
  }
}
