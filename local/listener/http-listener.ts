import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { Reporter } from '../reporter';
import { Connections } from './connections';
import { HostGuard } from './host-guard';
import { DEFAULT_LIMITS, ListenerLimits } from './limits';
import { bind } from './port';
import { headersTooLarge, replyToParseError, sendRaw } from './raw-reply';
import { messageOf } from '../errors';

/**
 * Answers one request. What it throws, rejects with or passes to `failed` becomes a 500 that says nothing to the caller.
 */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse, failed: (error: unknown) => void) => Promise<void> | void;

export interface ListenerOptions {
  /** What is served, for messages: `console`, `Shop/Orders`. */
  readonly name: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly handler: RequestHandler;
  readonly reporter: Reporter;
  /** Absent: every `Host` is answered. */
  readonly guard?: HostGuard;
  /** Answers no web page, not even one of this machine: browsers tell the origin of a page, SDKs and other programs have none. @default false */
  readonly refusesPages?: boolean;
  /** Whether the process stays alive for this listener alone. @default true */
  readonly keepsProcess?: boolean;
  readonly limits?: Partial<ListenerLimits>;
}

/** One port. Everything that is not a well-formed, reasonably sized and timely HTTP/1.1 request ends here; the handler sees the rest. */
export class HttpListener {
  /** Listens; throws a `LocalGatewayError` that names the port when it can't. */
  public static async open(options: ListenerOptions): Promise<HttpListener> {
    const listener = new HttpListener(options);
    await bind(listener.server, options);
    if (options.keepsProcess === false) listener.server.unref();
    listener.server.on('error', (error) => options.reporter.report({ kind: 'problem', message: `${options.name}: ${error.message}` }));
    return listener;
  }

  private readonly limits: ListenerLimits;
  private readonly server: Server;
  private readonly connections = new Connections();
  /** Named once each, so that a page that keeps trying doesn't flood the log. */
  private readonly foreignHosts = new Set<string>();
  private handler: RequestHandler;
  private draining = false;

  private constructor(private readonly options: ListenerOptions) {
    this.handler = options.handler;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.server = createServer({
      maxHeaderSize: this.limits.headerBlockBytes,
      headersTimeout: this.limits.headersTimeout,
      requestTimeout: this.limits.requestTimeout,
      keepAliveTimeout: this.limits.keepAliveTimeout,
      connectionsCheckingInterval: this.limits.checkInterval,
      insecureHTTPParser: false,
      noDelay: true,
    });
    // Node's own cap drops what is above it without a word; the size of the block is the limit here.
    this.server.maxHeadersCount = 0;
    this.server.on('request', (request, response) => this.receive(request, response));
    this.server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      if (!(Number(request.headers['content-length']) > this.limits.bodyBytes)) response.writeContinue();
      this.receive(request, response);
    });
    this.server.on('connect', (_request, socket) => sendRaw(socket, replyToParseError(undefined, this.limits.headerBytes)));
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.refuse(error, socket));
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From the next request on `handler` answers; running requests end with the handler that they began with. */
  public use(handler: RequestHandler): void {
    this.handler = handler;
  }

  /** Stops listening, lets running requests finish, then closes their connections. */
  public async drain(): Promise<void> {
    this.draining = true;
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
      for (const response of this.connections.owed()) this.closeAfter(response);
    });
  }

  /** Stops listening and cuts every connection. */
  public async close(): Promise<void> {
    const drained = this.drain();
    this.server.closeAllConnections();
    await drained;
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    this.connections.received(request.socket, response);
    if (this.draining) this.closeAfter(response);
    const { bytes, hosts } = measureHeaders(request);
    if (bytes > this.limits.headerBytes) {
      const { status, contentType, body } = headersTooLarge(this.limits.headerBytes);
      answer(response, status, contentType, body);
      return;
    }
    // Node looks at the first one only, and whoever is behind may look at another.
    if (hosts > 1) {
      answer(response, 400, 'application/json', '{"message":"Bad Request"}');
      return;
    }
    if (this.options.guard?.allows(request.headers.host) === false) {
      this.reportForeignHost(request.headers.host ?? '');
      answer(response, 403, 'application/json', '{"message":"Forbidden"}');
      return;
    }
    if (this.options.refusesPages === true && request.headers.origin !== undefined) {
      answer(response, 403, 'application/json', '{"message":"Forbidden"}');
      return;
    }
    if (!this.normaliseTarget(request)) {
      answer(response, 400, 'application/json', '{"message":"Bad Request"}');
      return;
    }
    this.run(request, response);
  }

  private reportForeignHost(host: string): void {
    if (this.foreignHosts.has(host) || this.foreignHosts.size >= 20) return;
    this.foreignHosts.add(host);
    const message = `${this.options.name}: refused a request for host ${JSON.stringify(host)}, which is not a name of this machine; an API answers any name when it listens on --host 0.0.0.0`;
    this.options.reporter.report({ kind: 'problem', message });
  }

  private run(request: IncomingMessage, response: ServerResponse): void {
    const failed = (error: unknown): void => this.fail(request, response, error);
    try {
      this.handler(request, response, failed)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  private fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    this.options.reporter.report({ kind: 'problem', message: `${this.options.name}: ${request.method} failed inside the gateway: ${messageOf(error)}` });
    if (response.headersSent) response.destroy();
    else answer(response, 500, 'application/json', '{"message": "Internal server error"}');
  }

  /** A proxy sends the whole URL as target; any other form but a path has no meaning here. */
  private normaliseTarget(request: IncomingMessage): boolean {
    const target = request.url ?? '';
    if (target.startsWith('/')) return true;
    const absolute = /^https?:\/\/[^/?#]+([^#]*)$/i.exec(target);
    if (!absolute) return false;
    const rest = absolute[1] ?? '';
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    return true;
  }

  private closeAfter(response: ServerResponse): void {
    response.once('close', () => setImmediate(() => this.server.closeIdleConnections()));
  }

  private refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || this.connections.wouldConfuse(socket)) socket.destroy();
    else sendRaw(socket, replyToParseError(error.code, this.limits.headerBytes));
  }
}

function answer(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), 'connection': 'close' });
  response.end(body);
}

/** Bytes of the request line and all header values, each a character for the parser, and how many `Host` headers there are. */
function measureHeaders({ method = '', url = '', rawHeaders }: IncomingMessage): { readonly bytes: number; readonly hosts: number } {
  let bytes = method.length + url.length + ' HTTP/1.1'.length + 1;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
    bytes += rawHeaders[index + 1]?.length ?? 0;
  }
  return { bytes, hosts };
}
