import { IncomingMessage, ServerResponse } from 'node:http';
import { HttpIntegration } from '../../../../local/model/http-api';
import { TestServer } from '../../../support/test-server';

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
    standIn.server = await TestServer.start((request, response) => standIn.receive(request, response));
    return standIn;
  }

  public readonly seen: SeenRequest[] = [];
  /** Undefined: it never answers. */
  public answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | undefined = { status: 200, headers: {}, body: '{}' };
  /** Settles when the next caller goes away without an answer. */
  public readonly left: Promise<void>;
  private leave: (() => void) | undefined;
  private server: TestServer | undefined;
  private callers: (() => void)[] = [];

  private constructor() {
    this.left = new Promise((resolve) => { this.leave = resolve; });
  }

  public get url(): string {
    return this.server?.origin ?? '';
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
    await this.server?.close();
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      this.callers.splice(0).forEach((tell) => tell());
      if (this.answer) response.writeHead(this.answer.status, this.answer.headers).end(this.answer.body);
      else response.on('close', () => this.leave?.());
    });
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
