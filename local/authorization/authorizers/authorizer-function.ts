/** ARN out of `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<arn>/invocations`, stage variables filled in; undefined: it is none. */
export function authorizerFunction(uri: string, stageVariables: ReadonlyMap<string, string>): string | undefined {
  const [, arn] = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri) ?? [];
  return arn?.replace(/\$\{stageVariables\.([^}]+)\}/g, (_, name: string) => stageVariables.get(name) ?? '');
}

/** `errorMessage` of Lambda's error object. */
export function errorMessage(payload: string): unknown {
  try {
    const error: unknown = JSON.parse(payload);
    return typeof error === 'object' && error !== null && 'errorMessage' in error ? error.errorMessage : undefined;
  } catch {
    return undefined;
  }
}
