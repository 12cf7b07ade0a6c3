import { Annotations, Names, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApiCustomer, type ApiCustomerOptions } from './api-customer';
import { AccessLogs } from '../common/access-logs';
import { AccountLogging } from '../common/account-logging';
import { ExecutionLogLevel } from '../common/execution-logs';
import { policyProblems } from './private/address-policy';
import { Authorizers } from './private/authorization/authorizers';
import type { AuthorizationBinding } from './private/authorization/binding';
import { checkApiProps } from './private/check-api-props';
import { CorsHeaders } from './private/cors-headers';
import { CorsPreflights } from './private/cors-preflights';
import { addErrorResponses } from './private/error-responses';
import { ImportedRestApi } from './private/imported-rest-api';
import { RestLogMetrics } from './private/rest-log-metrics';
import { FunctionPermissions } from '../common/permissions/function-permissions';
import { WebAcl } from '../common/web-acl';
import { ExecutionLogDeliveries } from './private/operations/execution-log-deliveries';
import { Operations } from './private/operations/operations';
import { protectStage } from './private/operations/protect-stage';
import { reviewStage } from './private/operations/stage-review';
import { grantManageCustomers, grantReadUsage } from './private/plan-grants';
import { PlanRegistry } from './private/plan-registry';
import { ResourcesRenderer } from './private/routes/resources-renderer';
import { routeFromOptions } from './private/routes/route-from-options';
import type { RouteRenderer } from './private/routes/route-model';
import { RouteTable } from './private/routes/route-table';
import { methodSettings, type StageSettings } from './private/stage-settings';
import type { IRestApiWithUsagePlans, RestApiWithUsagePlansAttributes } from './rest-api';
import { RestApiBase } from './rest-api-base';
import type { RestApiWithUsagePlansProps } from './rest-api-props';
import type { RestAuthorization } from './rest-authorization';
import type { IRestRoute, RestRouteOptions } from './rest-route';
import type { UsagePlanTier } from './usage-plan-tier';
import { cfnOf } from '../common/cloudformation/cfn-of';
import { invocableRoutes } from '../common/permissions/invocable-routes';
import { REST_ACCESS_LOG_FORMAT } from '../common/private/access-log-format';
import { RouteKey } from '../common/private/route-key';
import { decideStorage } from '../common/private/storage';

/**
 * A Regional REST API with tiers, customers and routes: request validation, usage plans and API keys, throttles, CORS, logs, traces and metrics.
 *
 * Nothing is open unless a reason says why. Everything that is created derives its id from what you named (route key, plan, customer), never from order.
 */
export class RestApiWithUsagePlans extends RestApiBase {
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

  /** The L2 API. */
  public readonly api: apigateway.RestApi;
  /** The L2 stage. */
  public readonly stage: apigateway.Stage;
  /** Id of the REST API. */
  public readonly restApiId: string;
  /** Name of the API, by which its metrics are found. */
  public readonly apiName: string;
  /** Name of the stage. */
  public readonly stageName: string;
  /** Log group of the access log; undefined when lines go elsewhere or nowhere. */
  public readonly accessLogGroup?: logs.ILogGroup;

  private readonly table = new RouteTable();
  private readonly bindings = new Map<RestAuthorization, AuthorizationBinding>();
  private readonly settings: StageSettings;
  private readonly accessPolicy?: iam.PolicyDocument;
  private readonly authorizers: Authorizers;
  private readonly routeScope: Construct;
  private readonly customerScope: Construct;
  /** @internal */
  public readonly _plans: PlanRegistry;
  private readonly logMetrics: RestLogMetrics;
  /** @internal */
  public readonly _operations: Operations;
  private readonly renderer: RouteRenderer;
  private readonly preflights?: CorsPreflights;

  /**
   * @param scope where the API belongs, a stack or a construct in it
   * @param id id within the scope
   * @param props authorization and plans, and whatever differs from the defaults
   * @throws when props contradict one another or API Gateway would refuse them
   */
  public constructor(scope: Construct, id: string, private readonly props: RestApiWithUsagePlansProps) {
    super(scope, id);
    checkApiProps(props);
    decideStorage(this, props.storage);
    const cors = props.cors && new CorsHeaders(props.cors);
    this.apiName = props.apiName ?? Names.uniqueResourceName(this, { maxLength: 128, separator: '-' });
    this.stageName = props.stageName ?? 'prod';
    this.settings = {
      throttle: props.throttle ?? { rateLimit: 1000, burstLimit: 500 },
      logLevel: props.executionLogs?.level ?? ExecutionLogLevel.ERROR,
      dataTrace: props.executionLogs?.dataTrace ?? false,
      detailedMetrics: props.detailedMetrics ?? true,
    };
    const accessLogs = (props.accessLogs ?? AccessLogs.toNewLogGroup())._bind(this, REST_ACCESS_LOG_FORMAT);
    this.accessLogGroup = accessLogs?.logGroup;

    this.accessPolicy = props.resourcePolicy?._document({ stageName: this.stageName, table: this.table });
    this.api = new apigateway.RestApi(this, 'Api', {
      restApiName: this.apiName,
      description: props.description,
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL], ipAddressType: apigateway.IpAddressType.DUAL_STACK },
      binaryMediaTypes: props.binaryMediaTypes,
      policy: this.accessPolicy,
      apiKeySourceType: props.apiKeySource,
      cloudWatchRole: false,
      deployOptions: {
        stageName: this.stageName,
        variables: props.stageVariables,
        tracingEnabled: props.tracing ?? true,
        cacheClusterEnabled: false,
        accessLogDestination: accessLogs && { bind: () => ({ destinationArn: accessLogs.destinationArn }) },
        accessLogFormat: accessLogs && apigateway.AccessLogFormat.custom(accessLogs.format),
      },
    });
    this.restApiId = this.api.restApiId;
    this.stage = this.api.deploymentStage;
    const accountLogging = this.needsAccountRole ? (props.accountLogging ?? AccountLogging.ensure())._bind(this) : undefined;
    if (accountLogging) this.stage.node.addDependency(accountLogging);
    const deliveries = props.executionLogs?.deliveries ?? [];
    if (deliveries.length > 0) new ExecutionLogDeliveries(this, 'ExecutionLogs', this.stage, this.stageName, deliveries);
    addErrorResponses(this.api, props.standardErrors ?? true, cors);

    this.routeScope = new Construct(this, 'Routes');
    this.customerScope = new Construct(this, 'Customers');
    this.authorizers = new Authorizers(this, 'Authorizers', this.api, this.table, this._keysFromAuthorizers);
    this._plans = new PlanRegistry(this, 'Plans', this.stage, this.table);
    this.logMetrics = new RestLogMetrics(this, 'LogMetrics', accessLogs, { apiId: this.restApiId, stageName: this.stageName });
    protectStage(this, this.stage, props.webAcl ?? WebAcl.managed(), () => this._plans.mostPerSecond);
    this._operations = new Operations(this, props, this.logMetrics);
    const permissions = new FunctionPermissions(this, 'Permissions', this.api.arnForExecuteApi('*', '/*', this.stageName));
    this.renderer = new ResourcesRenderer(this.api, permissions, cors);
    this.preflights = cors && new CorsPreflights(this.api, this.table, cors);

    for (const [name, tier] of Object.entries(props.plans)) this.addPlan(name, tier);
    // A preflight that the user writes comes before those that are made for the other routes of its path.
    const routes = Object.entries(props.routes ?? {}).sort(([left], [right]) => Number(right.startsWith('OPTIONS ')) - Number(left.startsWith('OPTIONS ')));
    for (const [routeKey, options] of routes) this.addRoute(routeKey, options);
    this.applyStageSettings();
    this.warn(cors);
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Adds a route.
   *
   * @param routeKey method and path, like `'GET /orders/{id}'` or `'ANY /{proxy+}'`
   * @param options what the route does; the API's `handler` and `authorization` where it does not say
   * @returns the route
   * @throws when the key is not valid, exists already or conflicts with another route, or when options contradict one another
   */
  public addRoute(routeKey: string, options: RestRouteOptions = {}): IRestRoute {
    const key = RouteKey.parse(routeKey);
    this.table.check(key);
    this.preflights?.check(key);
    const authorization = this.bindingOf(options.authorization ?? this.props.authorization);
    const route = routeFromOptions(this.routeScope, key, options, {
      handler: this.props.handler, authorization, keysFromAuthorizers: this._keysFromAuthorizers,
    });
    this.table.add(route);
    this.renderer.render(route);
    this.preflights?.cover(route);
    this._operations.addRoute(route, options.alarms);
    this.applyStageSettings();
    return route.construct;
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
   * @param id name of the customer, unique within the API; all ids derive from it
   * @param options the customer's plan, and more
   * @returns the customer, with id and secret of the key
   * @throws when there is no such plan, or the customer exists already
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
   * Requests that were refused with 429, by throttle or quota. API Gateway publishes no such metric: the first call makes a metric filter on the access log.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricThrottled(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.logMetrics.throttled(options);
  }

  /**
   * Requests that got 500 because their authorizer failed. The first call makes a metric filter on the access log.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricAuthorizerFailures(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.logMetrics.authorizerFailures(options);
  }

  /**
   * Requests of one customer. The first call makes a metric filter on the access log, one for all customers, with the key's id as a dimension.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricCustomerRequests(customer: ApiCustomer, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.logMetrics.customerRequests(customer.apiKeyId, options);
  }

  /** Alarms of the API, its routes and its customers so far. */
  public get alarms(): cloudwatch.Alarm[] {
    return this._operations.alarms;
  }

  /** The dashboard, where the API has the prop `dashboard`. */
  public get dashboard(): cloudwatch.Dashboard | undefined {
    return this._operations.dashboard;
  }

  /** Adds what the dashboard of this API would show to one of yours: alarms, traffic, errors, latency, refusals, customers. */
  public addDashboardWidgets(dashboard: cloudwatch.Dashboard): void {
    this._operations.addDashboardWidgets(dashboard);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    const routes = this.table.routes.map(({ key, authorization }) => ({
      key, authorization: authorization.name, byIam: authorization.authorizationType === apigateway.AuthorizationType.IAM,
    }));
    return invocableRoutes(routes, routeKeys, 'RestAuthorization.iam()');
  }

  /**
   * Whether API keys come from authorizers instead of from a header.
   * @internal
   */
  public get _keysFromAuthorizers(): boolean {
    return this.props.apiKeySource === apigateway.ApiKeySourceType.AUTHORIZER;
  }

  private get needsAccountRole(): boolean {
    const toCloudWatch = this.accessLogGroup !== undefined;
    return toCloudWatch || this.settings.logLevel !== ExecutionLogLevel.OFF || this.settings.dataTrace;
  }

  private bindingOf(authorization: RestAuthorization): AuthorizationBinding {
    const known = this.bindings.get(authorization);
    if (known) return known;
    const binding = authorization._bind(this.authorizers);
    this.bindings.set(authorization, binding);
    return binding;
  }

  private applyStageSettings(): void {
    cfnOf(this.stage, apigateway.CfnStage).methodSettings = methodSettings(this.settings, this.table.routes);
  }

  private problems(): string[] {
    reviewStage(this.stage, this.table.routes);
    this._plans.warn(this.settings.throttle);
    const none = this.table.routes.length === 0 ? ['this API has no routes; give routes, or call addRoute()'] : [];
    const access = this.accessPolicy ? policyProblems(this.accessPolicy, Stack.of(this)) : [];
    return [...none, ...access, ...this._plans.problems()];
  }

  private warn(cors: CorsHeaders | undefined): void {
    const annotations = Annotations.of(this);
    if (this.settings.dataTrace) {
      annotations.addWarningV2('cdk-apigateway-patterns:data-trace', 'executionLogs.dataTrace writes whole requests and responses to the log, credentials and personal data included; switch it off after debugging');
    }
    if (cors?.errorsKnowOnlyTheFirstOrigin) {
      annotations.addWarningV2('cdk-apigateway-patterns:cors-errors', 'with several origins and allowCredentials, errors of API Gateway carry the first origin only; pages of the others see a CORS error instead of 4xx and 5xx');
    }
  }
}
