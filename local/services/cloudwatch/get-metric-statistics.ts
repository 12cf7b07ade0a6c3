import { readDimensions, readPeriod } from './metric-input';
import { FindRegionWatch } from './region-watch';
import { MINUTE } from '../../metrics/metric-series';
import { isSimpleStatistic, compileStatistic, Statistic } from '../../metrics/statistic';
import { Operation } from '../wire/aws-service';
import { ServiceError } from '../wire/service-error';
import { WireObject } from '../wire/wire-value';

/** Points of one request at most. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const MOST_POINTS = 1_440;

/** `GetMetricStatistics`: several statistics of one metric. */
export function getMetricStatistics(find: FindRegionWatch): Operation {
  return (input, region) => {
    const metric = { namespace: input.requiredText('Namespace'), name: input.requiredText('MetricName'), dimensions: readDimensions(input) };
    const start = Math.floor(input.requiredTime('StartTime') / MINUTE) * MINUTE;
    const end = input.requiredTime('EndTime');
    if (end <= start) throw ServiceError.invalid('The parameter StartTime must be less than the parameter EndTime.');
    const period = Math.max(MINUTE, readPeriod(input.requiredNumber('Period')) * 1000);
    const plain = statistics(input.texts('Statistics'), true);
    const extended = statistics(input.texts('ExtendedStatistics'), false);
    if (plain.length + extended.length === 0) throw new ServiceError('MissingRequiredParameterException', 'At least one of the parameters Statistics and ExtendedStatistics must be specified.', 'MissingParameter');
    if ((end - start) / period > MOST_POINTS) {
      throw new ServiceError('InvalidParameterCombinationException', `You have requested up to ${Math.ceil((end - start) / period)} datapoints, which exceeds the limit of ${MOST_POINTS}.`, 'InvalidParameterCombination');
    }
    const series = find(region).metrics.find(metric);
    const points: WireObject[] = [];
    for (let from = start; series && from < end; from += period) {
      const values = series.between(from, from + period);
      if (!values) continue;
      points.push({
        Timestamp: new Date(from),
        ...Object.fromEntries(plain.map(([name, compute]) => [name, compute(values)])),
        ...(extended.length > 0 && { ExtendedStatistics: new Map(extended.map(([name, compute]) => [name, compute(values) ?? 0])) }),
        Unit: series.unit,
      });
    }
    return { Label: metric.name, Datapoints: points };
  };
}

function statistics(names: readonly string[], isPlain: boolean): (readonly [string, Statistic])[] {
  return names.map((name) => {
    const compute = compileStatistic(name);
    if (!compute || isSimpleStatistic(name) !== isPlain) throw ServiceError.invalid(`The value ${JSON.stringify(name)} is no statistic of this kind.`);
    return [name, compute] as const;
  });
}
