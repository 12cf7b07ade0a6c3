import * as http from 'node:http';
import * as https from 'node:https';
import { JsonObject } from '../json';
import { outputOf } from './dynamodb-reply';
import { TableApi } from './table-api';

const timeoutMilliseconds = 5000;

/** DynamoDB's JSON protocol over HTTP, with the dummy credentials that local engines take. */
export class HttpTableApi implements TableApi {
  public constructor(private readonly endpoint: string, private readonly region: string) {}

  public async call(operation: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.post(operation, JSON.stringify(input));
    return outputOf(status, body);
  }

  private async post(operation: string, body: string): Promise<{ status: number; body: string }> {
    const { request } = this.endpoint.startsWith('https:') ? https : http;
    return new Promise((resolve, reject) => {
      const outgoing = request(this.endpoint, {
        method: 'POST',
        agent: false,
        // A network call takes real time, whatever the gateway's clock says.
        timeout: timeoutMilliseconds,
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20200101T000000Z',
          'authorization': `AWS4-HMAC-SHA256 Credential=local/20200101/${this.region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=local`,
        },
      }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        response.on('error', reject);
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMilliseconds} ms`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
