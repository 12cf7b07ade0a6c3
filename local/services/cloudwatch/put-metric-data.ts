import { readDimensions } from './metric-input';
import { FindRegionWatch } from './region-watch';
import { Clock } from '../../clock';
import { Distribution } from '../../metrics/distribution';
import { Operation } from '../wire/aws-service';
import { ServiceError } from '../wire/service-error';
import { ServiceInput } from '../wire/service-input';

const HOUR = 3_600_000;
/** How far from now a value may be. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const LONGEST_PAST = 14 * 24 * HOUR;
const LONGEST_FUTURE = 2 * HOUR;

/** `PutMetricData`: metrics that functions publish themselves. */
export function putMetricData(find: FindRegionWatch, clock: Clock): Operation {
  return (input, region) => {
    const namespace = input.requiredText('Namespace');
    if (namespace.startsWith('AWS/')) throw ServiceError.invalid('The value AWS/ for parameter Namespace is invalid: it is reserved.');
    const { metrics } = find(region);
    for (const datum of input.objects('MetricData')) {
      const time = datum.time('Timestamp') ?? clock.now();
      if (time < clock.now() - LONGEST_PAST || time > clock.now() + LONGEST_FUTURE) throw ServiceError.invalid('The parameter MetricData.member.Timestamp must be at most two weeks old and two hours ahead.');
      const add = reader(datum);
      const series = metrics.series({ namespace, name: datum.requiredText('MetricName'), dimensions: readDimensions(datum) }, datum.text('Unit'));
      if (!series) throw new ServiceError('LimitExceededException', 'the local gateway keeps no more metrics', 'LimitExceeded');
      add(series.at(time));
    }
    return {};
  };
}

function reader(datum: ServiceInput): (values: Distribution) => void {
  const summary = datum.object('StatisticValues');
  const values = datum.numbers('Values');
  const counts = datum.numbers('Counts');
  if (summary) {
    const [count, sum, minimum, maximum] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'].map((name) => summary.requiredNumber(name)) as [number, number, number, number];
    return (target) => target.addSummary({ count, sum, minimum, maximum });
  }
  if (values.length === 0) {
    const value = datum.requiredNumber('Value');
    return (target) => target.add(value);
  }
  if (counts.length > 0 && counts.length !== values.length) throw ServiceError.invalid('The parameters Values and Counts must be of one length.');
  return (target) => values.forEach((value, index) => target.add(value, counts[index] ?? 1));
}
