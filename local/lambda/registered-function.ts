import { isDeepStrictEqual } from 'node:util';
import { FunctionEvent } from './function-event';
import { InvokableFunction } from './function-invoker';
import { FunctionRuntime, InvocationDone, InvokeOptions, InvokeResult } from './function-runtime';
import { closing, notRunnable } from './invoke-error';
import { Clock } from '../clock';
import { FunctionMeter } from '../metrics/function-meter';
import { FunctionModel } from '../model/functions/function';

/** Counts invocations. */
export interface InvocationCount {
  readonly clock: Clock;
  /** Of the region of a function. */
  meter(region: string): FunctionMeter;
}

/** A function in service; its runtime is made when it is first needed. */
export class RegisteredFunction implements InvokableFunction {
  private runtime: FunctionRuntime | undefined;
  /** What metrics call the function, by the ARN that was called: there are as many as the function has qualifiers. */
  private readonly resources = new Map<string, string>();
  private inFlight = 0;
  private retiring = false;

  public constructor(
    private current: FunctionModel,
    private fingerprint: string,
    private readonly createRuntime: (model: FunctionModel) => FunctionRuntime,
    private readonly count?: InvocationCount,
  ) {}

  public get model(): FunctionModel {
    return this.current;
  }

  public get name(): string {
    return this.current.name;
  }

  public get logicalId(): string {
    return this.current.logicalId;
  }

  public get notServed(): string | undefined {
    return reasonNotToRun(this.current);
  }

  public run(event: FunctionEvent, options: InvokeOptions, done: InvocationDone): void {
    const reason = this.notServed;
    if (reason !== undefined) return done(notRunnable(this.name, reason));
    if (this.retiring && this.inFlight === 0) return done(closing());
    this.runtime ??= this.createRuntime(this.current);
    this.inFlight++;
    const began = this.count?.clock.now() ?? 0;
    this.runtime.run(event, options, (result) => {
      this.inFlight--;
      this.measure(result, options, began);
      if (this.retiring && this.inFlight === 0) void this.close();
      done(result);
    });
  }

  private measure({ kind }: InvokeResult, { invokedArn }: InvokeOptions, began: number): void {
    if (!this.count) return;
    const at = this.count.clock.now();
    const { name, region } = this.current;
    let resource = this.resources.get(invokedArn);
    if (resource === undefined) {
      const qualifier = invokedArn.split(':')[7];
      this.resources.set(invokedArn, resource = qualifier === undefined ? name : `${name}:${qualifier}`);
    }
    this.count.meter(region).record(name, resource, { outcome: kind, duration: at - began, at });
  }

  /** Does nothing when neither configuration nor code changed. */
  public update(model: FunctionModel, fingerprint: string): void {
    const unchanged = this.fingerprint === fingerprint && isDeepStrictEqual({ ...this.current, qualifiers: [] }, { ...model, qualifiers: [] });
    this.current = model;
    this.fingerprint = fingerprint;
    if (!unchanged) this.runtime?.replace(model);
  }

  /** Closes as soon as nothing runs here. */
  public async retire(): Promise<void> {
    this.retiring = true;
    if (this.inFlight === 0) await this.close();
  }

  public async close(): Promise<void> {
    this.retiring = true;
    await this.runtime?.close();
  }
}

function reasonNotToRun(model: FunctionModel): string | undefined {
  if (model.notRunnable !== undefined) return model.notRunnable;
  if (!model.runtime.startsWith('nodejs')) return `its runtime is ${model.runtime}, and only Node.js functions run here`;
  return undefined;
}
