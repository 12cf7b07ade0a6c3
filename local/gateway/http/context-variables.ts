import { HttpExchange } from './exchange';
import { decodePath } from './routing/decode-path';
import { HttpCaller } from '../../authorization/http/http-authorizer-call';
import { Json, ownMember } from '../../json';
import { ContextReader } from '../../mapping/context-format';
import { COMMON_VARIABLES } from '../common-variables';

type Variable = (exchange: HttpExchange) => Json | undefined;

/**
 * Every `$context` variable of an HTTP API that has a value here. Those of Cognito identities and client certificates have none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ...COMMON_VARIABLES,
  ['customDomain.basePathMatched', ({ domain }) => (domain === undefined ? undefined : domain.basePath || '(none)')],
  ['dataProcessed', dataProcessed],
  ['domainName', domainName],
  ['domainPrefix', domainPrefix],
  ['extendedRequestId', ({ requestId }) => requestId],
  ['identity.accessKey', ofIam((caller) => caller.accessKey)],
  ['identity.accountId', ofIam((caller) => caller.accountId)],
  ['identity.caller', ofIam((caller) => caller.callerId)],
  ['identity.user', ofIam((caller) => caller.userId)],
  ['identity.userAgent', ({ request }) => request.header('user-agent')],
  ['identity.userArn', ofIam((caller) => caller.userArn)],
  ['path', ({ request }) => decodePath(request.path)],
  ['routeKey', ({ route }) => route?.model.routeKey],
]);

/** Variables that are the same for all requests of a stage to a route. */
const FIXED: ReadonlySet<string> = new Set(['accountId', 'apiId', 'protocol', 'routeKey', 'stage']);

/** How the variables of one stage are read. */
export const contextReader: ContextReader<HttpExchange> = {
  variable: (name) => VARIABLES.get(name) ?? ((exchange) => authorizerVariable(exchange, name)),
  isFixed: (name) => FIXED.has(name),
  group: ({ route }) => route,
};

/** Value of `$context.<name>`; undefined when there is none. */
export function contextVariable(exchange: HttpExchange, name: string): Json | undefined {
  const variable = VARIABLES.get(name);
  return variable ? variable(exchange) : authorizerVariable(exchange, name);
}

/** The `Host` that the caller named, port included: a URL made of it leads back here. */
export function domainName({ request }: HttpExchange): string {
  return request.header('host') ?? 'localhost';
}

/** First label of a custom domain; of the service's own names it is the id of the API. */
export function domainPrefix({ domain, api }: HttpExchange): string {
  return domain?.domainName.split('.', 1)[0] ?? api.model.apiId;
}

/** Bytes of both bodies. */
export function dataProcessed({ request, reply }: HttpExchange): number {
  return request.body.length + (reply === undefined ? 0 : Buffer.byteLength(reply.body));
}

function ofIam(value: (caller: Extract<HttpCaller, { kind: 'iam' }>) => string): Variable {
  return ({ caller }) => (caller?.kind === 'iam' ? value(caller) : undefined);
}

const PREFIX = 'authorizer.';
const CLAIMS = 'claims.';

/** `$context.authorizer.*`: claims of a token, members of the context that a function returned, and how the authorizer fared. */
function authorizerVariable({ caller, authorizerTrace }: HttpExchange, name: string): Json | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const member = name.slice(PREFIX.length);
  if (caller?.kind === 'jwt') return member.startsWith(CLAIMS) ? ownMember(caller.claims, member.slice(CLAIMS.length)) : undefined;
  if (caller?.kind === 'lambda') {
    const value = ownMember(caller.context, member);
    if (value !== undefined) return value;
    if (member === 'principalId') return caller.principalId;
  }
  switch (member) {
    case 'error': return authorizerTrace?.error;
    case 'latency': return authorizerTrace?.latency;
    case 'status': return authorizerTrace?.status;
    default: return undefined;
  }
}
