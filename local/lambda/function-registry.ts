import { codeFingerprint } from './code-fingerprint';
import { FunctionInvoker, InvokableFunction } from './function-invoker';
import { FunctionRuntime } from './function-runtime';
import { InProcessRuntime } from './in-process/in-process-runtime';
import { IsolatedRuntime } from './isolated/isolated-runtime';
import { InvocationCount, RegisteredFunction } from './registered-function';
import { Clock } from '../clock';
import { FunctionModel } from '../model/functions/function';
import { Reporter } from '../reporter';

export interface FunctionRegistryOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** `isolated`: worker threads. `in-process`: for a debugger. @default 'isolated' */
  readonly mode?: 'isolated' | 'in-process';
  /** Variables that every function gets besides its own, for example `AWS_ENDPOINT_URL_DYNAMODB`. @default - none */
  readonly baseEnvironment?: ReadonlyMap<string, string>;
  /** Counts invocations as Lambda's metrics. @default - they are not counted */
  readonly meter?: InvocationCount['meter'];
  /** Environments of one function at most. @default 10 */
  readonly maxEnvironments?: number;
  /** Bundled entry of the worker threads. @default - `lambda-worker.js` beside the running bundle */
  readonly workerFile?: string;
}

/** Every function of the model, by ARN and by name. Nothing is started before a function is called. */
export class FunctionRegistry implements FunctionInvoker {
  private functions = new Map<string, RegisteredFunction>();
  private names = new Map<string, RegisteredFunction>();

  public constructor(private readonly options: FunctionRegistryOptions) {}

  /**
   * Takes a model into service. Functions whose code and configuration are unchanged keep their environments; others finish what runs on the old code
   * and run the new from then on; functions that are gone end when they are idle.
   */
  public apply(models: readonly FunctionModel[]): void {
    const previous = new Map(this.functions);
    this.functions = new Map();
    this.names = new Map();
    for (const model of models) {
      const fingerprint = codeFingerprint(model.codeDirectory);
      const known = previous.get(model.arn);
      previous.delete(model.arn);
      known?.update(model, fingerprint);
      this.functions.set(model.arn, known ?? new RegisteredFunction(model, fingerprint, (current) => this.runtimeOf(current), this.count));
    }
    for (const registered of this.functions.values()) this.name(registered);
    for (const gone of previous.values()) void gone.retire();
  }

  /** @param arn unqualified or qualified ARN, partial ARN (`account:function:name`), or name */
  public find(arn: string): InvokableFunction | undefined {
    return this.names.get(arn) ?? this.names.get(arn.replace(/:\$LATEST$/, '')) ?? this.names.get(/^(?:\d{12}:)?function:([^:]+)$/.exec(arn)?.[1] ?? '');
  }

  public async close(): Promise<void> {
    const all = [...this.functions.values()];
    this.functions = new Map();
    this.names = new Map();
    await Promise.all(all.map((registered) => registered.close()));
  }

  private get count(): InvocationCount | undefined {
    const { clock, meter } = this.options;
    return meter && { clock, meter };
  }

  private name(registered: RegisteredFunction): void {
    const { arn, name, qualifiers } = registered.model;
    for (const key of [name, arn, ...qualifiers]) if (!this.names.has(key) || key === arn) this.names.set(key, registered);
  }

  private runtimeOf(model: FunctionModel): FunctionRuntime {
    const { clock, reporter, baseEnvironment = new Map<string, string>(), workerFile, maxEnvironments } = this.options;
    if (this.options.mode === 'in-process') return new InProcessRuntime(model, { clock, reporter, baseEnvironment });
    return new IsolatedRuntime(model, { clock, reporter, baseEnvironment, workerFile, maxEnvironments });
  }
}
