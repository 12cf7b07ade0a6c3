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

/** How a kind of API calls its two counts of errors. */
export interface ErrorMetrics {
  readonly client: string;
  readonly server: string;
}

/** The metrics of some requests that every kind of API has. Each request counts with 0 or 1 as an error, so that the average is the rate. */
export class RequestSeries {
  private readonly count: MetricSeries | undefined;
  private readonly clientErrors: MetricSeries | undefined;
  private readonly serverErrors: MetricSeries | undefined;
  private readonly latency: MetricSeries | undefined;
  private readonly integrationLatency: MetricSeries | undefined;

  public constructor(private readonly store: MetricStore, private readonly dimensions: readonly Dimension[], errors: ErrorMetrics) {
    this.count = this.series('Count', 'Count');
    this.clientErrors = this.series(errors.client, 'Count');
    this.serverErrors = this.series(errors.server, 'Count');
    this.latency = this.series('Latency', 'Milliseconds');
    this.integrationLatency = this.series('IntegrationLatency', 'Milliseconds');
  }

  public record({ status, latency, integrationLatency, at }: RequestMeasures): void {
    this.count?.record(1, at);
    this.clientErrors?.record(status >= 400 && status < 500 ? 1 : 0, at);
    this.serverErrors?.record(status >= 500 ? 1 : 0, at);
    this.latency?.record(latency, at);
    if (integrationLatency !== undefined) this.integrationLatency?.record(integrationLatency, at);
  }

  protected series(name: string, unit: string): MetricSeries | undefined {
    return this.store.series({ namespace: NAMESPACE, name, dimensions: this.dimensions }, unit);
  }
}
