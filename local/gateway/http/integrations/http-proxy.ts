import { AddressOf, compilePrivateAddress, compileUrl } from './backend-address';
import { HttpIntegration } from '../../../model/http-api';
import { BackendRequest } from '../../backends/backend-client';
import { BackendAddress, requestTarget } from '../../backends/backend-uri';
import { callBackend } from '../../backends/call-backend';
import { writeQueryString } from '../../message/query-string';
import { rawHeadersOf } from '../../message/read-headers';
import { GatewayHeader } from '../../message/request';
import { HttpIntegrate } from '../compiled-http-api';
import { domainName } from '../context-variables';
import { HttpExchange } from '../exchange';
import { internalError, isFailure, unavailable } from '../failures';
import { HttpVerdict } from '../http-failure';
import { answered } from './raw-answer';
import { compileRequestMapping } from '../mapping/request-mapping';
import { compileResponseMapping } from '../mapping/response-mapping';
import { callerHeaders, MappedRequest } from '../message/forwarded-request';

/**
 * `HTTP_PROXY`: the backend gets the request as it is, with mapped parameters over it, and answers for itself.
 *
 * @throws MappingError when the URI can't be called, or a mapping is not understood
 */
export function compileHttpProxy(integration: HttpIntegration, routeKey: string, backends: ReadonlyMap<string, string>): HttpIntegrate {
  const { uri = '', method, timeoutMilliseconds } = integration;
  const addressOf: AddressOf = integration.connectionType === 'VPC_LINK' ? compilePrivateAddress(integration, backends) : compileUrl(uri, routeKey, backends);
  const mapRequest = compileRequestMapping(integration.requestParameters);
  const mapResponse = compileResponseMapping(integration.responseParameters);
  const judge = async (exchange: HttpExchange): Promise<HttpVerdict> => {
    const mapped = mapRequest?.(exchange);
    if (mapped !== undefined && isFailure(mapped)) return mapped;
    const to = addressOf(exchange, mapped);
    if (isFailure(to)) return to;
    const { request } = exchange;
    const sent = {
      origin: to.origin,
      method: method === undefined || method === 'ANY' ? request.method : method,
      target: requestTarget(to, mapped?.query === undefined ? request.rawQuery : writeQueryString(mapped.query)),
      headers: requestHeaders(exchange, to, mapped),
      body: request.body,
    };
    return await call(exchange, sent, timeoutMilliseconds) ?? (exchange.reply && mapResponse?.(exchange, exchange.reply));
  };
  return (exchange, done, failed) => {
    judge(exchange).then(done, failed);
  };
}

/**
 * Leaves the answer of a backend in the exchange, or says why there is none.
 *
 * @see https://github.com/cortexlabs/cortex/issues/1225 the reply to a timeout
 */
async function call(exchange: HttpExchange, sent: BackendRequest, timeoutMilliseconds: number): Promise<HttpVerdict> {
  const outcome = await callBackend(exchange, sent, { timeoutMilliseconds, timeoutError: 'Integration request timed out' });
  if (outcome.kind === 'timeout') return unavailable(outcome.reason, 'INTEGRATION_TIMEOUT');
  if (outcome.kind === 'malformed') return internalError(outcome.reason);
  if (outcome.kind !== 'answer') return unavailable(outcome.reason);
  exchange.reply = answered(outcome.status, outcome.rawHeaders, outcome.body);
  return undefined;
}

/** Where a request came from is in `Forwarded`, which takes the place of the `X-Forwarded-*` that functions get. */
function requestHeaders(exchange: HttpExchange, { host }: BackendAddress, mapped: MappedRequest | undefined): string[] {
  const { request } = exchange;
  const headers = new Map<string, GatewayHeader>(mapped?.headers ?? callerHeaders(exchange));
  const set = (name: string, value: string): void => void headers.set(name.toLowerCase(), { name, values: [value] });
  const mappedHost = mapped?.headers.get('host');
  if (mappedHost === undefined || mappedHost === request.headers.get('host')) set('Host', host);
  set('Content-Length', String(request.body.length));
  set('Forwarded', `by=127.0.0.1;for=${bracketed(request.sourceIp)};host=${domainName(exchange)};proto=http`);
  set('Via', 'HTTP/1.1 AmazonAPIGateway');
  set('X-Amzn-Trace-Id', exchange.traceId);
  return rawHeadersOf(headers);
}

function bracketed(address: string): string {
  return address.includes(':') ? `"[${address}]"` : address;
}
