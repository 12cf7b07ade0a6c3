import { Token } from 'aws-cdk-lib';

/** @throws when a scope is not one word. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function checkScopes(what: string, scopes: readonly string[] | undefined): void {
  if (scopes === undefined || Token.isUnresolved(scopes)) return;
  if (!Array.isArray(scopes)) throw new Error(`${what} is ${JSON.stringify(scopes)}; expected a list, like ["orders/write"]`);
  for (const scope of scopes) {
    if (Token.isUnresolved(scope)) continue;
    const words = typeof scope === 'string' ? scope.split(/[\s,]+/).filter((word) => word !== '') : [];
    if (words.length > 1) throw new Error(`${what} has ${JSON.stringify(scope)}, which is several scopes; give each as an entry of its own, like ${JSON.stringify(words)}`);
    if (typeof scope !== 'string' || !/^[!#-[\]-~]+$/.test(scope)) throw new Error(`${what} has ${JSON.stringify(scope)}; expected printable characters without spaces, quotes and backslashes, like "orders/write"`);
  }
}
