
import { CompiledApi, compileApis } from './compile-apis';
import { FunctionFinder } from './function-finder';
import { IssuerService } from './issuer-service';
import { LocalEndpoints } from '../local-endpoints';
import { localSeed } from './local-seed';
import { RuntimeOptions } from './options';
import { QuotaStore } from './quota-store';
import { issuerStateFile } from './state-folder';
import { defaultWorkerFile } from './worker-file';
import { urlSuffixOf } from '../assembly/environment';
import { LocalIdentities } from '../authorization/credential-store';
import { IdentityDirectory, TemplateCredential } from '../authorization/identities/identity-directory';
import { serviceEndpoints } from '../gateway/service-actions/service-endpoints';
import { TokenBucket } from '../gateway/throttle/token-bucket';
import { UsageLedger } from '../gateway/usage/usage-ledger';
import { FunctionRegistry } from '../lambda/function-registry';
import { LocalClock } from '../local-clock';
import { ApiIdentity } from '../model/api-identity';
import { LocalModel, NotServed } from '../model/model';
import { ACCOUNT_LIMITS } from '../model/throttle';
import { Reporter } from '../reporter';
import { EmbeddedDynamoDb } from '../services/embedded-dynamodb';
import { Monitoring } from '../services/monitoring';
import { RemoteTables } from '../services/remote-tables';
import { EmbeddedSecrets } from '../services/secrets-manager/embedded-secrets';
import { secretsManagerService } from '../services/secrets-manager/secrets-manager-service';
import { EmbeddedQueues } from '../services/sqs/embedded-queues';
import { withLocalQueueUrls } from '../services/sqs/local-queue-url';
import { sqsService } from '../services/sqs/sqs-service';
import { TableService } from '../services/table-service';

/** A model's APIs, ready to answer. */
export interface CompiledModel {
  readonly apis: readonly CompiledApi[];
  /** What could not be compiled and answers an error. */
  readonly notServed: readonly NotServed[];
  /** Keys of the roles and users that the templates let call an API. */
  readonly callers: readonly TemplateCredential[];
}

/** What functions read and write. */
interface Stores {
  readonly tables: TableService;
  readonly queues: EmbeddedQueues;
  readonly secrets: EmbeddedSecrets;
}

/** What stands behind the gateways and outlives a reload: functions, tables, counters, credentials, the account's throttle. */
export class Services {
  /** Starts what functions need to be told at their start. */
  public static async start(options: RuntimeOptions, clock: LocalClock): Promise<Services> {
    const { env, reporter } = options;
    const remote = env.AWS_ENDPOINT_URL_DYNAMODB;
    const tables = remote === undefined || remote === '' ? await EmbeddedDynamoDb.start(reporter) : new RemoteTables(remote, reporter);
    const queues = new EmbeddedQueues(clock);
    const secrets = new EmbeddedSecrets(clock);
    const monitoring: Monitoring = await Monitoring.start({
      clock, reporter, services: [sqsService(queues, () => monitoring.url), secretsManagerService(secrets)],
    });
    return new Services(options, clock, { tables, queues, secrets }, monitoring);
  }

  public readonly identities: LocalIdentities;
  public readonly issuers: IssuerService;
  private readonly functions: FunctionRegistry;
  private readonly seed: string;
  private readonly quotas: QuotaStore;
  /** Local origin by origin: those that the user gave, and the APIs themselves. */
  private readonly backends: Map<string, string>;
  private readonly accounts = new Map<string, TokenBucket>();

  private constructor(
    private readonly options: RuntimeOptions,
    private readonly clock: LocalClock,
    private readonly stores: Stores,
    private readonly monitoring: Monitoring,
  ) {
    const { env, inProcess, workerFile, source, folder, keepState, fresh, localIssuer } = options;
    const reporter = this.reporter;
    const seed = localSeed(keepState ? folder : undefined);
    if (seed.problem !== undefined) options.reporter.report({ kind: 'problem', message: seed.problem });
    this.seed = [seed.value, folder, source.app, ...(source.templates ?? [])].join('\n');
    this.identities = new LocalIdentities(this.seed);
    this.issuers = new IssuerService({ clock, reporter, enabled: localIssuer, ...(keepState && { stateFile: issuerStateFile(folder) }) });
    this.backends = new Map(options.backends);
    this.quotas = new QuotaStore({ keep: keepState, fresh, reporter });
    this.functions = new FunctionRegistry({
      clock,
      reporter,
      mode: inProcess ? 'in-process' : 'isolated',
      baseEnvironment: new Map([
        ['AWS_ENDPOINT_URL_CLOUDWATCH', monitoring.url],
        ['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', monitoring.url],
        ['AWS_ENDPOINT_URL_SECRETS_MANAGER', monitoring.url],
        ['AWS_ENDPOINT_URL_SQS', monitoring.url],
        ...endpoints(env),
        ['AWS_ENDPOINT_URL_DYNAMODB', stores.tables.endpoint],
      ]),
      workerFile: workerFile ?? defaultWorkerFile(),
      ...(this.isWatched && { meter: (region) => monitoring.functions(region) }),
    });
  }

  /** Where the services answer that SDKs may talk to. */
  public get endpoints(): LocalEndpoints {
    const { env } = this.options;
    const { url } = this.monitoring;
    const elsewhere = (remote = ''): string => (remote === '' ? url : remote);
    return {
      cloudwatch: url,
      logs: url,
      dynamodb: this.stores.tables.endpoint,
      sqs: elsewhere(env.AWS_ENDPOINT_URL_SQS),
      secretsManager: elsewhere(env.AWS_ENDPOINT_URL_SECRETS_MANAGER),
    };
  }

  /** Compiles the model's APIs. Changes nothing that is in service; throws when the model can't be served. */
  public compile(model: LocalModel, quotaFile: string): CompiledModel {
    const { clock, reporter, monitoring, backends, options: { env } } = this;
    const functions = new FunctionFinder(this.functions);
    const usage = new UsageLedger(model.usagePlans, model.apiKeys, clock, this.quotas.counters(model, quotaFile));
    const directory = new IdentityDirectory(this.identities, model.principals, this.seed);
    for (const message of directory.problems) reporter.report({ kind: 'problem', message });
    const apis = compileApis(model, {
      clock,
      reporter,
      functions,
      usage,
      directory,
      backends,
      issuers: this.issuers,
      account: (api) => this.account(api),
      endpoints: serviceEndpoints(env, { SQS: monitoring.url }),
      ...(this.isWatched && { monitoring }),
    });
    return {
      apis,
      notServed: [...apis.flatMap((api) => api.notServed), ...monitoring.notServed(model)],
      callers: directory.credentials,
    };
  }

  /** Lets routes of all APIs call an API under its name on AWS. */
  public reach({ apiId, region }: ApiIdentity, origin: string): void {
    const name = `https://${apiId}.execute-api.${region}.${urlSuffixOf(region)}`;
    if (!this.options.backends.has(name)) this.backends.set(name, origin);
  }

  /** Takes functions, tables, queues, alarms and log groups of a model into service. */
  public async apply(model: LocalModel): Promise<void> {
    const { tables, queues, secrets } = this.stores;
    queues.apply(model.queues);
    secrets.apply(model.secrets);
    this.functions.apply(withLocalQueueUrls(model.functions, model.queues, this.endpoints.sqs));
    if (this.isWatched) this.monitoring.apply(model);
    const applied = tables.apply(model.tables);
    // The embedded engine lets requests wait for it; awaiting it here would only delay the start.
    if (tables instanceof RemoteTables) await applied;
    else applied.catch((error: unknown) => this.options.reporter.report({ kind: 'problem', message: `the tables can't be created: ${String(error)}` }));
  }

  public async close(): Promise<void> {
    await this.functions.close();
    await this.issuers.close();
    await this.monitoring.close();
    await this.stores.tables.close();
    this.quotas.close();
  }

  private get isWatched(): boolean {
    return this.options.monitoring !== false;
  }

  private get reporter(): Reporter {
    return this.isWatched ? this.monitoring.reporter : this.options.reporter;
  }

  /** The throttle that all APIs of an account share in a region. */
  private account({ account, region }: ApiIdentity): TokenBucket {
    const key = `${account}/${region}`;
    const bucket = this.accounts.get(key) ?? new TokenBucket(this.options.accountThrottle ?? ACCOUNT_LIMITS, this.clock);
    this.accounts.set(key, bucket);
    return bucket;
  }
}

/** Endpoints that the user chose, as the SDKs read them. */
function endpoints(env: RuntimeOptions['env']): [string, string][] {
  return Object.entries(env).filter((entry): entry is [string, string] => entry[0].startsWith('AWS_ENDPOINT_URL') && entry[1] !== undefined && entry[1] !== '');
}
