import { FunctionInvoker, InvokableFunction } from '../../lambda/function-invoker';

/** The function that an integration names. One with another account or region than the local ones is still the one that the templates hold. */
export function findFunction(functions: FunctionInvoker, arn: string): InvokableFunction | undefined {
  return functions.find(arn) ?? functions.find(/:function:([^:]+)/.exec(arn)?.[1] ?? arn);
}

/** Whether a function is there and can run; one that can't must not pass for one that failed, whose error a mapping may turn into a success. */
export function isServed(fn: InvokableFunction | undefined): boolean {
  return fn !== undefined && fn.notServed === undefined;
}

/** What callers learn of a function that can't run here. Why is for the developer, and may name local folders. */
export function notServedText(fn: InvokableFunction): string {
  return `function ${labelOf(fn)} can't run here`;
}

/** Name of a function for the developer: the one in the template. */
export function labelOf(fn: InvokableFunction | undefined): string {
  return fn?.logicalId ?? fn?.name ?? '';
}
