import { InvokableFunction } from '../../local/lambda/function-invoker';
import { InvokeOptions, InvokeResult } from '../../local/lambda/function-runtime';

/** A function that a test writes in place. */
export type WrittenHandler = (event: string, options: InvokeOptions) => InvokeResult | Promise<InvokeResult>;

/** A function without a runtime: `handler` takes the event's text and gives the result. One that throws stands for a defect of the runtime. */
export function writtenFunction(name: string, handler: WrittenHandler): InvokableFunction {
  return {
    name,
    run: (event, options, done) => {
      const result = handler(event.text, options);
      if (result instanceof Promise) void result.then(done);
      else queueMicrotask(() => done(result));
    },
  };
}
