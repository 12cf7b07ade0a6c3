import { HttpFailure } from './http-failure';
import { HttpAuthorizerAnswer, HttpAuthorizerCall } from '../../authorization/http/http-authorizer-call';
import { Clock } from '../../clock';
import { FunctionInvoker } from '../../lambda/function-invoker';
import { HttpApi, HttpIntegration, HttpStage } from '../../model/http-api';
import { Reporter } from '../../reporter';
import { BackendClient } from '../backends/backend-client';
import { IdSource } from '../message/ids';
import { TokenBucket } from '../throttle/token-bucket';

/** What an HTTP API needs from its host. */
export interface HttpGatewayDependencies {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Asked at every request, so that it may be filled after the API was compiled. */
  readonly functions: FunctionInvoker;
  /** Shared by all APIs of an account and region. */
  readonly accountThrottle: TokenBucket;
  /** Local origin by origin, for HTTP integrations; by ARN, for integrations behind a VPC link. */
  readonly backends: ReadonlyMap<string, string>;
  /** Who may call the routes of a stage; called once a stage. */
  readonly authorization: (api: HttpApi, stage: HttpStage) => HttpAuthorization;
  /** Integrations that call another service; called once an integration. @throws an error whose message says what is not served */
  readonly serviceActions: (integration: HttpIntegration) => ServiceAction;
  /** Counts requests as CloudWatch's metrics. @default - they are not counted */
  readonly meters?: HttpMeters;
  /** @default - random ids */
  readonly ids?: IdSource;
  /** How HTTP integrations reach their backends. @default - Node's HTTP client */
  readonly backendClient?: BackendClient;
}

/** Decides about requests to routes that ask something of their callers; open routes never come here. */
export interface HttpAuthorization {
  /** Never rejects. May answer at once. */
  authorize(call: HttpAuthorizerCall): HttpAuthorizerAnswer | Promise<HttpAuthorizerAnswer>;
}

/** Calls the service with parameters by name, for example `QueueUrl`, whose mapping expressions have been evaluated, within the integration's timeout. Never rejects. */
export type ServiceAction = (parameters: ReadonlyMap<string, string>) => Promise<ServiceActionResult>;

export type ServiceActionResult =
  /** What the service answered; names and values of headers in turn. */
  | { readonly status: number; readonly rawHeaders: readonly string[]; readonly body: Buffer | string }
  | HttpFailure;

/** What the service measures of a request. Times in milliseconds. */
export interface HttpRequestMeasures {
  readonly status: number;
  readonly latency: number;
  /** Absent when no integration was called. */
  readonly integrationLatency: number | undefined;
  /** Bytes of the bodies of request and response. */
  readonly dataProcessed: number;
  /** When the answer was ready. */
  readonly at: number;
}

/** Counts requests to one stage, and with detailed metrics to its routes. */
export interface HttpStageMeter {
  /** @param routeKey the route that was found, if one was */
  record(measures: HttpRequestMeasures, routeKey?: string): void;
}

export interface HttpMeters {
  /** @param isDetailed whether the requests to a route are counted by themselves too */
  stage(apiId: string, stageName: string, isDetailed: (routeKey: string) => boolean): HttpStageMeter;
}
