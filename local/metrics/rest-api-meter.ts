import { MetricStore } from './metric-store';
import { ErrorMetrics, RequestMeasures, RequestSeries } from './request-series';
import { StageSeries } from './stage-series';

export type { RequestMeasures } from './request-series';

const ERRORS: ErrorMetrics = { client: '4XXError', server: '5XXError' };

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
    return new StageSeries<MeteredMethod, RequestMeasures>({
      api: { name: 'ApiName', value: apiName },
      stage: { name: 'Stage', value: stageName },
      route: (metered) => (isDetailed(metered)
        ? [{ name: 'Method', value: metered.method.httpMethod }, { name: 'Resource', value: metered.resource.path }]
        : undefined),
    }, (dimensions) => new RequestSeries(this.store, dimensions, ERRORS));
  }
}
