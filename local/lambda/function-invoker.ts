import { FunctionRuntime } from './function-runtime';

/** Finds the functions that integrations, authorizers and event sources call. */
export interface FunctionInvoker {
  /** The function behind an ARN, qualified or not; undefined when no template has it. */
  find(arn: string): InvokableFunction | undefined;
}

/** One function, ready to be called. */
export interface InvokableFunction extends Pick<FunctionRuntime, 'run'> {
  /** Physical name. */
  readonly name: string;
  /** Name in the template, for messages. @default - the physical name */
  readonly logicalId?: string;
  /** Why it can't run here, for the developer; invocations fail. @default - it can */
  readonly notServed?: string;
}
