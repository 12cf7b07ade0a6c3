import { isObject, Json, parseJson } from '../../../../json';
import { InvokeResult } from '../../../../lambda/function-runtime';
import { GatewayReply, isSendable } from '../../../message/reply';
import { addResponseHeader } from '../../message/response-headers';

/** What a function returned can't be sent; the text is for the developer. */
export interface MalformedResponse {
  readonly problem: string;
}

/** What a function returned, as text and maybe as value already. */
type FunctionValue = Omit<Extract<InvokeResult, { kind: 'success' }>, 'kind'>;

const MEMBERS: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Turns what a function returned into a reply.
 *
 * The service reads it into typed members: numbers and booleans become texts, an absent or null member takes its default (status 200, no body),
 * and anything else, an unknown member too, makes the whole response malformed.
 *
 * @param isBinaryAccepted whether a base64 body is decoded: the API has binary media types and the caller accepts one
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function readLambdaProxyResponse(result: FunctionValue, isBinaryAccepted: boolean): GatewayReply | MalformedResponse {
  const value = result.value ?? parseJson(result.payload);
  if (!isObject(value)) return { problem: `the function returned ${kindOf(value)} instead of an object with statusCode, headers and body` };
  for (const name in value) {
    if (!MEMBERS.has(name)) return { problem: `the function returned an object with the member ${JSON.stringify(name)}: expected only ${[...MEMBERS].join(', ')}` };
  }
  const status = readStatus(value.statusCode);
  if (status === undefined) return { problem: `the function returned the statusCode ${JSON.stringify(value.statusCode)}: expected a number from 200 to 599` };
  const body = value.body === undefined || value.body === null ? '' : scalarText(value.body);
  if (body === undefined) return { problem: `the function returned ${kindOf(value.body)} as body: expected a text, use JSON.stringify` };
  const reply: GatewayReply = { status, headers: [], body };
  const problem = addHeaders(reply, value.headers ?? null, value.multiValueHeaders ?? null);
  if (problem !== undefined) return { problem };
  if (isBinaryAccepted && (value.isBase64Encoded === true || value.isBase64Encoded === 'true')) reply.body = Buffer.from(body, 'base64');
  return reply;
}

export function isMalformed(response: GatewayReply | MalformedResponse): response is MalformedResponse {
  return 'problem' in response;
}

function addHeaders(reply: GatewayReply, headers: Json, multiValueHeaders: Json): string | undefined {
  let hasContentType = false;
  /** Values by lower-case name, to tell what is in both maps. Most functions return only one of them. */
  const seen = multiValueHeaders === null ? undefined : new Map<string, string[]>();
  const add = (name: string, value: Json, isSingle: boolean): string | undefined => {
    if (value === null) return undefined;
    const text = scalarText(value);
    if (text === undefined) return `the function returned ${kindOf(value)} as value of the header ${JSON.stringify(name)}: expected a text`;
    if (!isSendable(name, text)) return `the function returned a header that can't be sent: ${JSON.stringify(`${name}: ${text}`)}`;
    const lower = name.toLowerCase();
    if (isSingle && seen?.get(lower)?.includes(text)) return undefined;
    if (!isSingle) seen?.set(lower, [...seen.get(lower) ?? [], text]);
    if (lower === 'content-type') {
      if (hasContentType) return undefined;
      hasContentType = true;
    }
    addResponseHeader(reply, name, text);
    return undefined;
  };
  if (multiValueHeaders !== null && !isObject(multiValueHeaders)) return `the function returned ${kindOf(multiValueHeaders)} as multiValueHeaders: expected an object of lists`;
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    if (values === null) continue;
    if (!Array.isArray(values)) return `the function returned ${kindOf(values)} as multiValueHeaders member ${JSON.stringify(name)}: expected a list of texts`;
    for (const value of values) {
      const problem = add(name, value, false);
      if (problem !== undefined) return problem;
    }
  }
  if (headers !== null && !isObject(headers)) return `the function returned ${kindOf(headers)} as headers: expected an object of texts`;
  for (const name in headers ?? {}) {
    const problem = add(name, headers?.[name] ?? null, true);
    if (problem !== undefined) return problem;
  }
  if (!hasContentType) reply.headers.push('Content-Type', 'application/json');
  return undefined;
}

function readStatus(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'number' ? value : typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : NaN;
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

function scalarText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'no JSON';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
