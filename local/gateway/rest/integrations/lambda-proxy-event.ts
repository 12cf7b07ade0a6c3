import { JsonObject } from '../../../json';
import { requestTime } from '../../message/request-time';
import { domainName } from '../context-variables';
import { Exchange } from '../exchange';
import { isConsumed } from '../message/request-headers';

/**
 * Context of the events of functions and authorizers.
 *
 * @param authorizer what an authorizer told of the caller; absent in its own event
 */
export function requestContext(exchange: Exchange, authorizer?: JsonObject): JsonObject {
  const { api: { model: api }, route, stage, request } = exchange;
  const operationName = route?.method.operationName;
  return {
    resourceId: route?.resource.id ?? null,
    ...(authorizer && { authorizer }),
    resourcePath: route?.resource.path ?? null,
    ...(operationName !== undefined && { operationName }),
    httpMethod: request.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(request.receivedAt),
    path: exchange.stagePath,
    accountId: api.account,
    protocol: 'HTTP/1.1',
    stage: stage?.model.name ?? null,
    domainPrefix: api.apiId,
    requestTimeEpoch: Math.floor(request.receivedAt),
    requestId: exchange.requestId,
    identity: callerIdentity(exchange),
    domainName: domainName(exchange),
    deploymentId: stage?.model.deploymentId ?? null,
    apiId: api.apiId,
  };
}

/** `requestContext.identity`. */
export function callerIdentity(exchange: Exchange): JsonObject {
  const { request, identity, apiKey, apiKeyId } = exchange;
  return {
    cognitoIdentityPoolId: null,
    accountId: identity?.accountId ?? null,
    cognitoIdentityId: null,
    caller: identity?.caller ?? null,
    sourceIp: request.sourceIp,
    principalOrgId: null,
    accessKey: identity?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: identity?.userArn ?? null,
    userAgent: exchange.firstHeader('user-agent') ?? null,
    user: identity?.userId ?? null,
    ...(apiKey !== undefined && { apiKey, apiKeyId: apiKeyId ?? null }),
  };
}

/** Headers of the caller and those that the gateway adds on the way to a proxy integration. */
export function forwardedHeaders(exchange: Exchange): readonly { readonly name: string; readonly values: readonly string[] }[] {
  const { headers, sourceIp } = exchange.request;
  const list: { readonly name: string; readonly values: readonly string[] }[] = [];
  for (const [lower, header] of headers) {
    if (!isConsumed(lower) && !ADDED.has(lower)) list.push(CANONICAL.has(lower) ? { ...header, name: CANONICAL.get(lower) ?? header.name } : header);
  }
  const chain = headers.get('x-forwarded-for')?.values.join(', ');
  list.push(
    { name: 'X-Amzn-Trace-Id', values: [exchange.traceId] },
    { name: 'X-Forwarded-For', values: [chain === undefined ? sourceIp : `${chain}, ${sourceIp}`] },
    { name: 'X-Forwarded-Port', values: [/:(\d+)$/.exec(domainName(exchange))?.[1] ?? '80'] },
    { name: 'X-Forwarded-Proto', values: ['http'] },
  );
  return list;
}

/** The two headers that the service reads itself reach a backend in its own spelling. */
const CANONICAL: ReadonlyMap<string, string> = new Map([['host', 'Host'], ['user-agent', 'User-Agent']]);
const ADDED: ReadonlySet<string> = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
