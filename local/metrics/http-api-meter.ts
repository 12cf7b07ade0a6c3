import { Dimension } from './metric-identity';
import { MetricSeries } from './metric-series';
import { MetricStore } from './metric-store';
import { ErrorMetrics, RequestSeries } from './request-series';
import { StageSeries } from './stage-series';
import { HttpMeters, HttpRequestMeasures, HttpStageMeter } from '../gateway/http/dependencies';

const ERRORS: ErrorMetrics = { client: '4xx', server: '5xx' };

/** HTTP APIs count bytes too. */
class HttpRequestSeries extends RequestSeries {
  private readonly dataProcessed: MetricSeries | undefined;

  public constructor(store: MetricStore, dimensions: readonly Dimension[]) {
    super(store, dimensions, ERRORS);
    this.dataProcessed = this.series('DataProcessed', 'Bytes');
  }

  public override record(measures: HttpRequestMeasures): void {
    super.record(measures);
    this.dataProcessed?.record(measures.dataProcessed, measures.at);
  }
}

/**
 * The metrics of the stages of HTTP APIs: by `ApiId`, by `ApiId` and `Stage`, and by route where detailed metrics are on. Requests without a route count for
 * API and stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export class HttpRequestMeters implements HttpMeters {
  public constructor(private readonly store: MetricStore) {}

  /** @param isDetailed whether a route has detailed metrics; asked once for each route */
  public stage(apiId: string, stageName: string, isDetailed: (routeKey: string) => boolean): HttpStageMeter {
    return new StageSeries<string, HttpRequestMeasures>({
      api: { name: 'ApiId', value: apiId },
      stage: { name: 'Stage', value: stageName },
      route: (routeKey) => (isDetailed(routeKey) ? routeDimensions(routeKey) : undefined),
    }, (dimensions) => new HttpRequestSeries(this.store, dimensions));
  }
}

/** `GET /orders/{id}` is a method and a resource; `$default` is both. */
function routeDimensions(routeKey: string): readonly Dimension[] {
  const [method = routeKey, resource = routeKey] = routeKey.split(' ');
  return [{ name: 'Method', value: method }, { name: 'Resource', value: resource }];
}
