import { parseJson } from '../../../local/json';
import { TestServer } from '../../support/test-server';

/** Stands in for backends and services: answers with what it was sent. */
export class SampleBackend {
  public static async start(): Promise<SampleBackend> {
    return new SampleBackend(await TestServer.start((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const { method, url, headers } = request;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ method, url, host: headers.host, headers, body: parseJson(Buffer.concat(chunks).toString()) ?? null }));
      });
    }));
  }

  private constructor(private readonly server: TestServer) {}

  public get origin(): string {
    return this.server.origin;
  }

  public async close(): Promise<void> {
    await this.server.close();
  }
}
