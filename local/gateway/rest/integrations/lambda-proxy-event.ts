import { JsonObject } from '../../../json';
import { domainName } from '../context-variables';
import { Exchange } from '../exchange';
import { isConsumed } from '../message/request-headers';
import { requestTime } from '../request-time';

/**
 * The event of a Lambda proxy integration, payload 1.0, as JSON text.
 *
 * Path and path parameters are as the caller wrote them, query parameters decoded. Header names keep the caller's case but for `Host` and `User-Agent`; of several values
 * of a header or parameter the last one stands in the single-value map.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function lambdaProxyEvent(exchange: Exchange): string {
  const { request, route, stage, pathParameters, api } = exchange;
  const { headers, multiValueHeaders } = eventHeaders(exchange);
  const isBinary = request.body.length > 0 && api.binaryMediaTypes.isBinary(exchange.firstHeader('content-type'));
  return JSON.stringify({
    resource: route?.resource.path,
    path: request.rawPath,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    ...queryParameters(exchange),
    pathParameters: pathParameters.size === 0 ? null : ownMembers(pathParameters),
    stageVariables: stage === undefined || stage.model.variables.size === 0 ? null : ownMembers(stage.model.variables),
    requestContext: requestContext(exchange, exchange.authorizer),
    body: request.body.length === 0 ? null : isBinary ? request.body.toString('base64') : exchange.text,
    isBase64Encoded: isBinary,
  });
}

/**
 * Context of the events of functions and authorizers.
 *
 * @param authorizer what an authorizer told of the caller; absent in its own event
 */
export function requestContext(exchange: Exchange, authorizer?: JsonObject): JsonObject {
  const { api: { model: api }, route, stage, request, identity } = exchange;
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
    identity: {
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
      ...(exchange.apiKey !== undefined && { apiKey: exchange.apiKey, apiKeyId: exchange.apiKeyId ?? null }),
    },
    domainName: domainName(exchange),
    deploymentId: stage?.model.deploymentId ?? null,
    apiId: api.apiId,
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

function eventHeaders(exchange: Exchange): { headers: Members<string>; multiValueHeaders: Members<readonly string[]> } {
  const headers = newMembers<string>();
  const multiValueHeaders = newMembers<readonly string[]>();
  for (const { name, values } of forwardedHeaders(exchange)) {
    headers[name] = values.at(-1) ?? '';
    multiValueHeaders[name] = values;
  }
  return { headers, multiValueHeaders };
}

function queryParameters({ request: { query } }: Exchange): object {
  if (query.size === 0) return { queryStringParameters: null, multiValueQueryStringParameters: null };
  const queryStringParameters = newMembers<string>();
  const multiValueQueryStringParameters = newMembers<readonly string[]>();
  for (const [name, values] of query) {
    queryStringParameters[name] = values.at(-1) ?? '';
    multiValueQueryStringParameters[name] = values;
  }
  return { queryStringParameters, multiValueQueryStringParameters };
}

type Members<T> = Record<string, T>;

/** An object without a prototype: a parameter called `__proto__` is a member like any other. */
function newMembers<T>(): Members<T> {
  return Object.create(null) as Members<T>;
}

function ownMembers(map: ReadonlyMap<string, string>): Members<string> {
  const members = newMembers<string>();
  for (const [name, value] of map) members[name] = value;
  return members;
}
