import { ListenerLimits } from '../listener/limits';
import { LocalClock } from '../local-clock';
import { ThrottleLimits } from '../model/throttle';
import { Reporter } from '../reporter';

/** Everything a runtime is told. Nothing has a default here: the command line and `startLocal` have their own. */
export interface RuntimeOptions {
  /** A cdk.out folder or the command of a CDK app, or plain templates. */
  readonly source: { readonly app?: string; readonly templates?: readonly string[] };
  /** Relative paths start here, and the app command runs here. */
  readonly folder: string;
  /** Port of the console; 0: a free one, and free ones for the APIs. */
  readonly port: number;
  /** Address of the APIs. The console listens there only if it is one of this machine alone. */
  readonly host: string;
  /** Local origin by origin. */
  readonly backends: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly inProcess: boolean;
  /** Whether a local issuer stands in for token issuers that can't be reached. */
  readonly localIssuer: boolean;
  /** Keeps the quota counters, the synthesized app and, while it runs, the key of the local issuer in files; otherwise they go with the runtime. */
  readonly keepState: boolean;
  /** Forgets the quota counters of earlier runs. */
  readonly fresh: boolean;
  readonly watch: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly reporter: Reporter;
  /** Absent: a clock of the runtime's own, which it closes. */
  readonly clock?: LocalClock;
  /** What all APIs of an account may get in a region; absent: the service's default. */
  readonly accountThrottle?: ThrottleLimits;
  /** `false`: neither metrics, logs nor alarms are kept, to measure what they cost. @default true */
  readonly monitoring?: boolean;
  /** Ends a start that is under way; once it has started, `close` does. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ListenerLimits>;
  /** Bundled entry of the worker threads; absent: beside the running bundle. */
  readonly workerFile?: string;
}
