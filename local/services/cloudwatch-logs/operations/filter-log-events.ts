import { FindLogs, findGroup } from './find-group';
import { Clock } from '../../../clock';
import { Operation } from '../../wire/aws-service';
import { ServiceError } from '../../wire/service-error';
import { ServiceInput } from '../../wire/service-input';
import { compileFilterPattern, FilterPattern, LogLine } from '../filter-pattern/compile-filter-pattern';
import { FilterPatternError } from '../filter-pattern/filter-pattern-error';
import { LogEvent, LogGroup } from '../log-group';

const PAGE = 10_000;

/** `FilterLogEvents`: lines of a group by time, stream and pattern, in the order of their times. */
export function filterLogEvents(find: FindLogs, clock: Clock): Operation {
  return (input, region) => {
    const group = findGroup(input, find(region));
    const fits = eventFilter(input);
    const limit = Math.min(input.number('limit') ?? PAGE, PAGE);
    const after = Number(input.text('nextToken') ?? -1);
    if (!Number.isInteger(after)) throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
    const found: LogEvent[] = [];
    for (const event of group.events(clock.now())) {
      if (event.sequence > after && fits(event)) found.push(event);
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    return {
      events: [...page].sort((a, b) => a.time - b.time).map((event) => ({
        logStreamName: event.stream.name, timestamp: event.time, message: event.message, ingestionTime: event.time, eventId: eventId(group, event),
      })),
      searchedLogStreams: [],
      nextToken: found.length > limit ? String(page.at(-1)?.sequence) : undefined,
    };
  };
}

function eventFilter(input: ServiceInput): (event: LogEvent) => boolean {
  const [from, to] = [input.number('startTime') ?? -Infinity, input.number('endTime') ?? Infinity];
  const streams = new Set(input.texts('logStreamNames'));
  const prefix = input.text('logStreamNamePrefix') ?? '';
  const pattern = compile(input.text('filterPattern') ?? '');
  return ({ time, stream, message }) => time >= from && time <= to
    && (streams.size === 0 || streams.has(stream.name)) && stream.name.startsWith(prefix)
    && (pattern === undefined || pattern(new LogLine(message.trimEnd())) !== undefined);
}

function compile(pattern: string): FilterPattern | undefined {
  if (pattern.trim() === '') return undefined;
  try {
    return compileFilterPattern(pattern);
  } catch (error) {
    throw error instanceof FilterPatternError ? new ServiceError('InvalidParameterException', error.message) : error;
  }
}

/** Digits like those of the service, in the order of time. */
function eventId({ createdAt }: LogGroup, { time, sequence }: LogEvent): string {
  return `${String(Math.floor(time)).padStart(14, '3')}${String(Math.floor(createdAt)).padStart(14, '0')}${String(sequence).padStart(28, '0')}`;
}
