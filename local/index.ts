import { closest } from './closest';
import { UsageError } from './errors';
import { LocalClock } from './local-clock';
import { LocalEndpoints } from './local-endpoints';
import { Reporter } from './reporter';
import { LocalRuntime } from './runtime';
import { findApi, findStage } from './runtime/find/find-api';
import { findCaller } from './runtime/find/find-caller';
import { findKey, planKeys } from './runtime/find/find-key';
import { TokenRequest } from './token-request';

export { LocalGatewayError, AssemblyError, UsageError } from './errors';
export { LocalClock } from './local-clock';
export type { TokenRequest } from './token-request';
export type { LocalEvent, Reporter } from './reporter';
export type { LocalEndpoints } from './local-endpoints';

/** What to serve and how. Give `app` or `templates`. */
export interface StartLocalOptions {
  /** A cdk.out folder, or the command of a CDK app. @default 'cdk.out' unless `templates` are given */
  readonly app?: string;
  /** Plain CloudFormation templates, JSON or YAML; each is a stack that is named after its file. @default - none */
  readonly templates?: readonly string[];
  /** Port of the console, APIs take the ports after it; 0: free ones. @default 0 */
  readonly port?: number;
  /** Address that the APIs listen on; the console stays on 127.0.0.1 unless it is a loopback address. @default '127.0.0.1' */
  readonly host?: string;
  /** Local origin by origin, for HTTP integrations: `{ 'https://api.example.com': 'http://127.0.0.1:8080' }`; behind a VPC link by the ARN of the listener or the Cloud Map service. @default - none */
  readonly backends?: Readonly<Record<string, string>>;
  /** Values of template parameters by name. @default - the defaults of the templates */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Runs functions in this process instead of worker threads, for a debugger. @default false */
  readonly inProcess?: boolean;
  /** Lets a local issuer stand in for token issuers that can't be reached from here, with keys of this gateway alone. @default true */
  readonly localIssuer?: boolean;
  /** Clock of throttles, quotas and timeouts, for example `LocalClock.frozenAt(...)`. @default - a clock that follows the system */
  readonly clock?: LocalClock;
  /** What all APIs of an account may get in a region, if AWS raised it for yours. @default - 10,000 requests a second with a burst of 5,000, as every new account */
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
  /** Counts quotas from zero and in memory; `false`: keeps the counters in a file beside what is served, as the command line does. @default true */
  readonly fresh?: boolean;
  /** Reloads when templates, code or the app change. @default false */
  readonly watch?: boolean;
  /** Gets logs and problems. @default - nothing is reported */
  readonly reporter?: Reporter;
  /** Environment of the app command, as a whole: add to `process.env` what it needs. `AWS_ENDPOINT_URL_DYNAMODB` and the region are read here, too. @default - that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Every option by name; the compiler sees to it that none is missing. */
const OPTIONS: Readonly<Record<keyof StartLocalOptions, true>> = {
  app: true,
  templates: true,
  port: true,
  host: true,
  backends: true,
  parameters: true,
  inProcess: true,
  localIssuer: true,
  clock: true,
  accountThrottle: true,
  fresh: true,
  watch: true,
  reporter: true,
  env: true,
};

/** An API that is served. */
export interface LocalApi {
  readonly stack: string;
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly type: 'REST' | 'HTTP';
  readonly stages: readonly LocalStage[];
}

export interface LocalStage {
  readonly name: string;
  /** Address without a slash at the end; of `$default` that of the API. */
  readonly url: string;
  /** What callers must send as `Host`: the API answers under its custom domain only. Absent: any. */
  readonly host?: string;
  /** What CloudFront would add to requests: an API that takes requests from there only wants them of whoever calls it here. Absent: nothing. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An API key and the usage plan that it belongs to. */
export interface LocalApiKey {
  /** Name of the usage plan. */
  readonly plan: string;
  readonly name: string;
  readonly customerId?: string;
  /** What a caller sends as `x-api-key`. */
  readonly value: string;
}

/** A running gateway. */
export interface LocalGateway {
  /** Address of the console. */
  readonly console: string;
  /** Where AWS SDKs find the services that stand beside the APIs; functions are told. All but `dynamodb` only on this machine. */
  readonly endpoints: LocalEndpoints;
  readonly apis: readonly LocalApi[];
  /** Keys of all usage plans; a key that is in several plans is listed with each. */
  readonly apiKeys: readonly LocalApiKey[];
  readonly clock: LocalClock;
  /**
   * Address of a stage, without a slash at the end.
   *
   * @param api logical id, `<stack>/<logical id>`, API id, name, construct id or path, or the beginning of the logical id
   * @param stage name of the stage; may be left out when there is only one
   * @throws UsageError that lists the candidates when none or several fit
   */
  url(api: string, stage?: string): string;
  /**
   * Value of an API key.
   *
   * @param customerOrPlan customer id, key name, or name of a usage plan
   * @throws UsageError that lists what there is when none fits
   */
  apiKey(customerOrPlan: string): string;
  /**
   * A token of the local issuer, good for this gateway alone.
   *
   * @throws UsageError when no API takes its tokens, or when it stands in for several issuers and none is named
   */
  token(request?: TokenRequest): string;
  /**
   * Keys to sign with as a role or user of a template that may call an API.
   *
   * @param caller name, logical id or the beginning of it
   * @throws UsageError that lists what there is when none or several fit
   */
  credentials(caller: string): { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Loads everything anew, as a change of a watched file does. Rejects, and goes on serving the last good state, when that fails. */
  reload(): Promise<void>;
  /** Stops and removes everything: listeners, connections, functions, timers, watchers, temporary files. */
  close(): Promise<void>;
}

/**
 * Serves the APIs of a synthesized CDK app or of templates on this machine, for as long as `close` is not called.
 * Several can run at a time in one process.
 *
 * @throws UsageError for wrong options, AssemblyError for a template or an assembly that can't be used
 */
export async function startLocal(options: StartLocalOptions = {}): Promise<LocalGateway> {
  refuseUnknown(options);
  const runtime = await LocalRuntime.start({
    source: options.templates ? { templates: options.templates, ...(options.app !== undefined && { app: options.app }) } : { app: options.app ?? 'cdk.out' },
    folder: process.cwd(),
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    backends: new Map(Object.entries(options.backends ?? {})),
    parameters: new Map(Object.entries(options.parameters ?? {})),
    inProcess: options.inProcess ?? false,
    localIssuer: options.localIssuer ?? true,
    keepState: options.fresh === false,
    fresh: options.fresh ?? true,
    watch: options.watch ?? false,
    env: { ...(options.env ?? process.env) },
    reporter: options.reporter ?? { report: () => undefined },
    ...(options.clock && { clock: options.clock }),
    ...(options.accountThrottle && { accountThrottle: options.accountThrottle }),
  });
  return {
    console: runtime.catalogue.console,
    endpoints: runtime.endpoints,
    get apis() { return runtime.catalogue.apis; },
    get apiKeys() { return planKeys(runtime.catalogue.apis); },
    clock: runtime.clock,
    url: (api, stage) => findStage(findApi(runtime.catalogue.apis, api), stage).url,
    token: (request) => runtime.token(request),
    credentials: (caller) => findCaller(runtime.catalogue.callers, caller),
    apiKey: (customerOrPlan) => findKey(planKeys(runtime.catalogue.apis), customerOrPlan),
    reload: async () => runtime.reload(),
    close: async () => runtime.close(),
  };
}

/** A misspelt option would have no effect, and nobody would notice. */
function refuseUnknown(options: StartLocalOptions): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(OPTIONS, name)) throw new UsageError(`unknown option ${JSON.stringify(name)}${closest(name, Object.keys(OPTIONS)) || `; expected ${Object.keys(OPTIONS).join(', ')}`}`);
  }
  const { templates } = options;
  if (templates !== undefined && !Array.isArray(templates)) throw new UsageError(`templates is ${JSON.stringify(templates)}; give a list of files`);
}
