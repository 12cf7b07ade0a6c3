import { FunctionInvoker, InvokableFunction } from '../lambda/function-invoker';

/**
 * Finds functions also by ARNs that a template spells out for the account or region that it is deployed to. Which those are is not known here, so a function
 * of that name in the loaded stacks is meant.
 */
export class FunctionFinder implements FunctionInvoker {
  public constructor(private readonly functions: FunctionInvoker) {}

  public find(arn: string): InvokableFunction | undefined {
    return this.functions.find(arn) ?? this.functions.find(/^arn:[^:]*:lambda:[^:]*:\d*:function:([^:]+)/.exec(arn)?.[1] ?? '');
  }
}
