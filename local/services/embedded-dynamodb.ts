import { IncomingMessage, ServerResponse } from 'node:http';
import { HostGuard } from '../listener/host-guard';
import { HttpListener } from '../listener/http-listener';
import { TableModel } from '../model/tables/table';
import { Reporter } from '../reporter';
import { DynamoDbEngine } from './dynamodb-engine';
import { dynamoDbGap } from './dynamodb-gap';
import { withoutNulls } from './dynamodb-input';
import { DynamoDbReply, errorReply } from './dynamodb-reply';
import { EmbeddedTables } from './embedded-tables';
import { TableService } from './table-service';

interface Region {
  readonly engine: DynamoDbEngine;
  readonly tables: EmbeddedTables;
}

const host = '127.0.0.1';
const maxRequestBytes = 16 * 1024 * 1024;
const regionForm = /^[a-z]{2,8}(-[a-z]{1,16})+-\d$/;
/** More than there are. Requests are not checked, so names alone must not take memory without end. */
const maxRegions = 40;

/**
 * DynamoDB inside the gateway: in memory, on the loopback interface. Each region, taken from the credential scope of a request, has tables of its own;
 * accounts are not told apart, and signatures are not checked. What the engine can't do is answered with an error.
 */
export class EmbeddedDynamoDb implements TableService {
  /** Listens; the engine itself is loaded by the first table or request. */
  public static async start(reporter: Reporter): Promise<EmbeddedDynamoDb> {
    const service = new EmbeddedDynamoDb(reporter);
    service.listener = await HttpListener.open({
      name: 'the embedded DynamoDB',
      host,
      port: 0,
      reporter,
      handler: async (request, response) => service.handle(request, response),
      guard: new HostGuard(host),
      refusesPages: true,
      // The gateway's own listeners keep its process alive, not this one.
      keepsProcess: false,
    });
    service.url = `http://${host}:${service.listener.port}`;
    return service;
  }

  private listener: HttpListener | undefined;
  private url = '';
  private readonly regions = new Map<string, Region>();
  private applied: Promise<void> = Promise.resolve();
  private reported = new Set<string>();

  private constructor(private readonly reporter: Reporter) {}

  public get endpoint(): string {
    return this.url;
  }

  /** Need not be awaited: requests wait for it. A table that can't be created is reported. */
  public async apply(tables: readonly TableModel[]): Promise<void> {
    this.applied = this.applied.then(() => this.bringInLine(tables)).catch((error: unknown) => {
      this.reporter.report({ kind: 'problem', message: `the embedded DynamoDB could not be loaded: ${String(error)}` });
    });
    return this.applied;
  }

  public async close(): Promise<void> {
    await this.listener?.close();
  }

  private async bringInLine(tables: readonly TableModel[]): Promise<void> {
    for (const table of tables) this.reportGaps(table);
    const names = new Set([...this.regions.keys(), ...tables.map(({ region }) => region)]);
    for (const name of names) {
      await this.region(name).tables.apply(tables.filter((table) => table.region === name));
    }
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, await this.answer(request));
    } catch (error) {
      this.reporter.report({ kind: 'problem', message: `the embedded DynamoDB failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}` });
      send(response, errorReply(500, 'InternalServerError', 'the embedded DynamoDB failed; the gateway has reported why'));
    }
  }

  private async answer(request: IncomingMessage): Promise<DynamoDbReply> {
    if (request.method !== 'POST') return errorReply(404, 'UnknownOperationException', 'this is a DynamoDB endpoint; it answers POST requests of an AWS SDK');
    const sent = await bodyOf(request);
    if (sent === undefined) return errorReply(413, 'RequestEntityTooLargeException', `a request has ${maxRequestBytes} bytes at most`);
    const { authorization = '' } = request.headers;
    const [, regionName] = /Credential=[^/,\s]+\/\d*\/([^/,\s]+)\/dynamodb\//.exec(authorization) ?? [];
    if (regionName === undefined) return errorReply(400, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    const target = String(request.headers['x-amz-target'] ?? '');
    if (!regionForm.test(regionName)) return errorReply(400, 'UnrecognizedClientException', `the request is signed for ${JSON.stringify(regionName)}, expected a region such as eu-west-1`);
    const body = withoutNulls(sent);
    if (body === undefined) return errorReply(400, 'SerializationException', 'the body is no JSON object, or has a null in a list');
    const gap = dynamoDbGap(target, body);
    if (gap !== undefined) return gap;
    await this.applied;
    if (!this.regions.has(regionName) && this.regions.size >= maxRegions) {
      return errorReply(400, 'LimitExceededException', `the embedded DynamoDB has tables in ${maxRegions} regions at most`);
    }
    return this.region(regionName).engine.execute(target, body, request.headers['content-type']);
  }

  private region(name: string): Region {
    const known = this.regions.get(name);
    if (known !== undefined) return known;
    const engine = DynamoDbEngine.create(name);
    const created = { engine, tables: new EmbeddedTables(engine, this.reporter) };
    this.regions.set(name, created);
    return created;
  }

  private reportGaps({ stack, logicalId, timeToLiveAttribute, createTable }: TableModel): void {
    const id = `${stack}/${logicalId}`;
    if (this.reported.has(id)) return;
    this.reported.add(id);
    const report = (detail: string): void => this.reporter.report({ kind: 'not-served', stack, logicalId, type: 'AWS::DynamoDB::Table', detail });
    if (timeToLiveAttribute !== undefined) report(`time to live: items whose ${timeToLiveAttribute} has passed stay in the table`);
    if (createTable.StreamSpecification !== undefined) report('stream: changes of items reach no consumer');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > maxRequestBytes) return undefined;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: DynamoDbReply): void {
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  response.end(reply.body);
}
