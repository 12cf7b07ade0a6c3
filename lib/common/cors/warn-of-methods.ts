import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RouteKey } from '../private/route-key';
import { warnOfRoute } from '../routes/warn-of-route';

/** Methods that browsers let a page use without asking whether they are allowed. */
const SAFELISTED = ['GET', 'HEAD', 'POST'];

interface CalledRoute {
  readonly key: RouteKey;
  readonly construct: IConstruct;
}

/**
 * Warns of routes whose method the list leaves out. `ANY` and `$default` name no method, so that the list decides. Called when all routes are known.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function warnOfMissingMethods(allowMethods: readonly string[] | undefined, routes: readonly CalledRoute[]): void {
  if (!allowMethods || Token.isUnresolved(allowMethods) || allowMethods.some((method) => Token.isUnresolved(method))) return;
  const list = `cors.allowMethods is ${JSON.stringify(allowMethods)}`;
  for (const { key, construct } of routes) {
    const { method } = key;
    if (['ANY', 'OPTIONS', ...allowMethods].includes(method)) continue;
    const verdict = SAFELISTED.includes(method)
      ? `can be called by pages although ${list}: browsers let them use GET, HEAD and POST in any case`
      : `can't be called by pages: ${list}, and browsers refuse what it leaves out`;
    warnOfRoute(construct, 'cdk-apigateway-patterns:cors-method', `route ${JSON.stringify(key.toString())} ${verdict}; add ${JSON.stringify(method)}, or leave allowMethods out for the methods of the routes`);
  }
}
