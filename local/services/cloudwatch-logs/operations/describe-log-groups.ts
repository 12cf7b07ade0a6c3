import { FindLogs } from './find-group';
import { partitionOf } from '../../../assembly/environment';
import { Operation } from '../../wire/aws-service';
import { pageOf } from '../../wire/page';
import { LogGroup } from '../log-group';

/** ARN of a group, without the `:*` that some of its uses want. */
export function groupArn({ region, account, name }: LogGroup): string {
  return `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${name}`;
}

/** `DescribeLogGroups`. */
export function describeLogGroups(find: FindLogs): Operation {
  return (input, region) => {
    const [prefix, pattern] = [input.text('logGroupNamePrefix') ?? '', input.text('logGroupNamePattern')?.toLowerCase() ?? ''];
    const found = find(region).all().filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern));
    const { items, next } = pageOf(found, input, input.number('limit') ?? 50, 'nextToken');
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        retentionInDays: group.retentionDays,
        metricFilterCount: group.filters.length,
        arn: `${groupArn(group)}:*`,
        logGroupArn: groupArn(group),
        storedBytes: group.storedBytes,
        logGroupClass: 'STANDARD',
      })),
      nextToken: next,
    };
  };
}
