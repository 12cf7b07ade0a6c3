import { JsonObject } from '../../../json';
import { put, quote } from '../../message/json-text';
import { HttpExchange } from '../exchange';
import { addedHeaders, isAdded, MappedRequest } from '../message/forwarded-request';
import { isHopByHop } from '../message/hop-headers';

export interface EventHeaders {
  readonly headers: JsonObject;
  readonly cookies: string[] | undefined;
}

/** Headers and cookies of the event. */
export function eventHeaders(exchange: HttpExchange, mapped: MappedRequest | undefined): EventHeaders {
  const { headers, cookies } = mapped === undefined ? ownHeaders(exchange) : mappedHeaders(mapped);
  for (const [name, value] of addedHeaders(exchange)) headers[name] = value;
  return { headers, cookies };
}

/** The members `cookies` and `headers` of the event's text, with a comma in front. */
export function headersText(exchange: HttpExchange, mapped: MappedRequest | undefined): string {
  if (mapped === undefined) {
    const text = plainHeadersText(exchange);
    if (text !== undefined) return text;
  }
  const { headers, cookies } = eventHeaders(exchange, mapped);
  return `${cookies === undefined ? '' : `,"cookies":${JSON.stringify(cookies)}`},"headers":${JSON.stringify(headers)}`;
}

/** Names and values. */
const MOST_COMPARED = 128;

/** The text of headers that are there once each, without an object of them; undefined: one is there twice, or holds cookies, or has a name that objects sort. */
function plainHeadersText(exchange: HttpExchange): string | undefined {
  const { rawHeaders } = exchange.request;
  // Each is looked for among those before it.
  if (rawHeaders.length > MOST_COMPARED) return undefined;
  const seen: string[] = [];
  let text = ',"headers":{';
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const lower = (rawHeaders[index] ?? '').toLowerCase();
    if (isHopByHop(lower) || isAdded(lower)) continue;
    if (lower === 'cookie' || seen.includes(lower) || isIndex(lower)) return undefined;
    seen.push(lower);
    text += `${quote(lower)}:${quote(rawHeaders[index + 1] ?? '')},`;
  }
  let comma = '';
  for (const [name, value] of addedHeaders(exchange)) {
    text += `${comma}"${name}":${quote(value)}`;
    comma = ',';
  }
  return `${text}}`;
}

function isIndex(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
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
    if (lower === 'cookie') (cookies ??= []).push(...cookiesOf(value));
    else if (Object.hasOwn(headers, lower)) put(headers, lower, `${String(headers[lower])},${value}`);
    else put(headers, lower, value);
  }
  return { headers, cookies };
}

function mappedHeaders(mapped: MappedRequest): EventHeaders {
  const headers: JsonObject = {};
  let cookies: string[] | undefined;
  for (const [lower, { values }] of mapped.headers) {
    if (lower === 'cookie') cookies = values.flatMap(cookiesOf);
    else put(headers, lower, values.join(','));
  }
  return { headers, cookies };
}

function cookiesOf(value: string): string[] {
  return value.split(';').map((cookie) => cookie.trim()).filter((cookie) => cookie !== '');
}
