import { Lazy, Names, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { HttpJwtApiAttributes, IHttpJwtApi } from './http-api';
import { HttpAuthorization } from './http-authorization';
import { HttpBackend } from './http-backend';
import { HttpCustomDomain } from './http-custom-domain';
import type { HttpJwtApiProps } from './http-jwt-api-props';
import type { HttpRouteOptions, IHttpRoute } from './http-route';
import { LogMetrics } from '../common/access-log/log-metrics';
import { AccessLogs } from '../common/access-logs';
import { accessLogFormat, DEFAULT_CLAIMS } from './private/access-log-format';
import { Authorizers } from './private/authorization/authorizers';
import { Issuers } from './private/authorization/issuers';
import { routeGuard } from './private/authorization/route-guard';
import type { HttpBackendScope } from './private/backends/backend-scope';
import { checkApiProps } from './private/check-api-props';
import { corsConfiguration } from './private/cors-configuration';
import { dataProcessed, httpMetricNames } from './private/http-metrics';
import { ImportedHttpApi } from './private/imported-http-api';
import { httpOperations, watchRotation } from './private/operations/operations';
import { CloudFrontProtection } from './private/protection/cloudfront-protection';
import { MOST_AUTHORIZERS, MOST_ROUTES } from './private/quotas';
import { AddedRoute } from './private/routes/added-route';
import { routeFromOptions } from './private/routes/route-from-options';
import { checkRouteAlarms, reviewRoutes, warnOfOwnPreflight } from './private/routes/route-review';
import { RouteTable } from './private/routes/route-table';
import { RouteWriter } from './private/routes/route-writer';
import { routeSettings, settingsOf, type StageSettings } from './private/stage-settings';
import type { MetricNames } from '../common/alarms/watched-metrics';
import { OwnApi } from '../common/api/own-api';
import { checkPublicRoute } from '../common/authorization/check-public-route';
import { cfnOf } from '../common/cloudformation/cfn-of';
import type { ApiOperations } from '../common/operations/api-operations';
import { FunctionPermissions } from '../common/permissions/function-permissions';
import { invocableRoutes } from '../common/permissions/invocable-routes';
import { RouteKey } from '../common/private/route-key';
import { decideStorage } from '../common/private/storage';
import { Memo } from '../common/routes/memo';
import { DEFAULT_STAGE } from '../common/stage/default-stage';

/**
 * An HTTP API whose callers have tokens: native JWT authorizers, CORS, a stage that deploys itself, throttles, logs, metrics and alarms.
 *
 * Nothing is open unless a reason says why. Everything that is created derives its id from what you named (route key, issuer, backend), never from order.
 *
 * What `RestApiWithUsagePlans` has too is written the same way there. Only HTTP APIs have a `$default` route, and authorizers that verify tokens of any issuer without
 * a function; they have no API keys and plans, request validation, mock responses, resource policies, X-Ray, execution logs and error bodies of one's own, and
 * AWS WAF does not take them, for which there is `cloudFrontProtection`.
 */
export class HttpJwtApi extends OwnApi implements IHttpJwtApi {
  /**
   * An API that another app owns, to call it or watch it.
   *
   * @param scope where the reference belongs
   * @param id id within the scope
   * @param attributes what identifies the API
   */
  public static fromAttributes(scope: Construct, id: string, attributes: HttpJwtApiAttributes): IHttpJwtApi {
    return new ImportedHttpApi(scope, id, attributes);
  }

  /**
   * The L2 API, for constructs that want one and for what this construct has no property for. Add routes on this construct: those that are added on the L2 API
   * are open to everyone unless they bring an authorizer. They get the throttle, log and metrics of the stage, but neither issuer, checks, the authorizer
   * that asks for the secret of CloudFront, nor a part in the methods of `cors` and in `grantInvoke`.
   */
  public readonly api: apigwv2.HttpApi;
  /** The L2 stage. */
  public readonly stage: apigwv2.HttpStage;
  /** Id of the HTTP API, by which its metrics are found. */
  public readonly apiId: string;
  /** Name of the API. */
  public readonly apiName: string;
  /** Name of the stage, `$default` or another. */
  public readonly stageName: string;
  /** Where callers find the API, with a slash at the end: its domain, the distribution in front of it, or the execute-api URL of the stage. */
  public readonly url: string;
  /** Log group of the access log; undefined when lines go nowhere. */
  public readonly accessLogGroup?: logs.ILogGroup;
  /** The domain, where the API has the prop `customDomain`. */
  public readonly customDomain?: HttpCustomDomain;

  /** @internal */
  public readonly _operations: ApiOperations;
  /** @internal */
  protected readonly _logMetrics: LogMetrics;
  private readonly table = new RouteTable();
  private readonly bindings = new Memo((authorization: HttpAuthorization) => authorization._bind(this.authorizers));
  private readonly integrations = new Memo((backend: HttpBackend) => backend._bind(this.backendScope));
  private readonly functions = new Memo((handler: lambda.IFunction) => HttpBackend.lambda(handler));
  private readonly existing = new Memo((integration: apigwv2.HttpRouteIntegration) => HttpBackend._fromIntegration(integration));
  private readonly byToken: HttpAuthorization;
  private readonly settings: StageSettings;
  private readonly authorizers: Authorizers;
  private readonly backendScope: HttpBackendScope;
  private readonly routeScope: Construct;
  private readonly writer: RouteWriter;
  private readonly protection?: CloudFrontProtection;

  /**
   * @param scope where the API belongs, a stack or a construct in it
   * @param id id within the scope
   * @param props issuer, and whatever differs from the defaults
   * @throws when props contradict one another or API Gateway would refuse them
   */
  public constructor(scope: Construct, id: string, private readonly props: HttpJwtApiProps) {
    super(scope, id);
    checkApiProps(props);
    decideStorage(this, props.storage);
    const issuers = new Issuers(this, props);
    const claims = props.loggedClaims ?? DEFAULT_CLAIMS;
    this.byToken = HttpAuthorization.jwt({ issuer: props.issuer });
    this.apiName = props.apiName ?? Names.uniqueResourceName(this, { maxLength: 128, separator: '-' });
    this.stageName = props.stageName ?? DEFAULT_STAGE;
    this.settings = { throttle: props.throttle ?? { rateLimit: 1000, burstLimit: 500 }, detailedMetrics: props.detailedMetrics ?? true };

    this.api = this.createApi();
    this.apiId = this.api.apiId;
    const format = accessLogFormat(claims, props.cloudFrontProtection ? 'function' : 'service');
    const accessLogs = (props.accessLogs ?? AccessLogs.toNewLogGroup())._bind(this, format);
    if (accessLogs && !accessLogs.logGroup) throw new Error('accessLogs goes to a Firehose stream, which HTTP APIs can\'t write to; use AccessLogs.toNewLogGroup() or toLogGroup(), and subscribe the stream to the log group');
    this.accessLogGroup = accessLogs?.logGroup;
    this.stage = new apigwv2.HttpStage(this, 'Stage', {
      httpApi: this.api, stageName: this.stageName, autoDeploy: true, stageVariables: props.stageVariables,
    });

    this.routeScope = new Construct(this, 'AddedRoutes');
    this.authorizers = new Authorizers(this, 'Authorizers', this.apiId, issuers, props.quotas?.authorizers ?? MOST_AUTHORIZERS);
    const invoke = Stack.of(this).formatArn({ service: 'execute-api', resource: this.apiId, resourceName: `${this.stageName}/*` });
    this.backendScope = {
      scope: new Construct(this, 'Backends'),
      api: this.api,
      stageName: this.stageName,
      stageVariables: Object.keys(props.stageVariables ?? {}),
      permissions: new FunctionPermissions(this, 'Permissions', invoke),
    };
    this.writer = this.createWriter();
    this.completeStage(accessLogs);
    this._logMetrics = new LogMetrics(this, 'LogMetrics', accessLogs, { apiId: this.apiId, stageName: this.stageName });
    this._operations = httpOperations(this, props, this._logMetrics, claims);
    this._operations.createDashboard();
    if (props.customDomain) this.customDomain = new HttpCustomDomain(this, 'CustomDomain', { api: this.api, stage: this.stage, options: props.customDomain });
    if (props.cloudFrontProtection) {
      this.protection = new CloudFrontProtection(this, 'Protection', {
        api: this.api,
        stage: this.stage,
        options: props.cloudFrontProtection,
        contextClaims: [...claims],
      });
      watchRotation(this._operations, this.protection.rotation, props.alarms?.failedRotations);
    } else {
      issuers.warnOfIgnoredOptions();
    }
    this.url = this.customDomain?.url ?? this.protection?.url ?? this._executeApiUrl;

    for (const [routeKey, options] of Object.entries(props.routes ?? {})) this.addRoute(routeKey, options);
    reviewRoutes(this, this.writer, props.cors);
  }

  /**
   * Adds a route.
   *
   * @param routeKey method and path, like `'GET /orders/{id}'` or `'ANY /{proxy+}'`, or `'$default'` for what no other route takes
   * @param options what the route does; the API's `handler`, `issuer` and `defaultScopes` where it does not say
   * @returns the route
   * @throws when the key is not valid or taken, options contradict one another, or a quota is exceeded
   */
  public addRoute(routeKey: string, options: HttpRouteOptions = {}): IHttpRoute {
    const key = RouteKey.parse(routeKey, 'HTTP');
    this.table.check(key);
    const authorization = this.bindings.of(options.authorization ?? this.byToken);
    if (options.alarms) checkRouteAlarms(key, this.props.cors !== undefined);
    const route = routeFromOptions(key, options, {
      handler: this.props.handler,
      authorization,
      ofFunction: (handler) => this.functions.of(handler),
      ofIntegration: (integration) => this.existing.of(integration),
    }, () => new AddedRoute(this.routeScope, key, (written) => this.writer.of(written)));
    this.table.add(route);
    this.writer.write(route);
    if (options.alarms) this._operations.addRouteAlarms(route.construct, key, options.alarms, options.detailedMetrics);
    if (this.props.cors) warnOfOwnPreflight(route);
    return route.construct;
  }

  /**
   * Adds a route that everyone may call.
   *
   * @param reason why that is wanted, for whoever reviews the API
   * @param routeKey method and path, like `'GET /health'`
   * @param options what the route does
   * @returns the route
   * @throws when the reason is empty, reason and route key are swapped, or `options` names another authorization
   */
  public addPublicRoute(reason: string, routeKey: string, options: HttpRouteOptions = {}): IHttpRoute {
    checkPublicRoute(reason, routeKey, options);
    return this.addRoute(routeKey, { ...options, authorization: HttpAuthorization.publicAccess(reason) });
  }

  /** Bytes that were processed. Statistic: sum over 5 minutes. REST APIs publish no such metric. */
  public metricDataProcessed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return dataProcessed(this, options);
  }

  /** The distribution in front of the API, where it has the prop `cloudFrontProtection`. */
  public get distribution(): cloudfront.Distribution | undefined {
    return this.protection?.distribution;
  }

  /** @internal */
  protected get _metricNames(): MetricNames {
    return httpMetricNames(this);
  }

  /** @internal */
  protected _invocableRoutes(routeKeys: string[]): RouteKey[] {
    const routes = this.table.routes.map(({ key, authorization: { name, type } }) => ({
      key, authorization: `HttpAuthorization.${name}`, byIam: type === 'AWS_IAM',
    }));
    return invocableRoutes(routes, routeKeys, 'HttpAuthorization.iam()');
  }

  private createApi(): apigwv2.HttpApi {
    const { cors, description, ipAddressType = apigwv2.IpAddressType.DUAL_STACK } = this.props;
    const api = new apigwv2.HttpApi(this, 'Api', { apiName: this.apiName, description, createDefaultStage: false, ipAddressType });
    const methods = (): string[] => methodsOf(this.writer.all.map(([key]) => key));
    if (cors) cfnOf(api, apigwv2.CfnApi).corsConfiguration = corsConfiguration(cors, methods);
    return api;
  }

  private createWriter(): RouteWriter {
    return new RouteWriter(new Construct(this, 'Routes'), {
      api: this.api,
      answersPreflights: this.props.cors !== undefined,
      mostRoutes: this.props.quotas?.routes ?? MOST_ROUTES,
      integrationOf: ({ backend }) => this.integrations.of(backend),
      guardOf: (route, key) => routeGuard(this.protection, route, key),
    });
  }

  private completeStage(accessLogs: { readonly destinationArn: string; readonly format: string } | undefined): void {
    const resource = cfnOf(this.stage, apigwv2.CfnStage);
    resource.defaultRouteSettings = settingsOf(this.settings);
    resource.routeSettings = Lazy.any({ produce: () => routeSettings(this.settings, this.writer.all) });
    resource.accessLogSettings = accessLogs && { destinationArn: accessLogs.destinationArn, format: accessLogs.format };
    resource.node.addDependency(this.writer.withSettings);
  }
}

function methodsOf(keys: readonly RouteKey[]): string[] {
  return [...new Set([...keys.map(({ method }) => method), 'OPTIONS'])].sort();
}
