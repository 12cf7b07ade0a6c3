import { HttpAuthorizerCall } from './http-authorizer-call';
import { isObject, JsonObject } from '../../json';

type Entries = Iterable<readonly [string, readonly string[]]>;

/**
 * Event of a Lambda authorizer, as JSON text.
 *
 * @param identity values of the identity sources, in their order
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format
 */
export function httpLambdaEvent(version: '1.0' | '2.0', call: HttpAuthorizerCall, identity: readonly string[]): string {
  return JSON.stringify(version === '1.0' ? eventOne(call, identity) : eventTwo(call, identity));
}

function eventOne(call: HttpAuthorizerCall, identity: readonly string[]): JsonObject {
  const { request, route } = call;
  const token = identity.length > 0 ? identity.join(',') : null;
  const resource = route.routeKey.slice(route.routeKey.indexOf(' ') + 1);
  const requestContext = call.requestContext('1.0');
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: call.routeArn,
    identitySource: token,
    authorizationToken: token,
    resource,
    path: requestContext.path ?? request.rawPath,
    httpMethod: request.method,
    headers: last(call.headers().map(({ name, values }) => [name, values])),
    queryStringParameters: last(request.query),
    pathParameters: Object.fromEntries(call.pathParameters),
    stageVariables: Object.fromEntries(call.stageVariables),
    requestContext,
  };
}

function eventTwo(call: HttpAuthorizerCall, identity: readonly string[]): JsonObject {
  const { request, route } = call;
  const headers = call.headers().map(({ name, values }) => [name.toLowerCase(), values] as const);
  const cookies = headers.flatMap(([name, values]) => (name === 'cookie' ? values.flatMap((value) => value.split(/; */)) : []));
  const requestContext = call.requestContext('2.0');
  const { http = null } = requestContext;
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: call.routeArn,
    identitySource: identity.length > 0 ? [...identity] : null,
    routeKey: route.routeKey,
    rawPath: (isObject(http) ? http.path : undefined) ?? request.rawPath,
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(headers.filter(([name]) => name !== 'cookie')),
    ...(request.query.size > 0 && { queryStringParameters: joined(request.query) }),
    requestContext,
    ...(call.pathParameters.size > 0 && { pathParameters: Object.fromEntries(call.pathParameters) }),
    ...(call.stageVariables.size > 0 && { stageVariables: Object.fromEntries(call.stageVariables) }),
  };
}

function last(entries: Entries): JsonObject {
  return Object.fromEntries([...entries].map(([name, values]) => [name, values.at(-1) ?? '']));
}

function joined(entries: Entries): JsonObject {
  return Object.fromEntries([...entries].map(([name, values]) => [name, values.join(',')]));
}
