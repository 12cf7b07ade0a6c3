import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** An HTTP server of a test, on a free port of this machine. */
export class TestServer {
  public static async start(listener: RequestListener): Promise<TestServer> {
    const server = createServer(listener);
    await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
    return new TestServer(server);
  }

  private constructor(private readonly server: Server) {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Without a slash at the end. */
  public get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Cuts every connection. */
  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => { this.server.close(closed); });
  }
}
