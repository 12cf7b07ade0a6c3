import { HostGuard, isLoopback } from '../listener/host-guard';
import { HttpListener, RequestHandler } from '../listener/http-listener';
import { ListenerLimits } from '../listener/limits';
import { nextPort } from '../listener/port';
import { Reporter } from '../reporter';

/** An API that wants a port. */
export interface ListeningApi {
  /** Tells APIs apart and stays the same over reloads. */
  readonly key: string;
  /** For messages: `<stack>/<logical id>`. */
  readonly name: string;
  readonly handler: RequestHandler;
  /** Custom domains under which it may be called. @default - none */
  readonly domains?: readonly string[];
}

interface OpenListener {
  readonly listener: HttpListener;
  /** Absent: every `Host` is answered. */
  readonly guard?: HostGuard;
}

export interface ApiListenersOptions {
  readonly host: string;
  /** Port of the console; APIs take the ports after it. 0: free ones. */
  readonly basePort: number;
  readonly reporter: Reporter;
  readonly limits?: Partial<ListenerLimits>;
}

/** One listener per API. An API keeps its port for as long as it exists, whatever comes and goes beside it. */
export class ApiListeners {
  private readonly open = new Map<string, OpenListener>();
  /** Listeners of APIs that are gone, until their last request is answered. */
  private readonly draining = new Set<HttpListener>();

  public constructor(private readonly options: ApiListenersOptions) {}

  /** Port of an API that is listening. */
  public port(key: string): number {
    const found = this.open.get(key);
    if (!found) throw new Error(`no listener for ${key}`);
    return found.listener.port;
  }

  /**
   * Takes a new set of APIs into service: opens ports for the new ones, swaps the handlers of the others at once, drains those that are gone.
   * Throws, and leaves everything as it was, when a port can't be opened or `beforeSwap` fails.
   *
   * @param beforeSwap what must be in place when the new handlers take over; runs once all ports are open.
   */
  public async apply(apis: readonly ListeningApi[], beforeSwap: () => Promise<void> = async () => undefined): Promise<void> {
    const added = new Map<string, OpenListener>();
    try {
      for (const api of apis) {
        if (!this.open.has(api.key)) added.set(api.key, await this.listen(api, added));
      }
      await beforeSwap();
    } catch (error) {
      await Promise.all([...added.values()].map(async ({ listener }) => listener.close()));
      throw error;
    }
    for (const [key, listener] of added) this.open.set(key, listener);
    for (const { key, handler, domains = [] } of apis) {
      const own = this.open.get(key);
      own?.listener.use(handler);
      own?.guard?.welcomeDomains(domains);
    }
    const wanted = new Set(apis.map(({ key }) => key));
    for (const [key, { listener }] of [...this.open]) {
      if (!wanted.has(key)) this.retire(key, listener);
    }
  }

  public async close(): Promise<void> {
    const all = [...[...this.open.values()].map(({ listener }) => listener), ...this.draining];
    this.open.clear();
    this.draining.clear();
    await Promise.all(all.map(async (listener) => listener.close()));
  }

  private async listen({ name, handler }: ListeningApi, added: ReadonlyMap<string, OpenListener>): Promise<OpenListener> {
    const { host, basePort, reporter, limits } = this.options;
    const used = [...this.open.values(), ...added.values()].map(({ listener }) => listener.port);
    // Whoever opens the port to the network chose to be called by other names; on loopback nobody else has a reason to.
    const guard = isLoopback(host) ? new HostGuard(host) : undefined;
    const listener = await HttpListener.open({
      name,
      host,
      port: nextPort(basePort, new Set([...used, ...[...this.draining].map(({ port }) => port)])),
      handler,
      reporter,
      ...(guard && { guard }),
      ...(limits && { limits }),
    });
    return { listener, ...(guard && { guard }) };
  }

  private retire(key: string, listener: HttpListener): void {
    this.open.delete(key);
    this.draining.add(listener);
    void listener.drain().then(() => this.draining.delete(listener));
  }
}
