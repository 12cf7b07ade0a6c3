import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { WatchedMetrics } from '../alarms/alarm-definition';
import { type MetricNames, watchedMetrics } from '../alarms/watched-metrics';
import { granteeWithin } from '../permissions/grantee-within';
import type { RouteKey } from '../private/route-key';
import { DEFAULT_STAGE } from '../stage/default-stage';

const WILDCARDS = 'a grant holds for every value of a route\'s parameters, every method of ANY, and every route of an API whose routes are not known here';

/**
 * What APIs of every kind have in common, own and imported ones: it needs ids and names only.
 * @internal
 */
export abstract class ApiBase extends Construct {
  public abstract readonly apiId: string;
  public abstract readonly stageName: string;
  public abstract readonly url: string;

  /**
   * Lets someone call routes that are authorized by IAM.
   *
   * A path parameter becomes `*`, which for IAM stands for any characters, slashes too: a grant of `'GET /orders/{id}'` reaches deeper paths that are
   * authorized by IAM as well, like `GET /orders/1/lines`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
   * @param grantee who may call
   * @param routeKeys routes, like `'GET /orders/{id}'`; every route that is authorized by IAM when left out; of an imported API,
   * whose routes are not known here, every route of the stage, those to come too
   * @throws when a route does not exist or is not authorized by IAM; an imported API can't tell
   */
  public grantInvoke(grantee: iam.IGrantable, ...routeKeys: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee: granteeWithin(this, grantee, WILDCARDS),
      actions: ['execute-api:Invoke'],
      resourceArns: this._invocableRoutes(routeKeys).map((key) => this._routeArn(key)),
    });
  }

  /** A metric of this stage, by its name in the namespace AWS/ApiGateway. */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: this._metricNames.dimensions,
      ...options,
    }).attachTo(this);
  }

  /** Requests. Statistic: sample count over 5 minutes. */
  public metricCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Count', { statistic: cloudwatch.Stats.SAMPLE_COUNT, ...options });
  }

  /** Answers with 4xx. Statistic: sum over 5 minutes. */
  public metricClientError(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(this._metricNames.clientErrors, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** Answers with 5xx. Statistic: sum over 5 minutes. */
  public metricServerError(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(this._metricNames.serverErrors, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** Milliseconds from request to answer. Statistic: average over 5 minutes. */
  public metricLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Latency', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /** Milliseconds that the backend took. Statistic: average over 5 minutes. */
  public metricIntegrationLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('IntegrationLatency', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /** Share of requests that were answered with 4xx, 0 to 1; 0 without requests. */
  public metricClientErrorRate(options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
    return this.rate(this.metricClientError({ period: options.period }), 'Client error rate', options);
  }

  /** Share of requests that were answered with 5xx, 0 to 1; 0 without requests. */
  public metricServerErrorRate(options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
    return this.rate(this.metricServerError({ period: options.period }), 'Server error rate', options);
  }

  /**
   * Metrics of the stage, or of one route of it, which API Gateway publishes with detailed metrics only.
   * @internal
   */
  public _watchedMetrics(route?: RouteKey): WatchedMetrics {
    const names = this._metricNames;
    const dimensions = { ...names.dimensions, ...(route && { Resource: route.path, Method: route.method }) };
    return watchedMetrics(this, { ...names, dimensions });
  }

  /** @internal */
  protected get _executeApiUrl(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://${this.apiId}.execute-api.${region}.${urlSuffix}/${this.stageName === DEFAULT_STAGE ? '' : `${this.stageName}/`}`;
  }

  /** @internal */
  protected abstract get _metricNames(): MetricNames;

  /** @internal */
  protected abstract _invocableRoutes(routeKeys: string[]): RouteKey[];

  /** @internal */
  protected _routeArn(key: RouteKey): string {
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.apiId,
      resourceName: `${this.stageName}/${key.policyPattern}`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  private rate(errors: cloudwatch.Metric, label: string, options: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      label: options.label ?? label,
      color: options.color,
      period: options.period,
      expression: 'IF(requests > 0, errors / requests, 0)',
      usingMetrics: { errors, requests: this.metricCount({ period: options.period }) },
    });
  }
}
