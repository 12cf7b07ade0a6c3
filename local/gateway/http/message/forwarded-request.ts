import { isHopByHop } from './hop-headers';
import { GatewayHeader } from '../../message/request';
import { domainName } from '../context-variables';
import { HttpExchange } from '../exchange';
import { DEFAULT_STAGE } from '../routing/stage-addresses';

/** A request as it leaves the gateway, once parameters were mapped. */
export interface MappedRequest {
  /** Absent: the path is the caller's. */
  readonly path: string | undefined;
  /** By lower-case name; without those of the connection. */
  readonly headers: ReadonlyMap<string, GatewayHeader>;
  /** Absent: the query string is the caller's. */
  readonly query: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Path of a request as functions see it, decoded: in front the stage if it is not the default one, also where a custom domain hides it. */
export function functionPath({ stage, routePath }: HttpExchange): string {
  const name = stage?.model.name ?? DEFAULT_STAGE;
  return name === DEFAULT_STAGE ? routePath : `/${name}${routePath}`;
}

/** Headers of the caller that an integration may see. */
export function callerHeaders({ request }: HttpExchange): Map<string, GatewayHeader> {
  const headers = new Map<string, GatewayHeader>();
  for (const [lower, header] of request.headers) if (!isHopByHop(lower) && !isAdded(lower)) headers.set(lower, header);
  return headers;
}

/** What the gateway tells functions in the place of whatever the caller said; by lower-case name. */
export function addedHeaders(exchange: HttpExchange): readonly (readonly [name: string, value: string])[] {
  const { request } = exchange;
  const host = domainName(exchange);
  const chain = request.header('x-forwarded-for');
  const colon = host.lastIndexOf(':');
  return [
    ['content-length', String(request.body.length)],
    ['x-amzn-trace-id', exchange.traceId],
    ['x-forwarded-for', chain === undefined ? request.sourceIp : `${chain}, ${request.sourceIp}`],
    ['x-forwarded-port', colon > host.lastIndexOf(']') ? host.slice(colon + 1) : '80'],
    ['x-forwarded-proto', 'http'],
  ];
}

/** Whether the gateway says this itself. */
export function isAdded(lowerCaseName: string): boolean {
  return lowerCaseName.startsWith('x-') ? ADDED.has(lowerCaseName) : lowerCaseName === 'content-length';
}

const ADDED: ReadonlySet<string> = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
