import { readQueryEntry } from './metric-input';
import { FindRegionWatch } from './region-watch';
import { Series } from '../../metrics/math/grid';
import { MathError } from '../../metrics/math/math-error';
import { MetricQuery } from '../../metrics/metric-query';
import { MINUTE } from '../../metrics/metric-series';
import { Operation } from '../wire/aws-service';
import { ServiceError } from '../wire/service-error';
import { WireObject } from '../wire/wire-value';

/** Points of one request at most. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MOST_POINTS = 100_800;

/** `GetMetricData`: metrics and expressions over a time range, all in one answer. */
export function getMetricData(find: FindRegionWatch): Operation {
  return (input, region) => {
    // The service rounds the start down to the minute, and every period begins from there.
    const start = Math.floor(input.requiredTime('StartTime') / MINUTE) * MINUTE;
    const end = input.requiredTime('EndTime');
    if (end <= start) throw ServiceError.invalid('The parameter StartTime must be less than the parameter EndTime.');
    const queries = input.objects('MetricDataQueries');
    if (queries.length === 0) throw ServiceError.missing('MetricDataQueries');
    const ascending = input.text('ScanBy') === 'TimestampAscending';
    const returned = queries.filter((query) => query.flag('ReturnData') ?? true).map((query) => query.requiredText('Id'));
    const { metrics } = find(region);
    return math(() => {
      const query = new MetricQuery(queries.map(readQueryEntry));
      const results = returned.flatMap((id) => {
        const period = query.period(id);
        const count = Math.ceil((end - start) / period);
        if (count * returned.length > MOST_POINTS) throw ServiceError.invalid(`The request asks for more than ${MOST_POINTS} data points.`);
        return query.evaluate(id, metrics, { start, period, count }).map((series) => result(id, series, start, period, ascending));
      });
      return { MetricDataResults: results, Messages: [] };
    });
  };
}

function result(id: string, { label, values }: Series, start: number, period: number, ascending: boolean): WireObject {
  const all = Array.from(values, (value, index) => ({ time: new Date(start + index * period), value }));
  const points = all.filter(({ value }) => !Number.isNaN(value));
  if (!ascending) points.reverse();
  return { Id: id, Label: label, Timestamps: points.map(({ time }) => time), Values: points.map(({ value }) => value), StatusCode: 'Complete' };
}

function math<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    throw error instanceof MathError ? new ServiceError('ValidationException', error.message, 'ValidationError') : error;
  }
}
