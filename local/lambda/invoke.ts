import { TextEvent } from './function-event';
import { FunctionRuntime, InvokeOptions, InvokeResult } from './function-runtime';

/** Runs a function once with a JSON text. Never rejects. For whoever may wait for a promise; integrations use `run` itself. */
export async function invoke(fn: Pick<FunctionRuntime, 'run'>, payload: string, options: InvokeOptions): Promise<InvokeResult> {
  return new Promise((resolve) => fn.run(new TextEvent(payload), options, resolve));
}
