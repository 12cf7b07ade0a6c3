import { AuthorizerCall } from './authorizer';
import { GatewayRequest } from '../../gateway/message/request';
import { isObject, Json } from '../../json';

/** Reads one identity source out of a request; undefined when it is missing or empty. */
export type IdentitySource = (call: Pick<AuthorizerCall, 'request' | 'requestContext'>) => string | undefined;

const expression = /^(?:method\.request\.(header|querystring)\.|(stageVariables|context)\.)(.+)$/;

/**
 * Compiles a mapping expression of `IdentitySource`; undefined when it is none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 */
export function compileIdentitySource(text: string, stageVariables: ReadonlyMap<string, string>): IdentitySource | undefined {
  const [, place, other, name = ''] = expression.exec(text) ?? [];
  switch (place ?? other) {
    case 'header': return ({ request }) => present(headerValue(request, name));
    case 'querystring': return ({ request }) => present(request.query.get(name)?.at(-1));
    case 'stageVariables': return () => present(stageVariables.get(name));
    case 'context': return ({ requestContext }) => present(contextValue(requestContext(), name));
    default: return undefined;
  }
}

/** Last value of a header, which is the one that single-value maps of events hold. */
function headerValue(request: GatewayRequest, name: string): string | undefined {
  return request.headers.get(name.toLowerCase())?.values.at(-1);
}

function contextValue(context: Json, path: string): string | undefined {
  let value: Json | undefined = context;
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A value that counts: neither missing nor empty. */
export function present(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
