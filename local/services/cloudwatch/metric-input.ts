import { Dimension } from '../../metrics/metric-identity';
import { MetricQueryEntry } from '../../metrics/metric-query';
import { ServiceError } from '../wire/service-error';
import { ServiceInput } from '../wire/service-input';
import { WireObject } from '../wire/wire-value';

/** Dimensions of a request. */
export function readDimensions(input: ServiceInput): Dimension[] {
  return input.objects('Dimensions').map((dimension) => ({ name: dimension.requiredText('Name'), value: dimension.requiredText('Value') }));
}

export function writeDimensions(dimensions: readonly Dimension[]): WireObject[] {
  return dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
}

/** An entry of `MetricDataQueries`. */
export function readQueryEntry(input: ServiceInput): MetricQueryEntry {
  const [label, expression, period, stat] = [input.text('Label'), input.text('Expression'), input.number('Period'), input.object('MetricStat')];
  const metric = stat?.object('Metric');
  if (stat && !metric) throw ServiceError.missing('MetricDataQueries.MetricStat.Metric');
  return {
    id: input.requiredText('Id'),
    ...(label !== undefined && { label }),
    ...(expression !== undefined && { expression }),
    ...(period !== undefined && { period: readPeriod(period) }),
    ...(stat && metric && {
      stat: {
        metric: { namespace: metric.requiredText('Namespace'), name: metric.requiredText('MetricName'), dimensions: readDimensions(metric) },
        statistic: stat.requiredText('Stat'),
        period: readPeriod(stat.requiredNumber('Period')),
      },
    }),
  };
}

/** @throws ServiceError for a period that the service does not have */
export function readPeriod(seconds: number): number {
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0)) return seconds;
  throw ServiceError.invalid('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
}
