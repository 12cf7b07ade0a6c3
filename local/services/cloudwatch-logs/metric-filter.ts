import { numberIn } from './filter-pattern/comparison';
import { compileFilterPattern, FilterPattern, LogLine, PatternMatch } from './filter-pattern/compile-filter-pattern';
import { Dimension } from '../../metrics/metric-identity';
import { MetricSeries } from '../../metrics/metric-series';
import { MetricStore } from '../../metrics/metric-store';
import { MetricFilterModel, MetricTransformation } from '../../model/watching/log-group';

/** Counts the lines of a log group that fit. */
export type MetricFilter = (line: LogLine, time: number) => void;

/**
 * Compiles a metric filter.
 *
 * @throws FilterPatternError when its pattern can't be read
 */
export function compileMetricFilter(model: MetricFilterModel, store: MetricStore): MetricFilter {
  const pattern: FilterPattern = compileFilterPattern(model.pattern);
  const transformations = model.transformations.map((transformation) => compileTransformation(transformation, store));
  return (line, time) => {
    const match = pattern(line);
    for (const transform of transformations) transform(match, time);
  };
}

type Transform = (match: PatternMatch | undefined, time: number) => void;

function compileTransformation(transformation: MetricTransformation, store: MetricStore): Transform {
  const { value, defaultValue } = transformation;
  const fixed = numberIn(value);
  const seriesOf = findSeries(transformation, store);
  return (match, time) => {
    if (!match) {
      // The service takes a default value for metrics without dimensions only: it could not know which ones a line without a match belongs to.
      if (defaultValue !== undefined && transformation.dimensions.size === 0) seriesOf([])?.record(defaultValue, time);
      return;
    }
    const number = fixed ?? numberIn(match.value(value) ?? '');
    const dimensions = [...transformation.dimensions].map(([name, reference]) => ({ name, value: match.value(reference) }));
    // As in the service: without a value, or without one of its dimensions, a line counts for nothing.
    if (number !== undefined && dimensions.every(isComplete)) seriesOf(dimensions)?.record(number, time);
  };
}

function isComplete(dimension: { readonly name: string; readonly value: string | undefined }): dimension is Dimension {
  return dimension.value !== undefined && dimension.value !== '';
}

type FindSeries = (dimensions: readonly Dimension[]) => MetricSeries | undefined;

/** Looks a series up by the values of its dimensions alone, which is cheaper than by the identity. */
function findSeries({ namespace, name, unit }: MetricTransformation, store: MetricStore): FindSeries {
  const known = new Map<string, MetricSeries | undefined>();
  return (dimensions) => {
    const key = dimensions.map(({ value }) => value).join('\n');
    const found = known.get(key) ?? store.series({ namespace, name, dimensions }, unit);
    known.set(key, found);
    return found;
  };
}
