import { FunctionModel } from '../../model/functions/function';

/** Below 2 GB, from where on V8 lets four times as much garbage gather before it collects, which would be taken for what the function uses. */
const USUAL_MEGABYTES = 2000;

/**
 * Limit of a thread's heap in megabytes, far above the memory of the function. When V8 runs into it by one large step, as a growing map or array takes, it ends
 * the whole process and not the thread. What a function may use is watched from outside while it runs, and by the worker between invocations.
 *
 * @see https://github.com/nodejs/node/pull/65019
 */
export function heapLimit({ memoryMegabytes }: FunctionModel): number {
  return Math.max(USUAL_MEGABYTES, 2 * memoryMegabytes);
}
