import { authorizerMember, authorizerText } from './event-v2-authorizer';
import { eventHeaders, headersText } from './event-v2-headers';
import { eventBody, isBase64 } from './request-body';
import { JsonObject } from '../../../json';
import { FunctionEvent } from '../../../lambda/function-event';
import { RequestEvent } from '../../backends/request-event';
import { put, quote, textMembers } from '../../message/json-text';
import { writeQueryString } from '../../message/query-string';
import { requestTime } from '../../message/request-time';
import { CompiledHttpStage } from '../compiled-http-api';
import { domainName, domainPrefix } from '../context-variables';
import { HttpExchange } from '../exchange';
import { functionPath, MappedRequest } from '../message/forwarded-request';

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
    return new EventV2(exchange, mapped, constant);
  };
}

class EventV2 extends RequestEvent {
  public constructor(
    private readonly exchange: HttpExchange, private readonly mapped: MappedRequest | undefined, private readonly constant: ConstantText,
  ) {
    super(exchange.request.body);
  }

  public value(): JsonObject {
    return eventValue(this.exchange, this.mapped);
  }

  protected write(): string {
    return eventText(this.exchange, this.mapped, this.constant);
  }
}

/** `requestContext`, with what an authorizer told of the caller if it did. */
export function requestContextV2(exchange: HttpExchange, path = functionPath(exchange)): JsonObject {
  const { api: { model: api }, request, stage, route } = exchange;
  const context: JsonObject = { accountId: api.account, apiId: api.apiId };
  if (exchange.caller !== undefined) context.authorizer = authorizerMember(exchange.caller);
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
  const query = mapped?.query ?? (request.rawQuery === '' ? undefined : request.query);
  return `${constant.start}${path},"rawQueryString":${quote(rawQuery(exchange, mapped))}${headersText(exchange, mapped)}`
    + `${query === undefined || query.size === 0 ? '' : `,"queryStringParameters":${JSON.stringify(joined(query))}`}`
    + `${constant.context}${caller === undefined ? '' : `,"authorizer":${authorizerText(caller)}`}`
    + `,"domainName":${quote(domainName(exchange))},"domainPrefix":${quote(domainPrefix(exchange))}`
    + `,"http":{"method":${quote(request.method)},"path":${path},"protocol":"HTTP/1.1","sourceIp":${quote(request.sourceIp)},"userAgent":${quote(request.header('user-agent') ?? '')}}`
    + `,"requestId":"${exchange.requestId}",${constant.routeAndStage},"time":"${requestTime(request.receivedAt)}","timeEpoch":${Math.floor(request.receivedAt)}}`
    + `${pathParameters.size === 0 ? '' : `,"pathParameters":${JSON.stringify(textMembers(pathParameters))}`}${constant.variables}${bodyText(exchange)}}`;
}

function bodyText(exchange: HttpExchange): string {
  if (exchange.request.body.length === 0) return ',"isBase64Encoded":false';
  return isBase64(exchange) ? `,"body":"${eventBody(exchange)}","isBase64Encoded":true` : `,"body":${quote(exchange.text)},"isBase64Encoded":false`;
}

function eventValue(exchange: HttpExchange, mapped: MappedRequest | undefined): JsonObject {
  const { request, pathParameters, stage, route } = exchange;
  const path = mapped?.path ?? functionPath(exchange);
  const { headers, cookies } = eventHeaders(exchange, mapped);
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

function rawQuery({ request }: HttpExchange, mapped: MappedRequest | undefined): string {
  return mapped?.query === undefined ? request.rawQuery : writeQueryString(mapped.query);
}

function joined(query: ReadonlyMap<string, readonly string[]>): JsonObject {
  const object: JsonObject = {};
  for (const [name, values] of query) put(object, name, values.length === 1 ? values[0] ?? '' : values.join(','));
  return object;
}
