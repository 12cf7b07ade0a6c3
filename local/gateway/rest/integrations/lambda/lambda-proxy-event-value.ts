import { forwardedHeaders, requestContext } from './lambda-proxy-event';
import { JsonObject } from '../../../../json';
import { put, textMembers } from '../../../message/json-text';
import { Exchange } from '../../exchange';

/** The event of a Lambda proxy integration as a value that belongs to the caller; the same as its text, parsed. For handlers in this process. */
export function eventValue(exchange: Exchange): JsonObject {
  const { request, route, stage, pathParameters, authorizer } = exchange;
  const body = bodyOf(exchange);
  const headers: JsonObject = {};
  const multiValueHeaders: JsonObject = {};
  for (const { name, values } of forwardedHeaders(exchange)) {
    put(headers, name, values.at(-1) ?? '');
    put(multiValueHeaders, name, [...values]);
  }
  let query: JsonObject | null = null;
  let multiValueQuery: JsonObject | null = null;
  if (request.query.size > 0) {
    query = {};
    multiValueQuery = {};
    for (const [name, values] of request.query) {
      put(query, name, values.at(-1) ?? '');
      put(multiValueQuery, name, [...values]);
    }
  }
  return {
    resource: route?.resource.path ?? '',
    path: request.rawPath,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: query,
    multiValueQueryStringParameters: multiValueQuery,
    pathParameters: single(pathParameters),
    stageVariables: stage === undefined ? null : single(stage.model.variables),
    // The authorizer's own words are looked at again when the request is logged.
    requestContext: requestContext(exchange, authorizer === undefined ? undefined : structuredClone(authorizer)),
    body: body.text,
    isBase64Encoded: body.isBase64Encoded,
  };
}

function bodyOf(exchange: Exchange): { readonly text: string | null; readonly isBase64Encoded: boolean } {
  const { body } = exchange.request;
  if (body.length === 0) return NO_BODY;
  const isBase64Encoded = exchange.api.binaryMediaTypes.isBinary(exchange.firstHeader('content-type'));
  return { text: isBase64Encoded ? body.toString('base64') : exchange.text, isBase64Encoded };
}

const NO_BODY = { text: null, isBase64Encoded: false };

function single(values: ReadonlyMap<string, string>): JsonObject | null {
  return values.size === 0 ? null : textMembers(values);
}
