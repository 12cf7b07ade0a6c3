import { groupArn } from './describe-log-groups';
import { FindLogs, findGroup } from './find-group';
import { Operation } from '../../wire/aws-service';
import { pageOf } from '../../wire/page';

/** `DescribeLogStreams`. */
export function describeLogStreams(find: FindLogs): Operation {
  return (input, region) => {
    const group = findGroup(input, find(region));
    const prefix = input.text('logStreamNamePrefix') ?? '';
    const byTime = input.text('orderBy') === 'LastEventTime';
    const found = [...group.streams].filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (byTime ? a.lastEventAt - b.lastEventAt : a.name < b.name ? -1 : 1));
    if (input.flag('descending') === true) found.reverse();
    const { items, next } = pageOf(found, input, input.number('limit') ?? 50, 'nextToken');
    return {
      logStreams: items.map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.createdAt,
        firstEventTimestamp: stream.firstEventAt,
        lastEventTimestamp: stream.lastEventAt,
        lastIngestionTime: stream.lastEventAt,
        arn: `${groupArn(group)}:log-stream:${stream.name}`,
        storedBytes: 0,
      })),
      nextToken: next,
    };
  };
}
