import { JsonObject } from '../../../../json';
import { requestTime } from '../../../message/request-time';
import { domainName } from '../../context-variables';
import { Exchange } from '../../exchange';
import { isConsumed } from '../../message/request-headers';

/**
 * Context of the events of functions and authorizers.
 *
 * @param authorizer what an authorizer told of the caller; absent in its own event
 */
export function requestContext(exchange: Exchange, authorizer?: JsonObject): JsonObject {
  const { api: { model: api }, route, stage, request } = exchange;
  const context: JsonObject = { resourceId: route?.resource.id ?? null };
  if (authorizer !== undefined) context.authorizer = authorizer;
  context.resourcePath = route?.resource.path ?? null;
  if (route?.method.operationName !== undefined) context.operationName = route.method.operationName;
  context.httpMethod = request.method;
  context.extendedRequestId = exchange.extendedRequestId;
  context.requestTime = requestTime(request.receivedAt);
  context.path = exchange.stagePath;
  context.accountId = api.account;
  context.protocol = 'HTTP/1.1';
  context.stage = stage?.model.name ?? null;
  context.domainPrefix = api.apiId;
  context.requestTimeEpoch = Math.floor(request.receivedAt);
  context.requestId = exchange.requestId;
  context.identity = callerIdentity(exchange);
  context.domainName = domainName(exchange);
  context.deploymentId = stage?.model.deploymentId ?? null;
  context.apiId = api.apiId;
  return context;
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
    if (isConsumed(lower) || ADDED.has(lower)) continue;
    const canonical = CANONICAL.get(lower);
    list.push(canonical === undefined ? header : { name: canonical, values: header.values });
  }
  const chain = headers.get('x-forwarded-for')?.values.join(', ');
  list.push(
    { name: 'X-Amzn-Trace-Id', values: [exchange.traceId] },
    { name: 'X-Forwarded-For', values: [chain === undefined ? sourceIp : `${chain}, ${sourceIp}`] },
    { name: 'X-Forwarded-Port', values: [/:(\d+)$/.exec(domainName(exchange))?.[1] ?? '80'] },
    FORWARDED_PROTO,
  );
  return list;
}

const FORWARDED_PROTO = { name: 'X-Forwarded-Proto', values: ['http'] };

/** The two headers that the service reads itself reach a backend in its own spelling. */
const CANONICAL: ReadonlyMap<string, string> = new Map([['host', 'Host'], ['user-agent', 'User-Agent']]);
const ADDED: ReadonlySet<string> = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
