import { InvokableFunction } from '../../../../lambda/function-invoker';
import { MappingError } from '../../../../mapping/mapping-error';
import { RestIntegration } from '../../../../model/rest-api';
import { findFunction } from '../../../backends/find-function';
import { compileStagedText } from '../../../backends/staged-text';
import { Exchange } from '../../exchange';

/** Finds the function that an integration calls. */
export interface FunctionTarget {
  arn(exchange: Exchange): string;
  /** Undefined: no loaded stack has it. */
  find(exchange: Exchange): InvokableFunction | undefined;
}

const INVOCATIONS = /:lambda:path\/\d{4}-\d{2}-\d{2}\/functions\/(.+)\/(invocations|response-streaming-invocations)$/;

/** Whether the URI of an integration is the invocation of a function. */
export function isFunctionUri(uri: string | undefined): boolean {
  return INVOCATIONS.test(uri ?? '');
}

/** @throws MappingError when the URI is not that of a function */
export function compileFunctionTarget({ uri = '' }: RestIntegration): FunctionTarget {
  const arn = INVOCATIONS.exec(uri)?.[1];
  if (arn === undefined) throw new MappingError(`its URI ${JSON.stringify(uri)} is not the invocation of a function: expected arn:...:lambda:path/2015-03-31/functions/<function ARN>/invocations`);
  const staged = compileStagedText(arn);
  return { arn: staged, find: (exchange) => findFunction(exchange.dependencies.functions, staged(exchange)) };
}
