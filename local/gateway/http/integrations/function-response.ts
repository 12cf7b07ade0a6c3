import { Json } from '../../../json';
import { InvokeResult } from '../../../lambda/function-runtime';
import { GatewayReply, isSendable } from '../../message/reply';
import { canonicalName } from '../message/canonical-name';
import { isKeptBack } from '../message/hop-headers';

const CONTENT_TYPE = 'Content-Type';

/** What a function returned can't be sent. */
export interface MalformedResponse {
  /** `$context.integrationErrorMessage`. */
  readonly error: string;
  /** For the developer. */
  readonly problem: string;
}

/** What a function returned, as text and maybe as value already. */
export type FunctionValue = Omit<Extract<InvokeResult, { kind: 'success' }>, 'kind'>;

export function isMalformed(response: GatewayReply | MalformedResponse): response is MalformedResponse {
  return 'problem' in response;
}

export function wrongType(member: string, value: Json | undefined, expected: string): MalformedResponse {
  return {
    error: `Lambda body contains the wrong type for field "${member}"`,
    problem: `the function returned ${JSON.stringify(value)?.slice(0, 200) ?? 'nothing'} as ${member}: expected ${expected}`,
  };
}

/** A status that can be sent; undefined: it is none. */
export function readStatus(value: Json | undefined): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

/** The body that `body` and `isBase64Encoded` stand for. */
export function readBody(body: Json | undefined, isBase64Encoded: Json | undefined): Buffer | string | MalformedResponse {
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') return wrongType('isBase64Encoded', isBase64Encoded, 'true or false');
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return wrongType('body', body, 'a text, use JSON.stringify');
  return isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
}

/** Adds a header of a function to its reply. Those that the gateway writes itself stay behind. */
export function addHeader(reply: GatewayReply, member: string, name: string, value: Json): MalformedResponse | undefined {
  if (value === null) return undefined;
  if (typeof value === 'object') return wrongType(member, value, `a text for ${JSON.stringify(name)}`);
  const text = typeof value === 'string' ? value : String(value);
  if (!isSendable(name, text)) {
    return { error: `Lambda body contains an invalid header in field "${member}"`, problem: `the function returned a header that can't be sent: ${JSON.stringify(`${name}: ${text}`.slice(0, 200))}` };
  }
  const canonical = canonicalName(name);
  // The first of several types counts: two of them are none to a caller.
  if (!isKeptBack(name.toLowerCase()) && !(canonical === CONTENT_TYPE && hasContentType(reply.headers))) reply.headers.push(canonical, text);
  return undefined;
}

/** A body without type is text. @see https://github.com/aws/aws-lambda-dotnet Tools/LambdaTestTool-v2/tests, snapshot V2_HttpAPIHeaders */
export function typed(reply: GatewayReply): GatewayReply {
  if (reply.body.length > 0 && !hasContentType(reply.headers)) reply.headers.push(CONTENT_TYPE, 'text/plain; charset=utf-8');
  return reply;
}

function hasContentType(headers: readonly string[]): boolean {
  for (let index = 0; index < headers.length; index += 2) if (headers[index] === CONTENT_TYPE) return true;
  return false;
}
