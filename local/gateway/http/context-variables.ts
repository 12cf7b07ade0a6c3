import { HttpExchange } from './exchange';
import { decodePath } from './routing/decode-path';
import { HttpCaller } from '../../authorization/http/http-authorizer-call';
import { Json } from '../../json';
import { ContextReader } from '../../mapping/context-format';
import { requestTime } from '../message/request-time';

type Variable = (exchange: HttpExchange) => Json | undefined;

const integrationError: Variable = ({ call }) => call?.error;
const integrationLatency: Variable = ({ call }) => call?.latency;
const integrationStatus: Variable = ({ call }) => call?.status;
const endpointRequestId: Variable = ({ call }) => call?.requestId;

/**
 * Every `$context` variable of an HTTP API that has a value here. Those of Cognito identities and client certificates have none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ['accountId', ({ api }) => api.model.account],
  ['apiId', ({ api }) => api.model.apiId],
  ['awsEndpointRequestId', endpointRequestId],
  ['customDomain.basePathMatched', ({ domain }) => (domain === undefined ? undefined : domain.basePath || '(none)')],
  ['dataProcessed', dataProcessed],
  ['domainName', domainName],
  ['domainPrefix', domainPrefix],
  ['error.message', ({ failure }) => failure?.message],
  ['error.messageString', ({ failure }) => failure && JSON.stringify(failure.message)],
  ['error.responseType', ({ failure }) => failure?.responseType],
  ['extendedRequestId', ({ requestId }) => requestId],
  ['httpMethod', ({ request }) => request.method],
  ['identity.accessKey', ofIam((caller) => caller.accessKey)],
  ['identity.accountId', ofIam((caller) => caller.accountId)],
  ['identity.caller', ofIam((caller) => caller.callerId)],
  ['identity.sourceIp', ({ request }) => request.sourceIp],
  ['identity.user', ofIam((caller) => caller.userId)],
  ['identity.userAgent', ({ request }) => request.header('user-agent')],
  ['identity.userArn', ofIam((caller) => caller.userArn)],
  ['integration.error', integrationError],
  ['integration.integrationStatus', integrationStatus],
  ['integration.latency', integrationLatency],
  ['integration.requestId', endpointRequestId],
  ['integration.status', ({ call }) => call?.backendStatus ?? call?.status],
  ['integrationErrorMessage', integrationError],
  ['integrationLatency', integrationLatency],
  ['integrationStatus', integrationStatus],
  ['path', ({ request }) => decodePath(request.path)],
  ['protocol', () => 'HTTP/1.1'],
  ['requestId', ({ requestId }) => requestId],
  ['requestTime', ({ request }) => requestTime(request.receivedAt)],
  ['requestTimeEpoch', ({ request }) => Math.floor(request.receivedAt)],
  ['responseLatency', ({ reply, request, dependencies }) => reply && Math.round(dependencies.clock.now() - request.receivedAt)],
  ['responseLength', ({ reply }) => reply && Buffer.byteLength(reply.body)],
  ['routeKey', ({ route }) => route?.model.routeKey],
  ['stage', ({ stage }) => stage?.model.name],
  ['status', ({ reply }) => reply?.status],
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
  if (caller?.kind === 'jwt') return member.startsWith(CLAIMS) ? own(caller.claims, member.slice(CLAIMS.length)) : undefined;
  if (caller?.kind === 'lambda') {
    const value = own(caller.context, member);
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

function own(object: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
