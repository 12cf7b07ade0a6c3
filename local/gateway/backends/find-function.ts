import { FunctionInvoker, InvokableFunction } from '../../lambda/function-invoker';

/** The function that an integration names. One with another account or region than the local ones is still the one that the templates hold. */
export function findFunction(functions: FunctionInvoker, arn: string): InvokableFunction | undefined {
  return functions.find(arn) ?? functions.find(/:function:([^:]+)/.exec(arn)?.[1] ?? arn);
}

/** Name of a function for the developer: the one in the template. */
export function labelOf(fn: InvokableFunction | undefined): string {
  return fn?.logicalId ?? fn?.name ?? '';
}
