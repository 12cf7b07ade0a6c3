import { eventBody, isBase64 } from './request-body';
import { JsonObject } from '../../../json';
import { FunctionEvent } from '../../../lambda/function-event';
import { RequestEvent } from '../../backends/request-event';
import { put, textMembers } from '../../message/json-text';
import { GatewayHeader } from '../../message/request';
import { requestTime } from '../../message/request-time';
import { domainName, domainPrefix } from '../context-variables';
import { HttpExchange } from '../exchange';
import { canonicalName } from '../message/canonical-name';
import { addedHeaders, callerHeaders, MappedRequest } from '../message/forwarded-request';
import { decodePath } from '../routing/decode-path';

/**
 * The event of a Lambda integration with payload 1.0, close to that of REST APIs. `path` is as the caller sent it, with stage or base path; path and query parameters
 * are decoded. Header names keep the caller's case but for those that the service reads itself.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://github.com/aws/aws-lambda-dotnet Tools/LambdaTestTool-v2/tests, snapshots *HttpV1
 */
export function eventV1(exchange: HttpExchange, mapped: MappedRequest | undefined): FunctionEvent {
  return new EventV1(exchange, mapped);
}

class EventV1 extends RequestEvent {
  public constructor(private readonly exchange: HttpExchange, private readonly mapped: MappedRequest | undefined) {
    super(exchange.request.body);
  }

  public value(): JsonObject {
    return eventValue(this.exchange, this.mapped);
  }

  protected write(): string {
    return JSON.stringify(this.value());
  }
}

/** Headers as functions see them, the gateway's own among them. */
export function functionHeaders(exchange: HttpExchange, headers: ReadonlyMap<string, GatewayHeader> = callerHeaders(exchange)): GatewayHeader[] {
  const list: GatewayHeader[] = [];
  for (const [lower, header] of headers) list.push(READ_HERE.has(lower) ? { name: canonicalName(lower), values: header.values } : header);
  for (const [name, value] of addedHeaders(exchange)) list.push({ name: canonicalName(name), values: [value] });
  return list;
}

/** Headers that the service reads itself reach functions in its own spelling. */
const READ_HERE: ReadonlySet<string> = new Set(['host', 'user-agent']);

/** `requestContext`, with what an authorizer told of the caller if it did. */
export function requestContextV1(exchange: HttpExchange): JsonObject {
  const { api: { model: api }, request, stage, route, requestId } = exchange;
  const routeKey = route?.model.routeKey ?? '$default';
  const context: JsonObject = { accountId: api.account, apiId: api.apiId };
  const authorizer = authorizerMember(exchange);
  if (authorizer !== undefined) context.authorizer = authorizer;
  context.domainName = domainName(exchange);
  context.domainPrefix = domainPrefix(exchange);
  context.extendedRequestId = requestId;
  context.httpMethod = request.method;
  context.identity = identity(exchange);
  context.path = decodePath(request.path);
  context.protocol = 'HTTP/1.1';
  context.requestId = requestId;
  context.requestTime = requestTime(request.receivedAt);
  context.requestTimeEpoch = Math.floor(request.receivedAt);
  context.resourceId = routeKey;
  context.resourcePath = resourceOf(routeKey);
  context.stage = stage?.model.name ?? '';
  return context;
}

function eventValue(exchange: HttpExchange, mapped: MappedRequest | undefined): JsonObject {
  const { request, pathParameters, stage, route } = exchange;
  const headers: JsonObject = {};
  const multiValueHeaders: JsonObject = {};
  for (const { name, values } of functionHeaders(exchange, mapped?.headers)) {
    put(headers, name, values.at(-1) ?? '');
    put(multiValueHeaders, name, [...values]);
  }
  const query = mapped?.query ?? request.query;
  const single: JsonObject = {};
  const multiple: JsonObject = {};
  for (const [name, values] of query) {
    put(single, name, values.at(-1) ?? '');
    put(multiple, name, [...values]);
  }
  const variables = stage?.model.variables;
  return {
    version: '1.0',
    resource: resourceOf(route?.model.routeKey ?? '$default'),
    path: mapped?.path ?? request.path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: query.size === 0 ? null : single,
    multiValueQueryStringParameters: query.size === 0 ? null : multiple,
    requestContext: requestContextV1(exchange),
    pathParameters: pathParameters.size === 0 ? null : textMembers(pathParameters),
    stageVariables: variables === undefined || variables.size === 0 ? null : textMembers(variables),
    body: request.body.length === 0 ? null : eventBody(exchange),
    isBase64Encoded: isBase64(exchange),
  };
}

/** Path of a route key; the key itself where it has none. */
function resourceOf(routeKey: string): string {
  return routeKey.slice(routeKey.indexOf(' ') + 1);
}

function identity({ caller, request }: HttpExchange): JsonObject {
  const iam = caller?.kind === 'iam' ? caller : undefined;
  return {
    accessKey: iam?.accessKey ?? null,
    accountId: iam?.accountId ?? null,
    caller: iam?.callerId ?? null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: iam?.userId ?? null,
    userAgent: request.header('user-agent') ?? '',
    userArn: iam?.userArn ?? null,
  };
}

function authorizerMember({ caller }: HttpExchange): JsonObject | undefined {
  if (caller?.kind === 'jwt') return { claims: { ...caller.claims }, scopes: caller.scopes === null ? null : [...caller.scopes] };
  if (caller?.kind === 'lambda') return { ...structuredClone(caller.context), ...(caller.principalId !== undefined && { principalId: caller.principalId }) };
  return undefined;
}
