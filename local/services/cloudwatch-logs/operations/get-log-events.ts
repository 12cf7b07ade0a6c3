import { FindLogs, findGroup } from './find-group';
import { Clock } from '../../../clock';
import { Operation } from '../../wire/aws-service';
import { ServiceError } from '../../wire/service-error';
import { LogEvent } from '../log-group';

const PAGE = 10_000;

/**
 * `GetLogEvents`: the lines of one stream, page by page in both directions. As in the service, the end is reached when a token comes back unchanged.
 */
export function getLogEvents(find: FindLogs, clock: Clock): Operation {
  return (input, region) => {
    const group = findGroup(input, find(region));
    const stream = group.findStream(input.requiredText('logStreamName'));
    if (!stream) throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
    const [from, to] = [input.number('startTime') ?? -Infinity, input.number('endTime') ?? Infinity];
    const limit = Math.min(input.number('limit') ?? PAGE, PAGE);
    const all = group.events(clock.now()).filter((event) => event.stream === stream && event.time >= from && event.time < to);
    const token = input.text('nextToken');
    const page = pageAt(all, limit, token, input.flag('startFromHead') ?? false);
    return {
      events: page.map(({ time, message }) => ({ timestamp: time, message, ingestionTime: time })),
      nextForwardToken: `f/${page.at(-1)?.sequence ?? numberOf(token)}`,
      nextBackwardToken: `b/${page[0]?.sequence ?? numberOf(token)}`,
    };
  };
}

function pageAt(all: readonly LogEvent[], limit: number, token: string | undefined, fromHead: boolean): readonly LogEvent[] {
  if (token === undefined) return fromHead ? all.slice(0, limit) : all.slice(Math.max(0, all.length - limit));
  const at = numberOf(token);
  if (token.startsWith('f/')) return all.filter(({ sequence }) => sequence > at).slice(0, limit);
  const before = all.filter(({ sequence }) => sequence < at);
  return before.slice(Math.max(0, before.length - limit));
}

function numberOf(token: string | undefined): number {
  if (token === undefined) return -1;
  const number = /^[fb]\/(-?\d+)$/.exec(token)?.[1];
  if (number === undefined) throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
  return Number(number);
}
