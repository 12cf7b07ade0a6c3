import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { HttpIntegration } from '../../../../local/model/http-api';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Takes the place of a service: keeps what it is asked and answers what it is told to. */
export class StandIn {
  public static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve) => { standIn.server.listen(0, '127.0.0.1', resolve); });
    return standIn;
  }

  public readonly seen: SeenRequest[] = [];
  /** Undefined: it never answers. */
  public answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | undefined = { status: 200, headers: {}, body: '{}' };
  /** Settles when the next caller goes away without an answer. */
  public readonly left: Promise<void>;
  private readonly server: Server;
  private callers: (() => void)[] = [];

  private constructor() {
    let leave = (): void => undefined;
    this.left = new Promise((resolve) => { leave = resolve; });
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
        this.callers.splice(0).forEach((tell) => tell());
        if (this.answer) response.writeHead(this.answer.status, this.answer.headers).end(this.answer.body);
        else response.on('close', leave);
      });
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public get last(): SeenRequest {
    const last = this.seen.at(-1);
    if (!last) throw new Error('nobody called');
    return last;
  }

  /** Resolves at the next call. */
  public async called(): Promise<void> {
    return new Promise((resolve) => { this.callers.push(resolve); });
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** An integration whose parameters are mapped from headers of their names. */
export function serviceIntegration(subtype: string, parameters: readonly string[], more: Partial<HttpIntegration> = {}): HttpIntegration {
  return {
    logicalId: 'Service',
    integrationId: 'service1',
    type: 'AWS_PROXY',
    subtype,
    payloadFormatVersion: '1.0',
    timeoutMilliseconds: 30_000,
    connectionType: 'INTERNET',
    requestParameters: new Map(parameters.map((name) => [name, `$request.header.${name}`])),
    responseParameters: new Map(),
    ...more,
  };
}
