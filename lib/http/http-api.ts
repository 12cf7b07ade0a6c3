import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IStagedApi } from '../common/api/staged-api';

/** An HTTP API, of this app or imported. */
export interface IHttpJwtApi extends IStagedApi {
  /** Bytes that were processed. Statistic: sum over 5 minutes. REST APIs publish no such metric. */
  metricDataProcessed(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What is needed to refer to an API of another app. */
export interface HttpJwtApiAttributes {
  /** Id of the HTTP API, by which its metrics are found. */
  readonly apiId: string;
  /**
   * Name of the stage.
   *
   * @default '$default'
   */
  readonly stageName?: string;
  /**
   * Where callers find the API, for APIs behind a domain. A slash is added at its end where there is none; a URL that is
   * a token as a whole must have one, because what it ends with is not known here.
   *
   * @default - the execute-api URL of the stage, in the region of the stack
   */
  readonly url?: string;
}
