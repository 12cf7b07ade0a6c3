import { callerIdentity, forwardedHeaders } from './lambda-proxy-event';
import { eventValue } from './lambda-proxy-event-value';
import { JsonObject } from '../../../../json';
import { FunctionEvent } from '../../../../lambda/function-event';
import { RequestEvent } from '../../../backends/request-event';
import { quote } from '../../../message/json-text';
import { requestTime } from '../../../message/request-time';
import { CompiledRestStage } from '../../compiled-rest-api';
import { domainName } from '../../context-variables';
import { Exchange } from '../../exchange';

/**
 * The event of a Lambda proxy integration, payload 1.0. The function that is returned serves one method of an API.
 *
 * Path and path parameters are as the caller wrote them, query parameters decoded. Header names keep the caller's case but for `Host` and `User-Agent`; of several values
 * of a header or parameter the last one stands in the single-value map.
 *
 * The text is written directly, because an object of sixty members for JSON.stringify costs three times as much: what a method says of itself is the same in all
 * events of a stage and is quoted once. Its context has the members of `requestContext`, in that order.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function compileLambdaProxyEvent(): (exchange: Exchange) => FunctionEvent {
  const stages = new Map<CompiledRestStage | undefined, ConstantText>();
  return (exchange) => {
    let constant = stages.get(exchange.stage);
    if (constant === undefined) stages.set(exchange.stage, constant = constantText(exchange));
    return new LambdaProxyEvent(exchange, constant);
  };
}

class LambdaProxyEvent extends RequestEvent {
  public constructor(private readonly exchange: Exchange, private readonly constant: ConstantText) {
    super(exchange.request.body);
  }

  public value(): JsonObject {
    return eventValue(this.exchange);
  }

  protected write(): string {
    return eventText(this.exchange, this.constant);
  }
}

/** Pieces between what changes with every request. */
interface ConstantText {
  readonly resource: string;
  readonly variablesAndResourceId: string;
  readonly resourcePath: string;
  readonly apiAndStage: string;
  readonly deployment: string;
}

function constantText({ route, stage, api: { model: api } }: Exchange): ConstantText {
  const { resource, method } = route ?? {};
  const variables = stage?.model.variables;
  return {
    resource: `"resource":${quote(resource?.path ?? '')}`,
    variablesAndResourceId: `"stageVariables":${variables === undefined ? 'null' : singleValues(variables)},"requestContext":{"resourceId":${quoteOrNull(resource?.id)}`,
    resourcePath: `"resourcePath":${quoteOrNull(resource?.path)}${method?.operationName === undefined ? '' : `,"operationName":${quote(method.operationName)}`}`,
    apiAndStage: `"accountId":${quote(api.account)},"protocol":"HTTP/1.1","stage":${quoteOrNull(stage?.model.name)},"domainPrefix":${quote(api.apiId)}`,
    deployment: `"deploymentId":${quoteOrNull(stage?.model.deploymentId)},"apiId":${quote(api.apiId)}`,
  };
}

function eventText(exchange: Exchange, constant: ConstantText): string {
  const { request, authorizer } = exchange;
  const method = quote(request.method);
  return `{${constant.resource},"path":${quote(request.rawPath)},"httpMethod":${method},${headerText(exchange)},${queryText(exchange)}`
    + `,"pathParameters":${singleValues(exchange.pathParameters)},${constant.variablesAndResourceId}`
    + `${authorizer === undefined ? '' : `,"authorizer":${JSON.stringify(authorizer)}`},${constant.resourcePath},"httpMethod":${method}`
    + `,"extendedRequestId":"${exchange.extendedRequestId}","requestTime":"${requestTime(request.receivedAt)}","path":${quote(exchange.stagePath)},${constant.apiAndStage}`
    + `,"requestTimeEpoch":${Math.floor(request.receivedAt)},"requestId":"${exchange.requestId}","identity":${identityText(exchange)}`
    + `,"domainName":${quote(domainName(exchange))},${constant.deployment}},${bodyText(exchange)}}`;
}

function headerText(exchange: Exchange): string {
  let single = '';
  let multiple = '';
  let comma = '';
  for (const { name, values } of forwardedHeaders(exchange)) {
    const member = `${comma}${quote(name)}:`;
    const last = quote(values.at(-1) ?? '');
    single += member + last;
    multiple += values.length === 1 ? `${member}[${last}]` : `${member}[${values.map(quote).join(',')}]`;
    comma = ',';
  }
  return `"headers":{${single}},"multiValueHeaders":{${multiple}}`;
}

function queryText({ request: { query } }: Exchange): string {
  if (query.size === 0) return '"queryStringParameters":null,"multiValueQueryStringParameters":null';
  let single = '';
  let multiple = '';
  let comma = '';
  for (const [name, values] of query) {
    const member = `${comma}${quote(name)}:`;
    single += member + quote(values.at(-1) ?? '');
    multiple += `${member}[${values.map(quote).join(',')}]`;
    comma = ',';
  }
  return `"queryStringParameters":{${single}},"multiValueQueryStringParameters":{${multiple}}`;
}

/** Most callers are nobody in particular. */
function identityText(exchange: Exchange): string {
  if (exchange.identity !== undefined || exchange.apiKey !== undefined) return JSON.stringify(callerIdentity(exchange));
  return `{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"sourceIp":${quote(exchange.request.sourceIp)}`
    + ',"principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null'
    + `,"userAgent":${quoteOrNull(exchange.firstHeader('user-agent'))},"user":null}`;
}

function bodyText(exchange: Exchange): string {
  const { body } = exchange.request;
  if (body.length === 0) return '"body":null,"isBase64Encoded":false';
  if (exchange.api.binaryMediaTypes.isBinary(exchange.firstHeader('content-type'))) return `"body":"${body.toString('base64')}","isBase64Encoded":true`;
  return `"body":${quote(exchange.text)},"isBase64Encoded":false`;
}

/** An object of texts, or null when it has none. */
function singleValues(values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return 'null';
  return `{${Array.from(values, ([name, value]) => `${quote(name)}:${quote(value)}`).join(',')}}`;
}

function quoteOrNull(text: string | undefined): string {
  return text === undefined ? 'null' : quote(text);
}
