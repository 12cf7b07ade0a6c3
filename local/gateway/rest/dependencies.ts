import { AuthorizationDependencies } from '../../authorization/authorizers/stage-authorization';
import { Clock } from '../../clock';
import { FunctionInvoker } from '../../lambda/function-invoker';
import { RequestMeters } from '../../metrics/rest-api-meter';
import { Reporter } from '../../reporter';
import { BackendClient } from '../backends/backend-client';
import { IdSource } from '../message/ids';
import { TokenBucket } from '../throttle/token-bucket';
import { UsageLedger } from '../usage/usage-ledger';

/** What a REST API needs from its host. */
export interface RestGatewayDependencies extends AuthorizationDependencies {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Asked at every request, so that it may be filled after the API was compiled. */
  readonly functions: FunctionInvoker;
  readonly usage: Pick<UsageLedger, 'admit'>;
  /** Shared by all APIs of an account and region. */
  readonly accountThrottle: TokenBucket;
  /** Local origin by origin, for HTTP integrations. */
  readonly backends: ReadonlyMap<string, string>;
  /** Counts requests as CloudWatch's metrics. @default - they are not counted */
  readonly meters?: Pick<RequestMeters, 'stage'>;
  /** @default - random ids */
  readonly ids?: IdSource;
  /** How HTTP integrations reach their backends. @default - Node's HTTP client */
  readonly backendClient?: BackendClient;
}
