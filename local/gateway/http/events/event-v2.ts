import { HttpEvent } from './event';
import { eventBody, isBase64 } from './request-body';
import { JsonObject } from '../../../json';
import { FunctionEvent } from '../../../lambda/function-event';
import { put, quote, textMembers } from '../../message/json-text';
import { requestTime } from '../../message/request-time';
import { CompiledHttpStage } from '../compiled-http-api';
import { domainName, domainPrefix } from '../context-variables';
import { HttpExchange } from '../exchange';
import { addedHeaders, functionPath, isAdded, MappedRequest } from '../message/forwarded-request';
import { isHopByHop } from '../message/hop-headers';
import { writeQuery } from '../message/query';

/**
 * The event of a Lambda integration with payload 2.0. The function that is returned serves one route of an API.
 *
 * Paths are decoded, the query string is as the caller sent it. Header names are in lower case; several values of a header or parameter are joined with commas. What a
 * request does not have is absent.
 *
 * The text is written directly: what a route says of itself is the same in all events of a stage and is quoted once.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function compileEventV2(): (exchange: HttpExchange, mapped: MappedRequest | undefined) => FunctionEvent {
  const stages = new Map<CompiledHttpStage | undefined, ConstantText>();
  return (exchange, mapped) => {
    let constant = stages.get(exchange.stage);
    if (constant === undefined) stages.set(exchange.stage, constant = constantText(exchange));
    const pieces = constant;
    return new HttpEvent(exchange, () => eventValue(exchange, mapped), () => eventText(exchange, mapped, pieces));
  };
}

/** `requestContext`, with what an authorizer told of the caller if it did. */
export function requestContextV2(exchange: HttpExchange, path = functionPath(exchange)): JsonObject {
  const { api: { model: api }, request, stage, route } = exchange;
  const context: JsonObject = { accountId: api.account, apiId: api.apiId };
  if (exchange.caller !== undefined) context.authorizer = authorizerMember(exchange);
  context.domainName = domainName(exchange);
  context.domainPrefix = domainPrefix(exchange);
  context.http = { method: request.method, path, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: request.header('user-agent') ?? '' };
  context.requestId = exchange.requestId;
  context.routeKey = route?.model.routeKey ?? '$default';
  context.stage = stage?.model.name ?? '';
  context.time = requestTime(request.receivedAt);
  context.timeEpoch = Math.floor(request.receivedAt);
  return context;
}

/** Pieces between what changes with every request. */
interface ConstantText {
  readonly start: string;
  readonly context: string;
  readonly routeAndStage: string;
  readonly variables: string;
}

function constantText({ api: { model: api }, route, stage }: HttpExchange): ConstantText {
  const routeKey = quote(route?.model.routeKey ?? '$default');
  const variables = stage?.model.variables;
  return {
    start: `{"version":"2.0","routeKey":${routeKey},"rawPath":`,
    context: `,"requestContext":{"accountId":${quote(api.account)},"apiId":${quote(api.apiId)}`,
    routeAndStage: `"routeKey":${routeKey},"stage":${quote(stage?.model.name ?? '')}`,
    variables: variables === undefined || variables.size === 0 ? '' : `,"stageVariables":${JSON.stringify(textMembers(variables))}`,
  };
}

function eventText(exchange: HttpExchange, mapped: MappedRequest | undefined, constant: ConstantText): string {
  const { request, pathParameters, caller } = exchange;
  const path = quote(mapped?.path ?? functionPath(exchange));
  const { headers, cookies } = mapped === undefined ? ownHeaders(exchange) : mappedHeaders(exchange, mapped);
  const query = mapped?.query ?? (request.rawQuery === '' ? undefined : request.query);
  return `${constant.start}${path},"rawQueryString":${quote(rawQuery(exchange, mapped))}`
    + `${cookies === undefined ? '' : `,"cookies":${JSON.stringify(cookies)}`},"headers":${JSON.stringify(headers)}`
    + `${query === undefined || query.size === 0 ? '' : `,"queryStringParameters":${JSON.stringify(joined(query))}`}`
    + `${constant.context}${caller === undefined ? '' : `,"authorizer":${JSON.stringify(authorizerMember(exchange))}`}`
    + `,"domainName":${quote(domainName(exchange))},"domainPrefix":${quote(domainPrefix(exchange))}`
    + `,"http":{"method":${quote(request.method)},"path":${path},"protocol":"HTTP/1.1","sourceIp":${quote(request.sourceIp)},"userAgent":${quote(request.header('user-agent') ?? '')}}`
    + `,"requestId":${quote(exchange.requestId)},${constant.routeAndStage},"time":"${requestTime(request.receivedAt)}","timeEpoch":${Math.floor(request.receivedAt)}}`
    + `${pathParameters.size === 0 ? '' : `,"pathParameters":${JSON.stringify(textMembers(pathParameters))}`}${constant.variables}${bodyText(exchange)}}`;
}

function bodyText(exchange: HttpExchange): string {
  if (exchange.request.body.length === 0) return ',"isBase64Encoded":false';
  return isBase64(exchange) ? `,"body":"${eventBody(exchange)}","isBase64Encoded":true` : `,"body":${quote(exchange.text)},"isBase64Encoded":false`;
}

function eventValue(exchange: HttpExchange, mapped: MappedRequest | undefined): JsonObject {
  const { request, pathParameters, stage, route } = exchange;
  const path = mapped?.path ?? functionPath(exchange);
  const { headers, cookies } = mapped === undefined ? ownHeaders(exchange) : mappedHeaders(exchange, mapped);
  const query = mapped?.query ?? (request.rawQuery === '' ? undefined : request.query);
  const event: JsonObject = { version: '2.0', routeKey: route?.model.routeKey ?? '$default', rawPath: path, rawQueryString: rawQuery(exchange, mapped) };
  if (cookies !== undefined) event.cookies = cookies;
  event.headers = headers;
  if (query !== undefined && query.size > 0) event.queryStringParameters = joined(query);
  event.requestContext = requestContextV2(exchange, path);
  if (pathParameters.size > 0) event.pathParameters = textMembers(pathParameters);
  if (stage !== undefined && stage.model.variables.size > 0) event.stageVariables = textMembers(stage.model.variables);
  if (request.body.length > 0) event.body = eventBody(exchange);
  event.isBase64Encoded = isBase64(exchange);
  return event;
}

interface EventHeaders {
  readonly headers: JsonObject;
  readonly cookies: string[] | undefined;
}

/** Headers of a request of which nothing is mapped, straight from the wire. */
function ownHeaders(exchange: HttpExchange): EventHeaders {
  const { rawHeaders } = exchange.request;
  const headers: JsonObject = {};
  let cookies: string[] | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const lower = (rawHeaders[index] ?? '').toLowerCase();
    if (isHopByHop(lower) || isAdded(lower)) continue;
    const value = rawHeaders[index + 1] ?? '';
    if (lower === 'cookie') cookies = [...cookies ?? [], ...cookiesOf(value)];
    else if (Object.hasOwn(headers, lower)) put(headers, lower, `${String(headers[lower])},${value}`);
    else put(headers, lower, value);
  }
  return { headers: Object.assign(headers, addedHeaders(exchange)), cookies };
}

function mappedHeaders(exchange: HttpExchange, mapped: MappedRequest): EventHeaders {
  const headers: JsonObject = {};
  let cookies: string[] | undefined;
  for (const [lower, { values }] of mapped.headers) {
    if (lower === 'cookie') cookies = values.flatMap(cookiesOf);
    else put(headers, lower, values.join(','));
  }
  return { headers: Object.assign(headers, addedHeaders(exchange)), cookies };
}

function cookiesOf(value: string): string[] {
  return value.split(';').map((cookie) => cookie.trim()).filter((cookie) => cookie !== '');
}

function rawQuery({ request }: HttpExchange, mapped: MappedRequest | undefined): string {
  return mapped?.query === undefined ? request.rawQuery : writeQuery(mapped.query);
}

function joined(query: ReadonlyMap<string, readonly string[]>): JsonObject {
  const object: JsonObject = {};
  for (const [name, values] of query) put(object, name, values.length === 1 ? values[0] ?? '' : values.join(','));
  return object;
}

/** `requestContext.authorizer`, by the kind of authorizer. */
function authorizerMember({ caller }: HttpExchange): JsonObject {
  switch (caller?.kind) {
    case 'jwt': return { jwt: { claims: { ...caller.claims }, scopes: caller.scopes === null ? null : [...caller.scopes] } };
    // What the authorizer said is looked at again when the request is logged.
    case 'lambda': return { lambda: structuredClone(caller.context) };
    case 'iam': {
      const { accessKey, accountId, callerId, userArn, userId } = caller;
      return { iam: { accessKey, accountId, callerId, cognitoIdentity: null, principalOrgId: null, userArn, userId } };
    }
    default: return {};
  }
}
