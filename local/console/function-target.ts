import { LocalModel } from '../model/model';

/** `lambda <logical id>` of the function that an invocation URI or an ARN means; undefined when it means none. */
export function functionTarget({ functions }: LocalModel, uri = ''): string | undefined {
  const arn = /\/functions\/([^/]+(?:\$\{[^}]*\}[^/]*)?)\/invocations$/.exec(uri)?.[1] ?? (/^arn:[^:]*:lambda:/.test(uri) ? uri : undefined);
  if (arn === undefined) return undefined;
  const found = functions.find((fn) => arn === fn.arn || fn.qualifiers.includes(arn));
  return `lambda ${found?.logicalId ?? arn}`;
}
