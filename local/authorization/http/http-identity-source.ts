import { HttpAuthorizerCall } from './http-authorizer-call';
import { GatewayRequest } from '../../gateway/message/request';
import { present } from '../authorizers/identity-source';

/** Reads one identity source out of a call; undefined when it is missing or empty. */
export type HttpIdentitySource = (call: Pick<HttpAuthorizerCall, 'request' | 'context'>) => string | undefined;

const expression = /^\$(?:request\.(header|querystring)|(context|stageVariables))\.(.+)$/;

/**
 * Compiles a selection expression of `IdentitySource`; undefined when it is none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources
 */
export function compileHttpIdentitySource(text: string, stageVariables: ReadonlyMap<string, string>): HttpIdentitySource | undefined {
  const [, place, other, name = ''] = expression.exec(text) ?? [];
  const header = name.toLowerCase();
  switch (place ?? other) {
    case 'header': return ({ request }) => present(headerText(request, header));
    case 'querystring': return ({ request }) => present(joined(request.query.get(name)));
    case 'stageVariables': return () => present(stageVariables.get(name));
    case 'context': return ({ context }) => present(context(name));
    default: return undefined;
  }
}

/** A header as payload 2.0 shows it: several values joined by commas. */
function headerText(request: GatewayRequest, name: string): string | undefined {
  return joined(request.headers.get(name)?.values);
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length < 2 ? values?.[0] : values.join(',');
}
