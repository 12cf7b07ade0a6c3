import { DescribeLogGroupsCommand, DescribeLogStreamsCommand, FilterLogEventsCommand, GetLogEventsCommand, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { closeRuntimes } from '../../../support/start-runtime';
import { LOG_GROUP, NOON, WatchedApi } from '../cloudwatch/watched-api';

jest.setTimeout(30_000);

let api: WatchedApi;
beforeEach(async () => { api = await WatchedApi.start(); });
afterEach(async () => {
  api.remove();
  await closeRuntimes();
});

const messages = (events: { message?: string }[] | undefined): string[] => events?.map(({ message = '' }) => message) ?? [];

describe('the access log', () => {
  it('is in the log group of the template', async () => {
    await api.call(200, 404);
    const { events } = await api.logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP }));
    expect(messages(events).map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(['200', '404']);
    expect(events?.[0]).toMatchObject({ timestamp: NOON, logStreamName: expect.stringMatching(/^[0-9a-f]{32}$/), eventId: expect.stringMatching(/^\d{56}$/) });
  });

  it('is filtered by pattern and time, page by page', async () => {
    await api.call(200, 404, 404);
    api.clock.advance(1000);
    await api.call(404);
    const status404 = { logGroupName: LOG_GROUP, filterPattern: '{ $.status = "404" }' };
    expect((await api.logs.send(new FilterLogEventsCommand(status404))).events).toHaveLength(3);
    expect((await api.logs.send(new FilterLogEventsCommand({ ...status404, startTime: NOON + 1 }))).events).toHaveLength(1);
    expect((await api.logs.send(new FilterLogEventsCommand({ ...status404, endTime: NOON }))).events).toHaveLength(2);
    const pages: number[] = [];
    for await (const { events } of paginateFilterLogEvents({ client: api.logs, pageSize: 2 }, status404)) pages.push(events?.length ?? 0);
    expect(pages).toEqual([2, 1]);
  });
});

describe('the output of a function', () => {
  it('is in its log group, in the form of Lambda', async () => {
    await api.call(200);
    const { events = [] } = await api.logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/orders' }));
    expect(messages(events)).toEqual([expect.stringMatching(/^2026-11-21T12:00:00\.000Z\t[0-9a-f-]{36}\tINFO\tanswering 200\n$/), '{"raw":200}\n']);
    expect(events[0]?.logStreamName).toMatch(/^2026\/11\/21\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it('is found by words', async () => {
    await api.call(200, 404);
    const { events } = await api.logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/orders', filterPattern: 'answering -200' }));
    expect(messages(events)).toEqual([expect.stringContaining('answering 404')]);
  });
});

it('lists groups and streams', async () => {
  await api.call(200);
  const { logGroups = [] } = await api.logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups).toMatchObject([
    { logGroupName: '/aws/lambda/orders', metricFilterCount: 0, arn: expect.stringMatching(/^arn:aws:logs:us-east-1:\d{12}:log-group:\/aws\/lambda\/orders:\*$/) },
    { logGroupName: LOG_GROUP, retentionInDays: 7, metricFilterCount: 1 },
  ]);
  expect((await api.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/v', limit: 1 }))).logGroups).toHaveLength(1);
  const { logStreams } = await api.logs.send(new DescribeLogStreamsCommand({ logGroupName: LOG_GROUP, orderBy: 'LastEventTime', descending: true }));
  expect(logStreams).toMatchObject([{ firstEventTimestamp: NOON, lastEventTimestamp: NOON }]);
});

it('reads a stream in both directions', async () => {
  await api.call(200, 201, 202, 203);
  const { logStreams = [] } = await api.logs.send(new DescribeLogStreamsCommand({ logGroupName: LOG_GROUP }));
  const stream = { logGroupName: LOG_GROUP, logStreamName: logStreams[0]?.logStreamName, limit: 2 };
  const read = async (input: object): Promise<{ statuses: string[]; forward?: string; backward?: string }> => {
    const { events, nextForwardToken: forward, nextBackwardToken: backward } = await api.logs.send(new GetLogEventsCommand({ ...stream, ...input }));
    return { statuses: messages(events).map((line) => (JSON.parse(line) as { status: string }).status), forward, backward };
  };
  const first = await read({ startFromHead: true });
  const second = await read({ nextToken: first.forward });
  const end = await read({ nextToken: second.forward });
  expect([first.statuses, second.statuses, end.statuses]).toEqual([['200', '201'], ['202', '203'], []]);
  expect(end.forward).toBe(second.forward);
  expect((await read({})).statuses).toEqual(['202', '203']);
  expect((await read({ nextToken: second.backward })).statuses).toEqual(['200', '201']);
});

test.each([
  ['an unknown group', new FilterLogEventsCommand({ logGroupName: 'other' }), 'ResourceNotFoundException'],
  ['an unknown stream', new GetLogEventsCommand({ logGroupName: LOG_GROUP, logStreamName: 'x' }), 'ResourceNotFoundException'],
  ['a pattern that is none', new FilterLogEventsCommand({ logGroupName: LOG_GROUP, filterPattern: '{ status }' }), 'InvalidParameterException'],
])('%s is refused as the service does', async (_what, command, name) => {
  await expect(api.logs.send(command as FilterLogEventsCommand)).rejects.toMatchObject({ name });
});
