import { Dimension } from './metric-identity';
import { MetricSeries } from './metric-series';
import { MetricStore } from './metric-store';

const NAMESPACE = 'AWS/Lambda';

/** How an invocation ended. */
export interface InvocationMeasures {
  readonly outcome: 'success' | 'error' | 'throttled';
  /** Milliseconds. */
  readonly duration: number;
  readonly at: number;
}

/** Counts the invocations of functions. */
export interface FunctionMeter {
  /** @param resource function name, with the alias or version that was called behind a colon if there was one */
  record(functionName: string, resource: string, measures: InvocationMeasures): void;
}

class InvocationSeries {
  private readonly invocations: MetricSeries | undefined;
  private readonly errors: MetricSeries | undefined;
  private readonly throttles: MetricSeries | undefined;
  private readonly duration: MetricSeries | undefined;

  public constructor(store: MetricStore, dimensions: readonly Dimension[]) {
    const series = (name: string, unit: string): MetricSeries | undefined => store.series({ namespace: NAMESPACE, name, dimensions }, unit);
    this.invocations = series('Invocations', 'Count');
    this.errors = series('Errors', 'Count');
    this.throttles = series('Throttles', 'Count');
    this.duration = series('Duration', 'Milliseconds');
  }

  public record({ outcome, duration, at }: InvocationMeasures): void {
    this.throttles?.record(outcome === 'throttled' ? 1 : 0, at);
    if (outcome === 'throttled') return;
    this.invocations?.record(1, at);
    this.errors?.record(outcome === 'error' ? 1 : 0, at);
    this.duration?.record(duration, at);
  }
}

/**
 * Lambda's metrics of a region: of all functions together, by `FunctionName`, and by `FunctionName` and `Resource`. A throttled request is no invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionMeter(store: MetricStore): FunctionMeter {
  const known = new Map<string, readonly InvocationSeries[]>();
  const seriesOf = (functionName: string, resource: string): readonly InvocationSeries[] => {
    const name: Dimension = { name: 'FunctionName', value: functionName };
    return [[], [name], [name, { name: 'Resource', value: resource }]].map((dimensions) => new InvocationSeries(store, dimensions));
  };
  return {
    record: (functionName, resource, measures) => {
      const series = known.get(resource) ?? seriesOf(functionName, resource);
      known.set(resource, series);
      for (const one of series) one.record(measures);
    },
  };
}
