import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { GatewayReply } from '../../local/gateway/message/reply';
import { RequestHandler } from '../../local/listener/http-listener';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
export const START = Date.UTC(2026, 10, 21, 9, 37, 48, 120);

export interface Call {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
  readonly stage?: string;
  readonly host?: string;
  readonly sourceIp?: string;
}

export interface Answer {
  readonly status: number;
  /** By lower-case name; several values are joined with a bar. The length of the body, which every reply tells, is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the headers as they are written. */
  readonly headerNames: readonly string[];
  readonly body: string;
  readonly bytes: Buffer;
}

/** Hands a gateway a request as its listener would, but for the socket. @param url path as the caller writes it, with a query if there is one */
export async function callGateway(gateway: { readonly handle: RequestHandler }, url: string, call: Call = {}): Promise<Answer> {
  const request = requestOf(url, call);
  return toAnswer(await new Promise<GatewayReply>((reply, failed) => {
    void gateway.handle(request, new RecordingResponse(request, reply), failed);
  }));
}

function requestOf(url: string, { method = 'GET', headers = [], body = '', host = 'localhost:3001', sourceIp }: Call): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: sourceIp });
  const request = new IncomingMessage(socket);
  request.method = method;
  request.url = url;
  request.rawHeaders = ['Host', host, ...headers];
  if (body.length > 0) {
    request.headers['transfer-encoding'] = 'chunked';
    request.push(body);
  }
  request.push(null);
  return request;
}

class RecordingResponse extends ServerResponse {
  private head: Pick<GatewayReply, 'status' | 'headers'> = { status: 0, headers: [] };

  public constructor(request: IncomingMessage, private readonly reply: (reply: GatewayReply) => void) {
    super(request);
  }

  public override writeHead(status: number, headers?: unknown): this {
    this.head = { status, headers: headers as string[] };
    return this;
  }

  public override end(body?: unknown): this {
    this.reply({ ...this.head, body: body as GatewayReply['body'] });
    return this;
  }
}

function toAnswer({ status, headers, body }: GatewayReply): Answer {
  const named: Record<string, string> = {};
  const headerNames: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (name === 'Content-Length') continue;
    headerNames.push(name);
    const lower = name.toLowerCase();
    named[lower] = named[lower] === undefined ? headers[index + 1] ?? '' : `${named[lower]}|${headers[index + 1]}`;
  }
  return { status, headers: named, headerNames, body: body.toString(), bytes: Buffer.from(body) };
}
