import { compileBackendAddress } from './backend-address';
import { answerOf } from './http-call';
import { compileRequestParameters, MappedParameters } from './request-parameters';
import { RestIntegration } from '../../../../model/rest-api';
import { BackendAddress, requestTarget } from '../../../backends/backend-uri';
import { writeQueryString } from '../../../message/query-string';
import { rawHeadersOf, readHeaders } from '../../../message/read-headers';
import { GatewayReply } from '../../../message/reply';
import { GatewayHeader } from '../../../message/request';
import { RestIntegrate } from '../../compiled-rest-api';
import { Exchange } from '../../exchange';
import { GatewayFailure, Verdict, configurationError } from '../../gateway-failure';
import { addResponseHeader } from '../../message/response-headers';
import { awaiting } from '../integrate';
import { isFailure } from '../lambda/invoke-function';
import { forwardedHeaders } from '../lambda/lambda-proxy-event';
import { compileRequestBody } from '../request-body';
import { compileResponseMapping } from '../response-mapping';

/** What differs between the two kinds of HTTP integration. */
interface Kind {
  /** Headers before the mapped ones are set over them. */
  headers(exchange: Exchange, body: Buffer | string): Map<string, readonly string[]>;
  query(exchange: Exchange): ReadonlyMap<string, readonly string[]>;
  body(exchange: Exchange): Buffer | string | GatewayFailure;
  answer(exchange: Exchange, status: number, rawHeaders: readonly string[], body: Buffer): Verdict;
}

/** `HTTP_PROXY`: the backend gets the request as it is, with mapped parameters over it, and answers for itself. */
export function compileHttpProxy(integration: RestIntegration): RestIntegrate {
  return compile(integration, {
    headers: (exchange) => new Map(forwardedHeaders(exchange).filter(({ name }) => name.toLowerCase() !== 'host').map(({ name, values }) => [name, values])),
    query: ({ request }) => request.query,
    body: ({ request }) => request.body,
    answer: passOn,
  });
}

/** `HTTP`: the backend gets what is mapped and nothing else, and its answer is mapped back. */
export function compileHttp(integration: RestIntegration): RestIntegrate {
  const body = compileRequestBody(integration);
  const map = compileResponseMapping(integration);
  return compile(integration, {
    headers: (exchange, sent) => new Map<string, readonly string[]>([
      ['Accept', ['application/json']],
      ['User-Agent', [`AmazonAPIGateway_${exchange.api.model.apiId}`]],
      ['X-Amzn-Trace-Id', [exchange.traceId]],
      ...(sent.length > 0 ? [['Content-Type', [exchange.firstHeader('content-type') ?? 'application/json']] as const] : []),
    ]),
    query: () => new Map(),
    body,
    answer: (exchange, status, rawHeaders, answered) => map(exchange, String(status), { headers: readHeaders(rawHeaders), body: answered }),
  });
}

function compile(integration: RestIntegration, kind: Kind): RestIntegrate {
  const address = compileBackendAddress(integration.uri ?? '');
  const parameters = compileRequestParameters(integration);
  return awaiting(async (exchange) => {
    const mapped = parameters(exchange);
    if (isFailure(mapped)) return mapped;
    const body = kind.body(exchange);
    if (typeof body !== 'string' && isFailure(body)) return body;
    const to = address(exchange, mapped.path);
    if (!to) return configurationError(`the URI ${JSON.stringify(integration.uri)} can't be called with the variables of stage ${exchange.stageName}`);
    const verbatim = integration.httpMethod === undefined || integration.httpMethod === 'ANY';
    const answer = await answerOf(exchange, {
      origin: to.origin,
      method: verbatim ? exchange.request.method : integration.httpMethod ?? 'GET',
      target: requestTarget(to, writeQueryString(merged(kind.query(exchange), mapped.query))),
      headers: requestHeaders(exchange, to, kind.headers(exchange, body), mapped, body),
      body,
    }, integration.timeoutMilliseconds);
    if (isFailure(answer)) return answer;
    const verdict = kind.answer(exchange, answer.status, answer.rawHeaders, answer.body);
    exchange.reply?.headers.push('X-Amzn-Trace-Id', exchange.traceId);
    return verdict;
  });
}

function passOn(exchange: Exchange, status: number, rawHeaders: readonly string[], body: Buffer): undefined {
  const reply: GatewayReply = { status, headers: [], body };
  for (let index = 0; index < rawHeaders.length; index += 2) addResponseHeader(reply, rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  exchange.reply = reply;
  return undefined;
}

type Values = ReadonlyMap<string, readonly string[]>;

function merged(sent: Values, mapped: Values): Values {
  return mapped.size === 0 ? sent : new Map([...sent, ...mapped]);
}

function requestHeaders(
  exchange: Exchange, { host }: BackendAddress, own: Map<string, readonly string[]>, { headers: mapped }: MappedParameters, body: Buffer | string,
): string[] {
  const headers = new Map<string, GatewayHeader>([['host', { name: 'Host', values: [host] }]]);
  for (const [name, values] of [...own, ...mapped]) headers.set(name.toLowerCase(), { name, values });
  headers.set('x-amzn-apigateway-api-id', { name: 'x-amzn-apigateway-api-id', values: [exchange.api.model.apiId] });
  // Node announces trailers only with chunked bodies, and the length of this one is known.
  headers.delete('trailer');
  headers.set('content-length', { name: 'Content-Length', values: [String(Buffer.byteLength(body))] });
  return rawHeadersOf(headers);
}
