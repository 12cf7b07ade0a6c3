import { AddressOf, BackendAddress, compilePrivateAddress, compileUrl } from './backend-address';
import { HttpIntegration } from '../../../model/http-api';
import { BackendRequest } from '../../backends/backend-client';
import { TIMED_OUT, withDeadline } from '../../backends/deadline';
import { NodeBackendClient } from '../../backends/node-backend-client';
import { GatewayHeader } from '../../message/request';
import { HttpIntegrate } from '../compiled-http-api';
import { domainName } from '../context-variables';
import { HttpExchange, HttpIntegrationCall } from '../exchange';
import { internalError, isFailure, unavailable } from '../failures';
import { HttpVerdict } from '../http-failure';
import { answered } from './raw-answer';
import { compileRequestMapping } from '../mapping/request-mapping';
import { compileResponseMapping } from '../mapping/response-mapping';
import { callerHeaders, MappedRequest } from '../message/forwarded-request';
import { writeQuery } from '../message/query';

const nodeClient = new NodeBackendClient();

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
      target: target(to, mapped?.query === undefined ? request.rawQuery : writeQuery(mapped.query)),
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
  const { clock, backendClient = nodeClient } = exchange.dependencies;
  const noted: HttpIntegrationCall = { startedAt: clock.now() };
  exchange.call = noted;
  const abort = new AbortController();
  const result = await withDeadline(clock, timeoutMilliseconds, backendClient.send(sent, abort.signal), () => abort.abort());
  noted.latency = Math.round(clock.now() - noted.startedAt);
  if (result === TIMED_OUT) {
    noted.error = 'Integration request timed out';
    return unavailable(`the backend ${sent.origin} did not answer within ${timeoutMilliseconds} ms`, 'INTEGRATION_TIMEOUT');
  }
  if (result.kind !== 'answer') {
    noted.error = result.kind === 'unknown-host' ? 'Invalid endpoint address' : 'Network error communicating with endpoint';
    return unavailable(`the backend ${sent.origin} can't be reached: ${result.reason}; --backend <origin>=<local origin> sends its requests elsewhere`);
  }
  noted.status = result.status;
  if (result.status < 200 || result.status > 599) {
    noted.error = 'Malformed response of the endpoint';
    return internalError(`the backend ${sent.origin} answered with the status ${result.status}: expected 200 to 599`);
  }
  exchange.reply = answered(result.status, result.rawHeaders, result.body);
  return undefined;
}

/** Parameters of the URI come first, then those of the caller. */
function target({ path, query }: BackendAddress, callerQuery: string): string {
  const all = query === '' || callerQuery === '' ? query + callerQuery : `${query}&${callerQuery}`;
  return all === '' ? path : `${path}?${all}`;
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
  return [...headers.values()].flatMap(({ name, values }) => values.flatMap((value) => [name, value]));
}

function bracketed(address: string): string {
  return address.includes(':') ? `"[${address}]"` : address;
}
