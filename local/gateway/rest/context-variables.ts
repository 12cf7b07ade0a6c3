import { authorizerVariable } from './authorizer-variables';
import { Exchange } from './exchange';
import { Json } from '../../json';
import { ContextReader } from '../../mapping/context-format';
import { COMMON_VARIABLES } from '../common-variables';

type Variable = (exchange: Exchange) => Json | undefined;

/**
 * Every `$context` variable of a REST API that has a value here. The others of the reference (web ACL, client certificate, Cognito identities)
 * have none before the parts that fill them are served.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ...COMMON_VARIABLES,
  ['customDomain.basePathMatched', () => '(none)'],
  ['deploymentId', ({ stage }) => stage?.model.deploymentId],
  ['domainName', domainName],
  ['domainPrefix', ({ api }) => api.model.apiId],
  ['error.validationErrorString', ({ failure }) => failure?.validationError],
  ['extendedRequestId', ({ extendedRequestId }) => extendedRequestId],
  ['identity.accessKey', ({ identity }) => identity?.accessKey],
  ['identity.accountId', ({ identity }) => identity?.accountId],
  ['identity.apiKey', ({ apiKey }) => apiKey],
  ['identity.apiKeyId', ({ apiKeyId }) => apiKeyId],
  ['identity.caller', ({ identity }) => identity?.caller],
  ['identity.user', ({ identity }) => identity?.userId],
  ['identity.userAgent', (exchange) => exchange.firstHeader('user-agent')],
  ['identity.userArn', ({ identity }) => identity?.userArn],
  ['isCanaryRequest', () => 'false'],
  ['operationName', ({ route }) => route?.method.operationName],
  ['path', ({ stagePath }) => stagePath],
  ['resourceId', ({ route }) => route?.resource.id],
  ['resourcePath', ({ route }) => route?.resource.path],
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
