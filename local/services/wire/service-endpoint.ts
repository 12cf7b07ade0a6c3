import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsService, WireCaller } from './aws-service';
import { CBOR_PROTOCOL } from './cbor-protocol';
import { jsonProtocol } from './json-protocol';
import { Protocol, WireReply } from './protocol';
import { ServiceError } from './service-error';
import { ServiceInput } from './service-input';
import { HostGuard } from '../../listener/host-guard';
import { HttpListener } from '../../listener/http-listener';
import { Reporter } from '../../reporter';

const HOST = '127.0.0.1';
const LARGEST_BODY = 16 * 1024 * 1024;
const inflate = promisify(gunzip);

/** A call that was recognised. */
interface Call {
  readonly service: AwsService;
  readonly operation: string;
  readonly protocol: Protocol;
}

interface Received extends Call {
  readonly body: Buffer;
  readonly requestId: string;
}

export interface ServiceEndpointOptions {
  readonly services: readonly AwsService[];
  /** For requests that are not signed and so name no region. */
  readonly defaultRegion: () => string;
  readonly reporter: Reporter;
}

/**
 * Answers AWS SDKs on the loopback interface, several services on one port. Signatures are not checked: they only tell the region.
 * Web pages are kept out, by the name that they call this machine and by their origin.
 */
export class ServiceEndpoint {
  /** Listens on a free port. */
  public static async open(options: ServiceEndpointOptions): Promise<ServiceEndpoint> {
    const endpoint = new ServiceEndpoint(options);
    const handler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => endpoint.handle(request, response);
    endpoint.listener = await HttpListener.open({
      name: 'the services endpoint', host: HOST, port: 0, reporter: options.reporter, handler, guard: new HostGuard(HOST), refusesPages: true,
    });
    return endpoint;
  }

  private listener: HttpListener | undefined;

  private constructor(private readonly options: ServiceEndpointOptions) {}

  /** For example `http://127.0.0.1:49213`. */
  public get url(): string {
    return `http://${HOST}:${this.listener?.port ?? 0}`;
  }

  public async close(): Promise<void> {
    await this.listener?.close();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const body = await readBody(request);
    const call = body && this.identify(request, body);
    const refusal = body === undefined ? tooLarge(requestId) : unknownCall(request, requestId);
    const reply = body && call ? await this.answer({ ...call, body, requestId }, request, response) : refusal;
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
    response.end(reply.body);
  }

  /** Every protocol names the operation at another place. */
  private identify(request: IncomingMessage, body: Buffer): Call | undefined {
    const { services } = this.options;
    const target = request.headers['x-amz-target'];
    const [, rpcService, rpcOperation] = /^\/service\/([^/]+)\/operation\/([^/?]+)/.exec(request.url ?? '') ?? [];
    if (rpcService !== undefined && rpcOperation !== undefined) {
      const service = services.find(({ target: name }) => name === rpcService);
      return service && { service, operation: rpcOperation, protocol: CBOR_PROTOCOL };
    }
    if (typeof target === 'string') {
      const [name, operation = ''] = target.split('.');
      const service = services.find((candidate) => candidate.target === name);
      return service && { service, operation, protocol: jsonProtocol(/json-1\.1/.test(request.headers['content-type'] ?? '') ? '1.1' : '1.0') };
    }
    const action = /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1];
    if (action === undefined) return undefined;
    const signed = scopeOf(request)?.service;
    const fits = ({ signingName, operations }: AwsService): boolean => (signed === undefined ? operations.has(action) : signed === signingName);
    const service = services.find((one) => one.query && fits(one));
    return service?.query && { service, operation: action, protocol: service.query };
  }

  private async answer(call: Received, request: IncomingMessage, response: ServerResponse): Promise<WireReply> {
    const { service, operation, protocol, body, requestId } = call;
    try {
      const run = service.operations.get(operation);
      if (!run) throw unknownOperation(operation, service);
      const region = scopeOf(request)?.region ?? this.options.defaultRegion();
      const output = await run(new ServiceInput(protocol.read(body)), region, callerOf(request, response));
      return protocol.reply(operation, output, requestId);
    } catch (error) {
      if (error instanceof ServiceError) return protocol.fail(error, requestId);
      this.options.reporter.report({ kind: 'problem', message: `${operation} failed inside the gateway: ${error instanceof Error ? error.stack ?? error.message : String(error)}` });
      return protocol.fail(new ServiceError('InternalServiceFault', 'the local gateway failed', undefined, 500), requestId);
    }
  }
}

function unknownOperation(operation: string, { operations }: AwsService): ServiceError {
  const message = `${operation} is not served by the local gateway; it serves ${[...operations.keys()].join(', ')}`;
  return new ServiceError('UnknownOperationException', message, 'InvalidAction');
}

function callerOf(request: IncomingMessage, response: ServerResponse): WireCaller {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return { path: (request.url ?? '').split('?', 1)[0] ?? '', gone: gone.signal };
}

function tooLarge(requestId: string): WireReply {
  return jsonProtocol('1.0').fail(new ServiceError('RequestEntityTooLargeException', `a request has ${LARGEST_BODY} bytes at most`, undefined, 413), requestId);
}

function unknownCall(request: IncomingMessage, requestId: string): WireReply {
  const message = `no operation of a service was recognised in ${request.method ?? ''} ${request.url ?? ''}: this endpoint answers AWS SDKs`;
  return jsonProtocol('1.0').fail(new ServiceError('UnknownOperationException', message, 'InvalidAction', 404), requestId);
}

/** Region and service that a request was signed for. */
function scopeOf({ headers: { authorization = '' } }: IncomingMessage): { readonly region: string; readonly service: string } | undefined {
  const [, region, service] = /Credential=[^/,\s]+\/\d*\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(authorization) ?? [];
  return region !== undefined && service !== undefined ? { region, service } : undefined;
}

/** Undefined: it is too large, or not what its encoding says. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes <= LARGEST_BODY) chunks.push(buffer);
  }
  if (bytes > LARGEST_BODY) return undefined;
  const body = Buffer.concat(chunks);
  if (request.headers['content-encoding'] !== 'gzip') return body;
  return inflate(body, { maxOutputLength: LARGEST_BODY }).catch(() => undefined);
}
