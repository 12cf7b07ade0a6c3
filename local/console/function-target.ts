import { FunctionModel } from '../model/functions/function';
import { LocalModel } from '../model/model';

/** `lambda <logical id>` of the function that an invocation URI or an ARN means; undefined when it means none. */
export function functionTarget(model: LocalModel, uri?: string): string | undefined {
  const arn = functionArn(uri);
  return arn === undefined ? undefined : `lambda ${functionOf(model, uri)?.logicalId ?? arn}`;
}

/** The function that an invocation URI or an ARN means; undefined when no template has it. */
export function functionOf({ functions }: LocalModel, uri?: string): FunctionModel | undefined {
  const arn = functionArn(uri);
  return functions.find((fn) => arn === fn.arn || (arn !== undefined && fn.qualifiers.includes(arn)));
}

function functionArn(uri = ''): string | undefined {
  return /\/functions\/([^/]+(?:\$\{[^}]*\}[^/]*)?)\/invocations$/.exec(uri)?.[1] ?? (/^arn:[^:]*:lambda:/.test(uri) ? uri : undefined);
}
