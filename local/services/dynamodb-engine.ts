import { EventEmitter } from 'node:events';
import { Server } from 'node:http';
import dynalite from 'dynalite';
import { JsonObject } from '../json';
import { DynamoDbReply, outputOf } from './dynamodb-reply';
import { TableApi } from './table-api';

/** The part of a request that dynalite reads. */
interface EngineRequest extends EventEmitter {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const instant = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
const credentials = 'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

/** One region's tables, in memory. Nothing listens and nothing has to be closed. */
export class DynamoDbEngine implements TableApi {
  /** The first call loads dynalite: its import is made lazy where it is bundled. */
  public static create(region: string): DynamoDbEngine {
    return new DynamoDbEngine(withRegion(region, () => dynalite(instant)));
  }

  private readonly answer: (request: EngineRequest, response: CollectedResponse) => void;

  private constructor(server: Server) {
    this.answer = (request, response) => { server.emit('request', request, response); };
  }

  /** Rejects when the engine has a defect. @param target value of `X-Amz-Target` */
  public async execute(target: string, body: string, contentType = 'application/x-amz-json-1.0'): Promise<DynamoDbReply> {
    return new Promise((resolve, reject) => {
      const headers = { 'x-amz-target': target, 'content-type': contentType, 'authorization': credentials, 'x-amz-date': '20200101T000000Z' };
      const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers });
      try {
        this.answer(request, new CollectedResponse(resolve));
        request.emit('data', Buffer.from(body));
        request.emit('end');
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  public async call(operation: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.execute(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
    return outputOf(status, body);
  }
}

/** Takes the place of the response of a server. */
class CollectedResponse {
  public statusCode = 200;
  public contentType = '';
  private readonly headers = new Map<string, string | number>();

  public constructor(private readonly done: (reply: DynamoDbReply) => void) {}

  public setHeader(name: string, value: string | number): void {
    this.headers.set(name.toLowerCase(), value);
  }

  public end(body = ''): void {
    this.done({ status: this.statusCode, headers: this.headers, body });
  }
}

// Dynalite takes region and account of its ARNs from the environment while it is created, and offers no other way.
function withRegion<T>(region: string, create: () => T): T {
  const { AWS_REGION, AWS_ACCOUNT_ID } = process.env;
  Object.assign(process.env, { AWS_REGION: region, AWS_ACCOUNT_ID: '000000000000' });
  try {
    return create();
  } finally {
    restore('AWS_REGION', AWS_REGION);
    restore('AWS_ACCOUNT_ID', AWS_ACCOUNT_ID);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
