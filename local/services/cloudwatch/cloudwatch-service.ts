import { describeAlarmHistory } from './alarm-history';
import { describeAlarms } from './describe-alarms';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';
import { listMetrics } from './list-metrics';
import { putMetricData } from './put-metric-data';
import { FindRegionWatch } from './region-watch';
import { setAlarmState } from './set-alarm-state';
import { Clock } from '../../clock';
import { AwsService } from '../wire/aws-service';
import { queryProtocol } from '../wire/query-protocol';

/** Amazon CloudWatch, as far as it is served. */
export function cloudWatchService(find: FindRegionWatch, clock: Clock): AwsService {
  return {
    signingName: 'monitoring',
    target: 'GraniteServiceVersion20100801',
    query: queryProtocol('http://monitoring.amazonaws.com/doc/2010-08-01/'),
    operations: new Map([
      ['DescribeAlarmHistory', describeAlarmHistory(find)],
      ['DescribeAlarms', describeAlarms(find)],
      ['GetMetricData', getMetricData(find)],
      ['GetMetricStatistics', getMetricStatistics(find)],
      ['ListMetrics', listMetrics(find)],
      ['PutMetricData', putMetricData(find, clock)],
      ['SetAlarmState', setAlarmState(find)],
    ]),
  };
}
