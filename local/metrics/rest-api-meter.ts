import { Dimension } from './metric-identity';
import { MetricSeries } from './metric-series';
import { MetricStore } from './metric-store';

const NAMESPACE = 'AWS/ApiGateway';

/** What the service measures of a request to a stage. Times in milliseconds. */
export interface RequestMeasures {
  readonly status: number;
  readonly latency: number;
  /** Absent when no backend was called. */
  readonly integrationLatency: number | undefined;
  /** When the answer was ready. */
  readonly at: number;
}

/** A method of a stage; each is the same object for all of its requests. */
export interface MeteredMethod {
  /** `/orders/{id}`. */
  readonly resource: { readonly path: string };
  /** As the API defines it: `GET`, or `ANY`. */
  readonly method: { readonly httpMethod: string };
}

/** Counts requests to one stage, and with detailed metrics to its methods. */
export interface StageMeter {
  /** @param method the method that was found, if one was */
  record(measures: RequestMeasures, method?: MeteredMethod): void;
}

/** One set of the five metrics. Each request counts with 0 or 1 as an error, so that the average is the rate. */
class RequestSeries {
  private readonly count: MetricSeries | undefined;
  private readonly clientErrors: MetricSeries | undefined;
  private readonly serverErrors: MetricSeries | undefined;
  private readonly latency: MetricSeries | undefined;
  private readonly integrationLatency: MetricSeries | undefined;

  public constructor(store: MetricStore, dimensions: readonly Dimension[]) {
    const series = (name: string, unit: string): MetricSeries | undefined => store.series({ namespace: NAMESPACE, name, dimensions }, unit);
    this.count = series('Count', 'Count');
    this.clientErrors = series('4XXError', 'Count');
    this.serverErrors = series('5XXError', 'Count');
    this.latency = series('Latency', 'Milliseconds');
    this.integrationLatency = series('IntegrationLatency', 'Milliseconds');
  }

  public record({ status, latency, integrationLatency, at }: RequestMeasures): void {
    this.count?.record(1, at);
    this.clientErrors?.record(status >= 400 && status < 500 ? 1 : 0, at);
    this.serverErrors?.record(status >= 500 ? 1 : 0, at);
    this.latency?.record(latency, at);
    if (integrationLatency !== undefined) this.integrationLatency?.record(integrationLatency, at);
  }
}

/**
 * The metrics of the stages of REST APIs: by `ApiName`, by `ApiName` and `Stage`, and by method where detailed metrics are on. Requests to a path that
 * the API does not have count for API and stage; those to a stage that it does not have count nowhere, the service knows no API for them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export class RequestMeters {
  public constructor(private readonly store: MetricStore) {}

  /** @param isDetailed whether a method has detailed metrics; asked once for each method */
  public stage(apiName: string, stageName: string, isDetailed: (method: MeteredMethod) => boolean): StageMeter {
    const api: Dimension = { name: 'ApiName', value: apiName };
    const stage: Dimension = { name: 'Stage', value: stageName };
    const methods = new Map<MeteredMethod, RequestSeries | undefined>();
    let whole: readonly [RequestSeries, RequestSeries] | undefined;
    const ofMethod = (metered: MeteredMethod): RequestSeries | undefined => {
      if (!isDetailed(metered)) return undefined;
      const { method: { httpMethod }, resource: { path } } = metered;
      return new RequestSeries(this.store, [api, { name: 'Method', value: httpMethod }, { name: 'Resource', value: path }, stage]);
    };
    return {
      record: (measures, method) => {
        // Like on AWS, a stage that nobody called has no metrics.
        whole ??= [new RequestSeries(this.store, [api]), new RequestSeries(this.store, [api, stage])];
        whole[0].record(measures);
        whole[1].record(measures);
        if (!method) return;
        if (!methods.has(method)) methods.set(method, ofMethod(method));
        methods.get(method)?.record(measures);
      },
    };
  }
}
