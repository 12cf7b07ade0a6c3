import { Assembly } from './assembly/assembly';
import { buildCatalogue } from './console/build-catalogue';
import { Catalogue } from './console/catalogue';
import { consoleHandler } from './console/console-handler';
import { LocalGatewayError, messageOf, UsageError } from './errors';
import { HostGuard, isLoopback } from './listener/host-guard';
import { HttpListener } from './listener/http-listener';
import { LocalClock } from './local-clock';
import { ApiIdentity, compareApis } from './model/api-identity';
import { LocalModel } from './model/model';
import { Reporter } from './reporter';
import { ApiListeners, ListeningApi } from './runtime/api-listeners';
import { checkOptions } from './runtime/check-options';
import { modelFingerprint } from './runtime/model-fingerprint';
import { ModelSource } from './runtime/model-source';
import { RuntimeOptions } from './runtime/options';
import { ReloadQueue } from './runtime/reload-queue';
import { CompiledModel, Services } from './runtime/services';
import { TokenRequest } from './token-request';

/**
 * The local gateway as a whole: source -> assembly -> model -> services, functions, gateways -> listeners.
 *
 * A reload builds everything that can fail beside what is served and swaps it in at the end; until then, and when it fails, the last good model is served.
 */
export class LocalRuntime {
  /** Starts everything; when something fails, nothing is left running. */
  public static async start(options: RuntimeOptions): Promise<LocalRuntime> {
    checkOptions(options);
    const { signal } = options;
    const runtime = new LocalRuntime(options);
    // What takes long is the synthesis; everything else looks at the signal when it is done.
    const endSynthesis = (): void => runtime.source.close();
    signal?.addEventListener('abort', endSynthesis);
    try {
      await runtime.open();
      signal?.throwIfAborted();
      return runtime;
    } catch (error) {
      await runtime.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', endSynthesis);
    }
  }

  public readonly clock: LocalClock;
  private readonly reporter: Reporter;
  private readonly source: ModelSource;
  private readonly listeners: ApiListeners;
  private readonly reloads = new ReloadQueue(async () => this.load());
  private readonly named = new Set<string>();
  /** Of what is served. */
  private fingerprint: string | undefined;
  /** Why the last change is not served. */
  private refused: string | undefined;
  private console: HttpListener | undefined;
  private services: Services | undefined;
  private current: Catalogue = { console: '', apis: [], callers: [], notServed: [] };
  private closed: Promise<void> | undefined;

  private constructor(private readonly options: RuntimeOptions) {
    this.clock = options.clock ?? new LocalClock();
    this.reporter = options.reporter;
    this.source = new ModelSource(options);
    this.listeners = new ApiListeners({
      host: options.host,
      basePort: options.port,
      reporter: options.reporter,
      ...(options.limits && { limits: options.limits }),
    });
  }

  /** What is served right now. */
  public get catalogue(): Catalogue {
    return this.current;
  }

  /** Makes a token of the local issuer. @throws UsageError */
  public token(request: TokenRequest = {}): string {
    const issuer = this.services?.issuers.local;
    if (!issuer) throw new UsageError('no API here takes tokens of the local issuer: none trusts an issuer that can\'t be reached, or the local issuer is off');
    return issuer.mint(request);
  }

  /** Where the services answer that SDKs may talk to. */
  public get endpoints(): Services['endpoints'] {
    return this.services?.endpoints ?? { cloudwatch: '', logs: '', dynamodb: '', sqs: '', secretsManager: '' };
  }

  /** Loads everything anew. Rejects when that fails, and what was served before goes on. */
  public async reload(): Promise<void> {
    if (this.closed) throw new LocalGatewayError('the gateway is closed; start another one');
    await this.reloads.run();
  }

  /** Stops everything that was started, in the order in which requests flow. May be called again. */
  public async close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async open(): Promise<void> {
    const { port, reporter, limits, signal } = this.options;
    const host = this.consoleHost;
    // First of all: a base port that is taken should be told before an app is synthesized for it.
    this.console = await HttpListener.open({
      name: 'the console', host, port, reporter, handler: consoleHandler(() => this.current), guard: new HostGuard(host), ...(limits && { limits }),
    });
    this.services = await Services.start(this.options, this.clock);
    signal?.throwIfAborted();
    // Watched from the beginning: an edit that the first load misses brings a reload after it.
    let isStale = false;
    let follow = (): void => { isStale = true; };
    if (this.options.watch) this.source.watch(() => follow());
    await this.reloads.run();
    follow = () => { void this.followChange(); };
    if (isStale) follow();
  }

  /** Whoever writes what the gateway prints into a watched folder sees each thing once: a text that is repeated would go on for ever. */
  private async followChange(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      const message = messageOf(error);
      if (this.closed || message === this.refused) return;
      this.refused = message;
      this.reporter.report({ kind: 'problem', message: `the change is not served, the last good state is: ${message}` });
    }
  }

  private async load(): Promise<void> {
    const { services } = this;
    if (!services) throw new LocalGatewayError('the gateway has not started');
    const began = performance.now();
    const { assembly, model: loaded, quotaFile } = await this.source.load();
    const model = { ...loaded, functions: await services.issuers.serve(loaded) };
    const fingerprint = modelFingerprint(assembly, model);
    if (fingerprint !== this.fingerprint) await this.serve(services, assembly, model, quotaFile);
    else if (this.refused === undefined) return;
    const isFirst = this.fingerprint === undefined;
    this.fingerprint = fingerprint;
    this.refused = undefined;
    if (!isFirst) this.reporter.report({ kind: 'reloaded', milliseconds: performance.now() - began });
  }

  private async serve(services: Services, assembly: Assembly, model: LocalModel, quotaFile: string): Promise<void> {
    const { apis, notServed, callers } = services.compile(model, quotaFile);
    const served = { ...model, notServed: [...model.notServed, ...notServed] };
    const listening = [...apis].sort((one, other) => compareApis(one.api, other.api));
    await this.listeners.apply(listening.map(({ api, handler, domains }): ListeningApi => (
      { key: keyOf(api), name: `${api.stack}/${api.logicalId}`, handler, domains }
    )), async () => services.apply(served));
    for (const { api } of apis) services.reach(api, this.origin(this.listeners.port(keyOf(api))));
    await services.issuers.ready();
    const described = this.describe(assembly, served, services, callers);
    this.current = { ...described, ...(this.options.monitoring !== false && { monitoring: services.endpoints.cloudwatch }) };
    this.nameNotServed(served);
  }

  /** Every part once, however often the model is reloaded. */
  private nameNotServed({ notServed }: LocalModel): void {
    for (const part of notServed) {
      const line = JSON.stringify(part);
      if (!this.named.has(line)) this.reporter.report({ kind: 'not-served', ...part });
      this.named.add(line);
    }
  }

  private describe(assembly: Assembly, model: LocalModel, services: Services, callers: CompiledModel['callers']): Catalogue {
    const { local, url } = services.issuers;
    return buildCatalogue(model, {
      console: this.origin(this.console?.port ?? 0, this.consoleHost),
      origin: (api) => this.origin(this.listeners.port(keyOf(api))),
      callers,
      ...(local && url !== undefined && { issuer: { url, profiles: local.standsInFor } }),
      credentials: (api) => services.identities.ofAccount(api.account),
      constructPath: (api) => {
        const stack = assembly.stacks.find(({ name, region, account }) => name === api.stack && region === api.region && account === api.account);
        const path = stack?.resources.get(api.logicalId)?.metadata['aws:cdk:path'];
        return typeof path === 'string' ? path : undefined;
      },
    });
  }

  private origin(port: number, host = this.options.host): string {
    return `http://${urlHost(host)}:${port}`;
  }

  /** The console shows keys: whoever opens the APIs to the network does not open it too. */
  private get consoleHost(): string {
    const { host } = this.options;
    return isLoopback(host) ? host : '127.0.0.1';
  }

  private async shutDown(): Promise<void> {
    this.source.close();
    await this.reloads.idle();
    await Promise.all([this.console?.close(), this.listeners.close()]);
    await this.services?.close();
    this.source.remove();
    if (!this.options.clock) this.clock.close();
  }
}

/** Two stacks may have one name in two regions. */
function keyOf({ account, region, stack, logicalId }: ApiIdentity): string {
  return [account, region, stack, logicalId].join('/');
}

/** Name under which this machine reaches an address to listen on. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
