import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { CloudFrontProtectionOptions } from './cloud-front-protection-options';
import type { HttpAlarmsOptions } from './http-alarms';
import type { HttpCorsOptions } from './http-cors';
import type { HttpRouteOptions } from './http-route';
import type { AccessLogs } from '../common/access-logs';
import type { CustomDomainOptions } from '../common/custom-domain-options';
import type { DashboardOptions } from '../common/dashboard-options';
import type { JwtIssuer } from '../common/jwt-issuer';
import type { StorageOptions } from '../common/storage-options';
import type { ThrottleLimits } from '../common/throttle';

/** Quotas of one API that AWS has raised. */
export interface HttpApiQuotas {
  /**
   * Routes per API, as they are written into the template.
   *
   * @default 300
   */
  readonly routes?: number;
  /**
   * Authorizers per API.
   *
   * @default 10
   */
  readonly authorizers?: number;
}

/** Properties of an `HttpJwtApi`. */
export interface HttpJwtApiProps {
  /**
   * Whose tokens callers have. Required, so that no API is open by accident; a route may have another authorization. What `authorization` is for a REST API:
   * the default of an `HttpJwtApi` is always a token, `HttpAuthorization.jwt({ issuer, scopes: defaultScopes })`.
   */
  readonly issuer: JwtIssuer;
  /**
   * Further issuers by name, for routes with `HttpAuthorization.jwt({ issuer })`. Ids derive from the names.
   *
   * @default - the API has one issuer
   */
  readonly additionalIssuers?: { [name: string]: JwtIssuer };
  /**
   * Scopes of which a token needs one, on every route with a token that does not name its own.
   *
   * @default - any valid token
   */
  readonly defaultScopes?: string[];
  /**
   * Function that answers every route that does not say otherwise.
   *
   * @default - every route has its own handler or backend
   */
  readonly handler?: lambda.IFunction;
  /**
   * Routes by key, like `{ 'GET /orders/{id}': { handler } }`. Their order means nothing; more can follow with `addRoute`.
   *
   * @default - routes are added with `addRoute`
   */
  readonly routes?: { [routeKey: string]: HttpRouteOptions };
  /**
   * Name of the API, up to 128 characters.
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
   * Name of the stage, the first segment of every execute-api URL; `$default` has none. Another name replaces the stage. Changes are in force when the stack
   * is deployed: the stage deploys itself.
   *
   * @default '$default'
   */
  readonly stageName?: string;
  /**
   * Limit of the stage, for all callers of a route together.
   *
   * @default - 1000 requests per second, burst 500
   */
  readonly throttle?: ThrottleLimits;
  /**
   * Browser origins that may call the API.
   *
   * @default - no CORS headers, no preflights
   */
  readonly cors?: HttpCorsOptions;
  /**
   * Variables of the stage, which backends can refer to and functions get with each event; 100 at most.
   *
   * @default - none
   */
  readonly stageVariables?: { [name: string]: string };
  /**
   * A domain of yours in front of the API. The execute-api URL is switched off then.
   *
   * @default - callers use the execute-api URL
   */
  readonly customDomain?: CustomDomainOptions;
  /**
   * CloudFront and AWS WAF in front of the API, with a secret that lets nobody around them. The authorizer of routes is then a packaged function instead of
   * API Gateway itself, and routes have a token or are public.
   *
   * @default - none; AWS WAF does not take HTTP APIs themselves
   */
  readonly cloudFrontProtection?: CloudFrontProtectionOptions;
  /**
   * Where the stage writes one line for each request.
   *
   * @default AccessLogs.toNewLogGroup()
   */
  readonly accessLogs?: AccessLogs;
  /**
   * Claims of the token that lines of the access log have as `claims.<name>`, the one that tells callers apart first. (Lines of a REST API name the caller's
   * API key. Where they would find a claim depends on the authorizer of each route.)
   *
   * @default ['sub', 'client_id']
   */
  readonly loggedClaims?: string[];
  /**
   * Metrics for each route, beside those of the stage. CloudWatch bills them as custom metrics.
   *
   * @default true
   */
  readonly detailedMetrics?: boolean;
  /**
   * How log groups that the API brings along are kept: how long, encrypted by whose key, and whether they outlive the stack.
   *
   * @default - a month, keys that AWS owns, logs of requests are retained
   */
  readonly storage?: StorageOptions;
  /**
   * Who is told when the API fails, is slow or refuses too much, and from which numbers on.
   *
   * @default - all alarms with their defaults; they tell nobody, which synthesis warns of
   */
  readonly alarms?: HttpAlarmsOptions;
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
   * Addresses under which the API can be reached.
   *
   * @default apigwv2.IpAddressType.DUAL_STACK
   */
  readonly ipAddressType?: apigwv2.IpAddressType;
  /**
   * Quotas that AWS has raised for you. More than they allow is refused at synthesis.
   *
   * @default - those that every account has
   */
  readonly quotas?: HttpApiQuotas;
}
