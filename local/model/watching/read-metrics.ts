import { Dimension } from '../../metrics/metric-identity';
import { MetricQueryEntry, MetricStat } from '../../metrics/metric-query';
import { Properties } from '../properties';

export interface ReadMetrics {
  readonly entries: readonly MetricQueryEntry[];
  /** Id of the entry that an alarm compares. */
  readonly returned: string;
}

function dimensions(properties: Properties): Dimension[] {
  return properties.objects('Dimensions').map((dimension) => ({ name: dimension.requiredText('Name'), value: dimension.requiredText('Value') }));
}

function metricStat(properties: Properties): MetricStat {
  const metric = properties.object('Metric');
  return {
    metric: { namespace: metric.text('Namespace') ?? '', name: metric.requiredText('MetricName'), dimensions: dimensions(metric) },
    statistic: properties.requiredText('Stat'),
    period: properties.number('Period') ?? properties.refuse('Period', 'a number of seconds: it is required'),
  };
}

/** An alarm that names its metric without `Metrics`. */
export function readSingleMetric(properties: Properties): ReadMetrics {
  const statistic = properties.text('ExtendedStatistic') ?? properties.text('Statistic') ?? properties.refuse('Statistic', 'a statistic, or an ExtendedStatistic');
  const stat = {
    metric: { namespace: properties.requiredText('Namespace'), name: properties.requiredText('MetricName'), dimensions: dimensions(properties) },
    statistic,
    period: properties.number('Period') ?? properties.refuse('Period', 'a number of seconds: it is required'),
  };
  return { entries: [{ id: 'm1', stat }], returned: 'm1' };
}

/** An alarm over several metrics and expressions. @throws TemplateError unless exactly one of them is returned */
export function readQueryEntries(properties: Properties): ReadMetrics {
  const queries = properties.objects('Metrics');
  const returned = queries.filter((query) => query.flag('ReturnData') ?? true);
  const [only] = returned;
  if (!only || returned.length > 1) properties.refuse('Metrics', 'exactly one entry whose ReturnData is not false', `${returned.length} entries return data`);
  const entries = queries.map((query): MetricQueryEntry => {
    const label = query.text('Label');
    const expression = query.text('Expression');
    const period = query.number('Period');
    return {
      id: query.requiredText('Id'),
      ...(label === undefined ? {} : { label }),
      ...(query.has('MetricStat') ? { stat: metricStat(query.object('MetricStat')) } : {}),
      ...(expression === undefined ? {} : { expression }),
      ...(period === undefined ? {} : { period }),
    };
  });
  return { entries, returned: only.requiredText('Id') };
}
