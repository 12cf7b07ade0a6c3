import { authorizerVariable } from './authorizer-variables';
import { Exchange } from './exchange';
import { Json } from '../../json';
import { ContextReader } from '../../mapping/context-format';
import { requestTime } from '../message/request-time';

type Variable = (exchange: Exchange) => Json | undefined;

const integrationError: Variable = ({ call }) => call?.error;
const integrationLatency: Variable = ({ call }) => call?.latency;
const integrationStatus: Variable = ({ call }) => call?.status;
const endpointRequestId: Variable = ({ call }) => call?.requestId;

/**
 * Every `$context` variable of a REST API that has a value here. The others of the reference (web ACL, client certificate, Cognito identities)
 * have none before the parts that fill them are served.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ['accountId', ({ api }) => api.model.account],
  ['apiId', ({ api }) => api.model.apiId],
  ['awsEndpointRequestId', endpointRequestId],
  ['customDomain.basePathMatched', () => '(none)'],
  ['deploymentId', ({ stage }) => stage?.model.deploymentId],
  ['domainName', domainName],
  ['domainPrefix', ({ api }) => api.model.apiId],
  ['error.message', ({ failure }) => failure?.message],
  ['error.messageString', ({ failure }) => failure && JSON.stringify(failure.message)],
  ['error.responseType', ({ failure }) => failure?.responseType],
  ['error.validationErrorString', ({ failure }) => failure?.validationError],
  ['extendedRequestId', ({ extendedRequestId }) => extendedRequestId],
  ['httpMethod', ({ request }) => request.method],
  ['identity.accessKey', ({ identity }) => identity?.accessKey],
  ['identity.accountId', ({ identity }) => identity?.accountId],
  ['identity.apiKey', ({ apiKey }) => apiKey],
  ['identity.apiKeyId', ({ apiKeyId }) => apiKeyId],
  ['identity.caller', ({ identity }) => identity?.caller],
  ['identity.sourceIp', ({ request }) => request.sourceIp],
  ['identity.user', ({ identity }) => identity?.userId],
  ['identity.userAgent', (exchange) => exchange.firstHeader('user-agent')],
  ['identity.userArn', ({ identity }) => identity?.userArn],
  ['integration.error', integrationError],
  ['integration.integrationStatus', integrationStatus],
  ['integration.latency', integrationLatency],
  ['integration.requestId', endpointRequestId],
  ['integration.status', ({ call }) => call?.backendStatus ?? call?.status],
  ['integrationErrorMessage', integrationError],
  ['integrationLatency', integrationLatency],
  ['integrationStatus', integrationStatus],
  ['isCanaryRequest', () => 'false'],
  ['operationName', ({ route }) => route?.method.operationName],
  ['path', ({ stagePath }) => stagePath],
  ['protocol', () => 'HTTP/1.1'],
  ['requestId', ({ requestId }) => requestId],
  ['requestTime', ({ request }) => requestTime(request.receivedAt)],
  ['requestTimeEpoch', ({ request }) => Math.floor(request.receivedAt)],
  ['resourceId', ({ route }) => route?.resource.id],
  ['resourcePath', ({ route }) => route?.resource.path],
  ['responseLatency', ({ reply, request, dependencies }) => reply && Math.round(dependencies.clock.now() - request.receivedAt)],
  ['responseLength', ({ reply }) => reply && Buffer.byteLength(reply.body)],
  ['stage', ({ stage }) => stage?.model.name],
  ['status', ({ reply }) => reply?.status],
  ['xrayTraceId', ({ stage, traceId }) => (stage?.model.tracing ? rootOf(traceId) : undefined)],
]);

/** Variables that are the same for all requests of a stage to a method. */
const FIXED: ReadonlySet<string> = new Set([
  'accountId', 'apiId', 'customDomain.basePathMatched', 'deploymentId', 'domainPrefix', 'isCanaryRequest', 'operationName', 'protocol', 'resourceId', 'resourcePath', 'stage',
]);

/** How the variables of one stage are read. */
export const contextReader: ContextReader<Exchange> = {
  variable: (name) => VARIABLES.get(name) ?? ((exchange) => authorizerVariable(exchange, name)),
  isFixed: (name) => FIXED.has(name),
  group: ({ route }) => route,
};

/** Value of `$context.<name>`; undefined when there is none. */
export function contextVariable(exchange: Exchange, name: string): Json | undefined {
  const variable = VARIABLES.get(name);
  return variable ? variable(exchange) : authorizerVariable(exchange, name);
}

/** The `Host` that the caller named, port included: a URL made of it leads back here. */
export function domainName(exchange: Exchange): string {
  return exchange.firstHeader('host') ?? 'localhost';
}

/** Those that the gateway makes are nothing but a root. */
function rootOf(traceId: string): string | undefined {
  return traceId.startsWith('Root=') && !traceId.includes(';') ? traceId.slice('Root='.length) : /Root=([^;]+)/i.exec(traceId)?.[1];
}
