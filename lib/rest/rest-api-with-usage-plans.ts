import { Names } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApiCustomer, type ApiCustomerOptions } from './api-customer';
import { AccessLogs } from '../common/access-logs';
import { Authorizers } from './private/authorization/authorizers';
import { checkApiProps } from './private/check-api-props';
import { CorsHeaders } from './private/cors-headers';
import { preflightsFirst } from './private/cors-preflights';
import { createApi } from './private/create-api';
import { addErrorResponses } from './private/error-responses';
import { ImportedRestApi } from './private/imported-rest-api';
import { reviewApi } from './private/operations/api-review';
import { Operations } from './private/operations/operations';
import { protectStage } from './private/operations/protect-stage';
import { enableStageLogs } from './private/operations/stage-logs';
import { grantManageCustomers, grantReadUsage } from './private/plan-grants';
import { PlanRegistry } from './private/plan-registry';
import { RestLogMetrics } from './private/rest-log-metrics';
import { restMetricNames } from './private/rest-metric-names';
import { RouteTable } from './private/routes/route-table';
import { Routes } from './private/routes/routes';
import { stageSettingsOf } from './private/stage-settings';
import type { IRestApiWithUsagePlans, RestApiWithUsagePlansAttributes } from './rest-api';
import type { RestApiWithUsagePlansProps } from './rest-api-props';
import { RestAuthorization } from './rest-authorization';
import type { IRestRoute, RestRouteOptions } from './rest-route';
import type { UsagePlanTier } from './usage-plan-tier';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { OwnApi } from '../common/api/own-api';
import { checkPublicRoute } from '../common/authorization/check-public-route';
import { invocableRoutes } from '../common/permissions/invocable-routes';
import { REST_ACCESS_LOG_FORMAT } from '../common/private/access-log-format';
import type { RouteKey } from '../common/private/route-key';
import { decideStorage } from '../common/private/storage';
import { WebAcl } from '../common/web-acl';

/**
 * A Regional REST API with tiers, customers and routes: request validation, usage plans and API keys, throttles, CORS, logs, traces and metrics.
 *
 * Nothing is open unless a reason says why. Everything that is created derives its id from what you named (route key, plan, customer), never from order.
 *
 * What `HttpJwtApi` has too is written the same way there. Only REST APIs have API keys and plans, request validation, mock responses, resource policies, a web ACL at
 * the stage, X-Ray, execution logs and error bodies of one's own; only HTTP APIs have `$default` routes.
 */
export class RestApiWithUsagePlans extends OwnApi implements IRestApiWithUsagePlans {
  /**
   * An API that another app owns, to call it or watch it.
   *
   * @param scope where the reference belongs
   * @param id id within the scope
   * @param attributes what identifies the API
   */
  public static fromAttributes(scope: Construct, id: string, attributes: RestApiWithUsagePlansAttributes): IRestApiWithUsagePlans {
    return new ImportedRestApi(scope, id, attributes);
  }

  /**
   * The L2 API, for constructs that want one and for what this construct has no property for. Add routes on this construct: those that are added on the L2 API
   * are open to everyone unless they bring an authorizer, and have neither key, checks, preflights, nor a part in `grantInvoke`.
   */
  public readonly api: apigateway.RestApi;
  /** The L2 stage. */
  public readonly stage: apigateway.Stage;
  /** Id of the REST API. */
  public readonly apiId: string;
  /** Name of the API, by which its metrics are found. */
  public readonly apiName: string;
  /** Name of the stage. */
  public readonly stageName: string;
  /** Where callers find the API, with a slash at the end: the execute-api URL of the stage. */
  public readonly url: string;
  /** Log group of the access log; undefined when lines go elsewhere or nowhere. */
  public readonly accessLogGroup?: logs.ILogGroup;

  /** @internal */
  public readonly _keysFromAuthorizers: boolean;
  /** @internal */
  public readonly _plans: PlanRegistry;
  /** @internal */
  public readonly _operations: Operations;
  /** @internal */
  protected readonly _logMetrics: RestLogMetrics;
  private readonly table: RouteTable;
  private readonly routes: Routes;
  private readonly customerScope: Construct;

  /**
   * @param scope where the API belongs, a stack or a construct in it
   * @param id id within the scope
   * @param props authorization and plans, and whatever differs from the defaults
   * @throws when props contradict one another or API Gateway would refuse them
   */
  public constructor(scope: Construct, id: string, props: RestApiWithUsagePlansProps) {
    super(scope, id);
    checkApiProps(props);
    decideStorage(this, props.storage);
    this.apiName = props.apiName ?? Names.uniqueResourceName(this, { maxLength: 128, separator: '-' });
    this.stageName = props.stageName ?? 'prod';
    this._keysFromAuthorizers = props.apiKeySource === apigateway.ApiKeySourceType.AUTHORIZER;
    const settings = stageSettingsOf(props);
    const cors = props.cors && new CorsHeaders(props.cors);
    const table = new RouteTable(props.quotas?.resources);
    const accessPolicy = props.resourcePolicy?._document({ stageName: this.stageName, table });

    const accessLogs = (props.accessLogs ?? AccessLogs.toNewLogGroup())._bind(this, REST_ACCESS_LOG_FORMAT);
    this.accessLogGroup = accessLogs?.logGroup;
    this.api = createApi(this, props, { apiName: this.apiName, stageName: this.stageName, policy: accessPolicy, accessLogs });
    this.apiId = this.api.restApiId;
    this.stage = this.api.deploymentStage;
    this.url = this._executeApiUrl;
    enableStageLogs(this, props, { stage: this.stage, stageName: this.stageName, settings, hasAccessLogGroup: this.accessLogGroup !== undefined });
    addErrorResponses(this.api, props.standardErrors ?? true, cors);

    const routeScope = new Construct(this, 'Routes');
    this.customerScope = new Construct(this, 'Customers');
    const authorizers = new Authorizers(this, 'Authorizers', { api: this.api, table, keysFromAuthorizers: this._keysFromAuthorizers, most: props.quotas?.authorizers });
    this._plans = new PlanRegistry(this, 'Plans', this.stage, table);
    this._logMetrics = new RestLogMetrics(this, 'LogMetrics', accessLogs, { apiId: this.apiId, stageName: this.stageName });
    protectStage(this, this.stage, props.webAcl ?? WebAcl.managed(), () => this._plans.mostPerSecond);
    this._operations = new Operations(this, props, this._logMetrics);
    this.table = table;
    this.routes = new Routes(this, { api: this.api, stageName: this.stageName, props, settings, table, authorizers, cors, scope: routeScope });

    for (const [name, tier] of Object.entries(props.plans)) this.addPlan(name, tier);
    for (const [routeKey, options] of preflightsFirst(props.routes ?? {})) this.addRoute(routeKey, options);
    reviewApi(this, { stage: this.stage, table, plans: this._plans, settings, cors, accessPolicy });
  }

  /**
   * Adds a route.
   *
   * @param routeKey method and path, like `'GET /orders/{id}'` or `'ANY /{proxy+}'`
   * @param options what the route does; the API's `handler` and `authorization` where it does not say
   * @returns the route
   * @throws when the key is not valid, exists already or conflicts with another route, options contradict one another, or a quota is exceeded
   */
  public addRoute(routeKey: string, options: RestRouteOptions = {}): IRestRoute {
    const route = this.routes.add(routeKey, options);
    this._operations.addRoute(route, options.alarms);
    return route.construct;
  }

  /**
   * Adds a route that everyone may call, without key or credentials.
   *
   * @param reason why that is wanted, for whoever reviews the API
   * @param routeKey method and path, like `'GET /health'`
   * @param options what the route does
   * @returns the route
   * @throws when the reason is empty, reason and route key are swapped, or `options` names another authorization
   */
  public addPublicRoute(reason: string, routeKey: string, options: RestRouteOptions = {}): IRestRoute {
    checkPublicRoute(reason, routeKey, options);
    return this.addRoute(routeKey, { ...options, authorization: RestAuthorization.publicAccess(reason) });
  }

  /**
   * Adds a tier and its usage plan, bound to the stage.
   *
   * @param name name of the tier, unique within the API
   * @param tier what its customers may do
   * @returns the L2 usage plan, for keys that are made at run time
   * @throws when the name is taken or a limit is out of range
   */
  public addPlan(name: string, tier: UsagePlanTier): apigateway.UsagePlan {
    return this._plans.add(name, tier);
  }

  /**
   * The L2 usage plan of a tier.
   *
   * @param name name of the tier
   * @throws when there is no such tier
   */
  public plan(name: string): apigateway.UsagePlan {
    return this._plans.get(name).usagePlan;
  }

  /**
   * Adds a customer: a generated key in a secret, or one that tokens name, with the limits of a plan.
   *
   * @param id name of the customer, up to 128 characters, unique within the API; all ids derive from it
   * @param options the customer's plan, and more
   * @returns the customer, with id and secret of the key
   * @throws when the name is empty or too long, there is no such plan, or the customer exists already
   */
  public addCustomer(id: string, options: ApiCustomerOptions): ApiCustomer {
    if (this.customerScope.node.tryFindChild(id)) throw new Error(`customer ${JSON.stringify(id)} exists already; give each customer an id of their own`);
    return new ApiCustomer(this.customerScope, id, { ...options, api: this });
  }

  /**
   * Puts an existing key into the usage plan of a tier. Moving it to another tier takes two deployments, the first without the key: CloudFormation adds
   * it to the new plan before it takes it out of the old one, which API Gateway refuses. Customers made by `addCustomer` move in one.
   *
   * @param apiKey the key
   * @param plan name of the tier
   * @throws when the key is in a plan of this API already, or there is no such tier
   */
  public addApiKey(apiKey: apigateway.IApiKey, plan: string): void {
    this._plans.addKey(apiKey, plan);
  }

  /**
   * Lets someone create, change and delete API keys and put them into this API's plans, for onboarding at run time. API Gateway has no keys that belong
   * to one API: the grant holds for every key of the account in this region, but only for the plans of this API.
   */
  public grantManageCustomers(grantee: iam.IGrantable): iam.Grant {
    return grantManageCustomers(this, this._plans, grantee);
  }

  /** Lets someone read this API's plans, who is in them, and what each key used of its quota. */
  public grantReadUsage(grantee: iam.IGrantable): iam.Grant {
    return grantReadUsage(this, this._plans, grantee);
  }

  /**
   * Requests that got 500 because their authorizer failed. The first call makes a metric filter on the access log.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricAuthorizerFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this._logMetrics.authorizerFailures(options);
  }

  /**
   * Requests of one customer. The first call makes a metric filter on the access log, one for all customers, with the key's id as a dimension.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricCustomerRequests(customer: ApiCustomer, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this._logMetrics.customerRequests(customer.apiKeyId, options);
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return restMetricNames(this);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    const routes = this.table.routes.map(({ key, authorization }) => ({
      key, authorization: authorization.name, byIam: authorization.authorizationType === apigateway.AuthorizationType.IAM,
    }));
    return invocableRoutes(routes, routeKeys, 'RestAuthorization.iam()');
  }
}
