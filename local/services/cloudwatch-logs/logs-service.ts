import { describeLogGroups } from './operations/describe-log-groups';
import { describeLogStreams } from './operations/describe-log-streams';
import { filterLogEvents } from './operations/filter-log-events';
import { FindLogs } from './operations/find-group';
import { getLogEvents } from './operations/get-log-events';
import { Clock } from '../../clock';
import { AwsService } from '../wire/aws-service';

/** Amazon CloudWatch Logs, as far as it is served. */
export function logsService(find: FindLogs, clock: Clock): AwsService {
  return {
    signingName: 'logs',
    target: 'Logs_20140328',
    operations: new Map([
      ['DescribeLogGroups', describeLogGroups(find)],
      ['DescribeLogStreams', describeLogStreams(find)],
      ['FilterLogEvents', filterLogEvents(find, clock)],
      ['GetLogEvents', getLogEvents(find, clock)],
    ]),
  };
}
