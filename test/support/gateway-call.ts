import { parseQueryString } from '../../local/gateway/message/query-string';
import { readHeaders } from '../../local/gateway/message/read-headers';
import { GatewayReply } from '../../local/gateway/message/reply';
import { GatewayRequest } from '../../local/gateway/message/request';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
export const START = Date.UTC(2026, 10, 21, 9, 37, 48, 120);

export interface Call {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
  readonly stage?: string;
  readonly host?: string;
}

export interface Answer {
  readonly status: number;
  /** By lower-case name; several values are joined with a bar. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: Buffer;
}

/** @param target path behind the stage, with a query if there is one */
export function toRequest(target: string, { method = 'GET', headers = [], body = '', host = 'localhost:3001' }: Call, receivedAt: number): GatewayRequest {
  const [rawPath = '/', rawQuery = ''] = target.split(/\?(.*)/s);
  return {
    method,
    rawPath,
    rawQuery,
    query: parseQueryString(rawQuery),
    headers: readHeaders(['Host', host, ...headers]),
    body: Buffer.from(body),
    sourceIp: '127.0.0.1',
    receivedAt,
  };
}

export function toAnswer({ status, headers, body }: GatewayReply): Answer {
  const named: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 2) {
    const name = (headers[index] ?? '').toLowerCase();
    named[name] = named[name] === undefined ? headers[index + 1] ?? '' : `${named[name]}|${headers[index + 1]}`;
  }
  return { status, headers: named, body: body.toString(), bytes: Buffer.from(body) };
}
