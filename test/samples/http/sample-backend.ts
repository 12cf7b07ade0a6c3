import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { parseJson } from '../../../local/json';

/** Stands in for backends and services: answers with what it was sent. */
export class SampleBackend {
  public static async start(): Promise<SampleBackend> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const { method, url, headers } = request;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ method, url, host: headers.host, headers, body: parseJson(Buffer.concat(chunks).toString()) ?? null }));
      });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return new SampleBackend(server);
  }

  private constructor(private readonly server: Server) {}

  public get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}
