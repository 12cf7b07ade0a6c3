import { FunctionFinder } from './function-finder';
import { IssuerService } from './issuer-service';
import { HttpAuthorizationDependencies, HttpStageAuthorization } from '../authorization/http/http-stage-authorization';
import { IdentityDirectory } from '../authorization/identities/identity-directory';
import { SigV4Verifier } from '../authorization/sigv4-verifier';
import { Clock } from '../clock';
import { compileHttpApi } from '../gateway/http/compile-http-api';
import { compileRestApi } from '../gateway/rest/compile-rest-api';
import { compileServiceAction } from '../gateway/service-actions/compile-service-action';
import { ServiceEndpoints } from '../gateway/service-actions/service-endpoints';
import { TokenBucket } from '../gateway/throttle/token-bucket';
import { UsageLedger } from '../gateway/usage/usage-ledger';
import { RequestHandler } from '../listener/http-listener';
import { ApiIdentity } from '../model/api-identity';
import { HttpApi } from '../model/http-api';
import { LocalModel, NotServed } from '../model/model';
import { RestApi } from '../model/rest-api';
import { Reporter } from '../reporter';
import { Monitoring } from '../services/monitoring';

/** An API that is ready to answer. */
export interface CompiledApi {
  readonly api: ApiIdentity;
  readonly handler: RequestHandler;
  /** What could not be compiled and answers an error. */
  readonly notServed: readonly NotServed[];
  /** Custom domains under which it may be called. */
  readonly domains: readonly string[];
}

/** What APIs need of what stands behind them. */
export interface ApiSurroundings {
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly functions: FunctionFinder;
  readonly usage: UsageLedger;
  readonly directory: IdentityDirectory;
  readonly issuers: IssuerService;
  readonly backends: ReadonlyMap<string, string>;
  /** Where services answer that integrations call. */
  readonly endpoints: ServiceEndpoints;
  /** Absent: requests are not counted. */
  readonly monitoring?: Monitoring;
  /** The throttle that all APIs of an account share in a region. */
  account(api: ApiIdentity): TokenBucket;
}

/** Compiles the APIs of a model. */
export function compileApis({ restApis, httpApis }: LocalModel, surroundings: ApiSurroundings): CompiledApi[] {
  return [...restApis.map((api) => compileRest(api, surroundings)), ...httpApis.map((api) => compileHttp(api, surroundings))];
}

function compileRest(api: RestApi, { directory, issuers, account, monitoring, ...shared }: ApiSurroundings): CompiledApi {
  const gateway = compileRestApi(api, {
    ...shared,
    accountThrottle: account(api),
    signatures: new SigV4Verifier(api.region, directory),
    callers: directory,
    keysOf: (pool) => issuers.keysOf(pool),
    ...(monitoring && { meters: monitoring.requests(api.region) }),
  });
  return { api, handler: (request, response, failed) => gateway.handle(request, response, failed), notServed: gateway.notServed, domains: [] };
}

function compileHttp(api: HttpApi, { directory, issuers, account, monitoring, endpoints, ...shared }: ApiSurroundings): CompiledApi {
  const { clock, functions } = shared;
  const authorization: HttpAuthorizationDependencies = {
    clock,
    functions,
    signatures: new SigV4Verifier(api.region, directory),
    callers: directory,
    keysOf: (jwt) => issuers.discoveredKeysOf(jwt),
  };
  const gateway = compileHttpApi(api, {
    ...shared,
    accountThrottle: account(api),
    authorization: (own, stage) => new HttpStageAuthorization(own, stage, authorization),
    serviceActions: (integration) => compileServiceAction(integration, { clock, endpoints, region: api.region }),
    ...(monitoring && { meters: monitoring.httpRequests(api.region) }),
  });
  return {
    api,
    handler: (request, response, failed) => gateway.handle(request, response, failed),
    notServed: gateway.notServed,
    domains: api.domains.map(({ domainName }) => domainName),
  };
}
