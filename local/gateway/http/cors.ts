import { HttpExchange } from './exchange';
import { HttpCors } from '../../model/http-api';
import { GatewayReply } from '../message/reply';

/** What the gateway says about CORS instead of the integrations of an API. */
export interface CompiledCors {
  /** Takes the integration's own words away, and adds those of the API when the request names an origin that may call. */
  decorate(exchange: HttpExchange, reply: GatewayReply): void;
}

const PREFIX = 'access-control-';

/**
 * Compiles the CORS rules of an API. An origin is allowed that is in the list as it is, or by scheme: `https://*`, `http://*`; `*` allows all.
 * Nothing is said to other origins, and the browser refuses them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function compileCors(cors: HttpCors): CompiledCors {
  const forAll = shared(cors);
  const forPreflights = ofPreflights(cors);
  const origins = new Set(cors.allowOrigins.map((origin) => origin.toLowerCase()));
  const schemes = cors.allowOrigins.filter((origin) => origin.endsWith('://*')).map((origin) => origin.slice(0, -1).toLowerCase());
  const allowed = (origin: string): string | undefined => {
    if (origins.has('*')) return '*';
    const lower = origin.toLowerCase();
    return origins.has(lower) || schemes.some((scheme) => lower.startsWith(scheme)) ? origin : undefined;
  };
  return {
    decorate: (exchange, reply) => {
      withoutOwnWords(reply.headers);
      const origin = exchange.request.header('origin');
      const allowedOrigin = origin === undefined ? undefined : allowed(origin);
      if (allowedOrigin === undefined) return;
      reply.headers.push('Access-Control-Allow-Origin', allowedOrigin, ...forAll);
      if (isPreflight(exchange)) reply.headers.push(...forPreflights);
    },
  };
}

/** Whether a browser asks before the real request. */
export function isPreflight({ request }: HttpExchange): boolean {
  return request.method === 'OPTIONS' && request.header('origin') !== undefined && request.header('access-control-request-method') !== undefined;
}

function shared({ allowCredentials, exposeHeaders }: HttpCors): string[] {
  const headers: string[] = [];
  if (allowCredentials) headers.push('Access-Control-Allow-Credentials', 'true');
  if (exposeHeaders.length > 0) headers.push('Access-Control-Expose-Headers', exposeHeaders.join(','));
  return headers;
}

function ofPreflights({ allowMethods, allowHeaders, maxAgeSeconds }: HttpCors): string[] {
  const headers: string[] = [];
  if (allowMethods.length > 0) headers.push('Access-Control-Allow-Methods', allowMethods.join(','));
  if (allowHeaders.length > 0) headers.push('Access-Control-Allow-Headers', allowHeaders.join(','));
  if (maxAgeSeconds !== undefined) headers.push('Access-Control-Max-Age', String(maxAgeSeconds));
  return headers;
}

function withoutOwnWords(headers: string[]): void {
  for (let index = headers.length - 2; index >= 0; index -= 2) {
    if (headers[index]?.slice(0, PREFIX.length).toLowerCase() === PREFIX) headers.splice(index, 2);
  }
}
