import { AuthorizerCall } from './authorizer';
import { Json, JsonObject } from '../../json';

/** Event of a TOKEN authorizer. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
export function tokenEvent(call: AuthorizerCall, token: string): string {
  return JSON.stringify({ type: 'TOKEN', methodArn: call.methodArn, authorizationToken: token });
}

/** Event of a REQUEST authorizer: the request without its body, in the shape of a proxy event. */
export function requestEvent(call: AuthorizerCall, stageVariables: ReadonlyMap<string, string>): string {
  const { request } = call;
  const headers = call.headers();
  const query = [...request.query];
  const event: JsonObject = {
    type: 'REQUEST',
    methodArn: call.methodArn,
    resource: call.resourcePath,
    path: request.rawPath,
    httpMethod: request.method,
    headers: single(headers.map(({ name, values }) => [name, values])),
    multiValueHeaders: all(headers.map(({ name, values }) => [name, values])),
    queryStringParameters: single(query),
    multiValueQueryStringParameters: all(query),
    pathParameters: Object.fromEntries(call.pathParameters),
    stageVariables: Object.fromEntries(stageVariables),
    requestContext: call.requestContext(),
  };
  return JSON.stringify(event);
}

type Entries = readonly (readonly [string, readonly string[]])[];

function single(entries: Entries): JsonObject {
  return Object.fromEntries(entries.map(([name, values]): [string, Json] => [name, values.at(-1) ?? '']));
}

function all(entries: Entries): JsonObject {
  return Object.fromEntries(entries.map(([name, values]): [string, Json] => [name, [...values]]));
}
