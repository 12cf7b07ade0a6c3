import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ApiAccess } from './api-access';
import type { RestAlarmsOptions } from './rest-alarms';
import type { RestAuthorization } from './rest-authorization';
import type { RestCorsOptions } from './rest-cors';
import type { RestRouteOptions } from './rest-route';
import type { UsagePlanTier } from './usage-plan-tier';
import type { AccessLogs } from '../common/access-logs';
import type { AccountLogging } from '../common/account-logging';
import type { DashboardOptions } from '../common/dashboard-options';
import type { ExecutionLogOptions } from '../common/execution-logs';
import type { StorageOptions } from '../common/storage-options';
import type { ThrottleLimits } from '../common/throttle';
import type { WebAcl } from '../common/web-acl';

/** Quotas of one API that AWS has raised. */
export interface RestApiQuotas {
  /**
   * Resources per API: each segment of a path is one, those that paths share once.
   *
   * @default 300
   */
  readonly resources?: number;
  /**
   * Authorizers per API.
   *
   * @default 10
   */
  readonly authorizers?: number;
}

/** Properties of a `RestApiWithUsagePlans`. */
export interface RestApiWithUsagePlansProps {
  /** Who may call. Required, so that no API is open by accident; a route may have its own. */
  readonly authorization: RestAuthorization;
  /** Tiers by name, like `{ free: { throttle: { rateLimit: 2, burstLimit: 5 } } }`. More can follow with `addPlan`. */
  readonly plans: { [name: string]: UsagePlanTier };
  /**
   * Function that answers every route that does not say otherwise, by Lambda proxy integration.
   *
   * @default - every route has its own handler, integration or mockResponse
   */
  readonly handler?: lambda.IFunction;
  /**
   * Routes by key, like `{ 'GET /orders/{id}': { handler } }`. Their order means nothing; more can follow with `addRoute`.
   *
   * @default - routes are added with `addRoute`
   */
  readonly routes?: { [routeKey: string]: RestRouteOptions };
  /**
   * Who may reach the API at all, by address or a policy of your own. A change of it deploys the API anew, without which it would not be in force.
   *
   * @default - reachable from everywhere
   */
  readonly resourcePolicy?: ApiAccess;
  /**
   * Where API keys come from. With `AUTHORIZER` a caller's key, and so plan, throttle and quota, follows from the token: see `customerClaim` of
   * `RestAuthorization.jwt` and `claimValue` of `addCustomer`. The `x-api-key` header is not looked at then. Routes whose authorization names no key
   * need none.
   *
   * @default apigateway.ApiKeySourceType.HEADER
   */
  readonly apiKeySource?: apigateway.ApiKeySourceType;
  /**
   * Name of the API. Metrics are found by it, so it should be unique in the account and region.
   *
   * @default - a unique name from the construct's path
   */
  readonly apiName?: string;
  /**
   * What the API is for.
   *
   * @default - no description
   */
  readonly description?: string;
  /**
   * Name of the stage, the first segment of every URL. Another name replaces the stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;
  /**
   * Limit of the stage, for all callers of a method together.
   *
   * @default - 1000 requests per second, burst 500
   */
  readonly throttle?: ThrottleLimits;
  /**
   * Browser origins that may call the API.
   *
   * @default - no CORS headers, no preflights
   */
  readonly cors?: RestCorsOptions;
  /**
   * Variables of the stage, which integrations can refer to and functions get with each event; 100 at most.
   *
   * @default - none
   */
  readonly stageVariables?: { [name: string]: string };
  /**
   * Media types that are passed on as bytes, like `image/png`.
   *
   * @default - everything is text
   */
  readonly binaryMediaTypes?: string[];
  /**
   * Where the stage writes one line for each request.
   *
   * @default AccessLogs.toNewLogGroup()
   */
  readonly accessLogs?: AccessLogs;
  /**
   * What API Gateway writes about how it processed requests.
   *
   * @default - errors, without request and response data
   */
  readonly executionLogs?: ExecutionLogOptions;
  /**
   * How the account's CloudWatch role is set up, without which a stage can't write logs.
   *
   * @default AccountLogging.ensure()
   */
  readonly accountLogging?: AccountLogging;
  /**
   * Trace requests with X-Ray.
   *
   * @default true
   */
  readonly tracing?: boolean;
  /**
   * Metrics for each method, beside those of the stage. CloudWatch bills them as custom metrics.
   *
   * @default true
   */
  readonly detailedMetrics?: boolean;
  /**
   * How log groups and secrets that the API brings along are kept: how long, encrypted by whose key, and whether they outlive the stack.
   *
   * @default - a month, keys that AWS owns, logs of requests are retained
   */
  readonly storage?: StorageOptions;
  /**
   * The AWS WAF web ACL in front of the stage.
   *
   * @default WebAcl.managed()
   */
  readonly webAcl?: WebAcl;
  /**
   * Who is told when the API fails, is slow or refuses too much, and from which numbers on.
   *
   * @default - all alarms with their defaults; they tell nobody, which synthesis warns of
   */
  readonly alarms?: RestAlarmsOptions;
  /**
   * A CloudWatch dashboard of the API; `{}` takes the defaults. `addDashboardWidgets` adds the same to a dashboard of yours.
   *
   * @default - no dashboard
   */
  readonly dashboard?: DashboardOptions;
  /**
   * Save queries of CloudWatch Logs Insights for the access log, in a folder of the API's name: slowest routes, errors by route, callers by 4xx, one request.
   * Saved queries cost nothing. They need the default format of the access log.
   *
   * @default true
   */
  readonly logQueries?: boolean;
  /**
   * Answer errors of API Gateway as JSON with message and request id, without ARNs, signatures and other internals. `false` leaves the service's own
   * bodies; CORS headers are set either way.
   *
   * @default true
   */
  readonly standardErrors?: boolean;
  /**
   * Addresses under which the API can be reached.
   *
   * @default apigateway.IpAddressType.DUAL_STACK
   */
  readonly ipAddressType?: apigateway.IpAddressType;
  /**
   * Quotas that AWS has raised for you. More than they allow is refused at synthesis.
   *
   * @default - those that every account has
   */
  readonly quotas?: RestApiQuotas;
}
