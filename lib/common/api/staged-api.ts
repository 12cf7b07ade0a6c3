import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** What can be asked of an API of any kind, of this app or imported. */
export interface IStagedApi extends IConstruct {
  /** Id of the API, which API Gateway gives it. */
  readonly apiId: string;
  /** Name of the stage. */
  readonly stageName: string;
  /** Where callers find the API, with a slash at the end. */
  readonly url: string;
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
   */
  grantInvoke(grantee: iam.IGrantable, ...routeKeys: string[]): iam.Grant;
  /** A metric of this stage, by its name in the namespace AWS/ApiGateway. */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Requests. Statistic: sample count over 5 minutes. */
  metricCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Answers with 4xx. Statistic: sum over 5 minutes. */
  metricClientError(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Answers with 5xx. Statistic: sum over 5 minutes. */
  metricServerError(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Milliseconds from request to answer. Statistic: average over 5 minutes. */
  metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Milliseconds that the backend took. Statistic: average over 5 minutes. */
  metricIntegrationLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Share of requests that were answered with 4xx, 0 to 1; 0 without requests. */
  metricClientErrorRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression;
  /** Share of requests that were answered with 5xx, 0 to 1; 0 without requests. */
  metricServerErrorRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression;
}
