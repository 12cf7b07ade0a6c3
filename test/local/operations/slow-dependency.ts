import type { LocalClock } from '../../../local/local-clock';
import { TestServer } from '../../support/test-server';

/** Something that functions wait for: `/<milliseconds>` answers when that much time has passed, on the clock of the test and so at once. */
export class SlowDependency {
  public static async start(): Promise<SlowDependency> {
    const dependency = new SlowDependency();
    dependency.server = await TestServer.start((request, response) => {
      dependency.clock?.advance(Number(request.url?.slice(1)));
      response.end();
    });
    return dependency;
  }

  /** The clock that passes while somebody waits. */
  public clock: LocalClock | undefined;
  private server: TestServer | undefined;

  public get url(): string {
    return this.server?.origin ?? '';
  }

  public async close(): Promise<void> {
    await this.server?.close();
  }
}
