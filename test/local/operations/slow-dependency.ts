import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClock } from '../../../local/local-clock';

/** Something that functions wait for: `/<milliseconds>` answers when that much time has passed, on the clock of the test and so at once. */
export class SlowDependency {
  public static async start(): Promise<SlowDependency> {
    const dependency = new SlowDependency();
    await new Promise<void>((resolve) => { dependency.server.listen(0, '127.0.0.1', resolve); });
    return dependency;
  }

  /** The clock that passes while somebody waits. */
  public clock: LocalClock | undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.clock?.advance(Number(request.url?.slice(1)));
      response.end();
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
