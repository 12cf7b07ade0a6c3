import { IncomingMessage } from 'node:http';
import { parseQueryString } from '../../message/query-string';
import { callerAddress, readHeaders } from '../../message/read-headers';
import { GatewayHeader, GatewayRequest } from '../../message/request';

/** What a listener knows of a request. */
export interface RequestParts {
  readonly method: string;
  /** Percent-encoded path as the caller sent it, stage included. */
  readonly path: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly receivedAt: number;
}

/** A request to an HTTP API. What only few routes look at is parsed when it is asked for. */
export class HttpRequest {
  public readonly method: string;
  public readonly path: string;
  public readonly rawQuery: string;
  public readonly rawHeaders: readonly string[];
  public readonly body: Buffer;
  public readonly sourceIp: string;
  public readonly receivedAt: number;
  private parsedHeaders: ReadonlyMap<string, GatewayHeader> | undefined = undefined;
  private parsedQuery: ReadonlyMap<string, readonly string[]> | undefined = undefined;

  public constructor({ method, path, rawQuery, rawHeaders, body, sourceIp, receivedAt }: RequestParts) {
    this.method = method;
    this.path = path;
    this.rawQuery = rawQuery;
    this.rawHeaders = rawHeaders;
    this.body = body;
    this.sourceIp = sourceIp;
    this.receivedAt = receivedAt;
  }

  public get headers(): ReadonlyMap<string, GatewayHeader> {
    return this.parsedHeaders ??= readHeaders(this.rawHeaders);
  }

  public get query(): ReadonlyMap<string, readonly string[]> {
    return this.parsedQuery ??= parseQueryString(this.rawQuery);
  }

  /** The last value of a header. */
  public header(lowerCaseName: string): string | undefined {
    const { rawHeaders } = this;
    for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
      const name = rawHeaders[index];
      if (name?.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) return rawHeaders[index + 1];
    }
    return undefined;
  }

  /** As those see it who know nothing of HTTP APIs. Its members may be copied. @param rawPath path behind the stage */
  public behindStage(rawPath: string): GatewayRequest {
    const { method, rawQuery, body, sourceIp, receivedAt } = this;
    const request = this;
    return {
      method,
      rawPath,
      rawQuery,
      get query() { return request.query; },
      get headers() { return request.headers; },
      body,
      sourceIp,
      receivedAt,
    };
  }
}

/** Reads what came in on a socket. */
export function readHttpRequest(incoming: IncomingMessage, body: Buffer, receivedAt: number): HttpRequest {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  return new HttpRequest({
    method: incoming.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    rawQuery: question < 0 ? '' : url.slice(question + 1),
    rawHeaders: incoming.rawHeaders,
    body,
    sourceIp: callerAddress(incoming.socket.remoteAddress),
    receivedAt,
  });
}
