import {
  DescribeAlarmHistoryCommand, DescribeAlarmsCommand, GetMetricDataCommand, GetMetricStatisticsCommand, ListMetricsCommand, PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE, NOON, WatchedApi } from './watched-api';
import { closeRuntimes, urlOf } from '../../../support/start-runtime';

jest.setTimeout(30_000);

let api: WatchedApi;
beforeEach(async () => { api = await WatchedApi.start(); });
afterEach(async () => {
  api.remove();
  await closeRuntimes();
});

const stage = [{ Name: 'ApiName', Value: 'ordersapi' }, { Name: 'Stage', Value: 'prod' }];
const range = { StartTime: new Date(NOON), EndTime: new Date(NOON + 5 * MINUTE) };

describe('metrics', () => {
  it('are those of the service: by API, stage and method, errors as 0 or 1', async () => {
    await api.call(200, 404, 500, 200);
    await fetch(`${urlOf(api.runtime)}/unknown`);
    const stat = (MetricName: string, Stat: string, Dimensions: object[] = stage): object => (
      { MetricStat: { Stat, Period: 60, Metric: { Namespace: 'AWS/ApiGateway', MetricName, Dimensions } } }
    );
    const method = [...stage, { Name: 'Method', Value: 'GET' }, { Name: 'Resource', Value: '/orders/{id}' }];
    const MetricDataQueries = [
      { Id: 'count', ...stat('Count', 'Sum') }, { Id: 'api', ...stat('Count', 'SampleCount', [{ Name: 'ApiName', Value: 'ordersapi' }]) }, { Id: 'method', ...stat('Count', 'Sum', method) },
      { Id: 'clienterrors', ...stat('4XXError', 'Sum') }, { Id: 'rate', ...stat('5XXError', 'Average') }, { Id: 'latency', ...stat('IntegrationLatency', 'SampleCount') },
      { Id: 'share', Expression: '100 * clienterrors / count', Label: 'share of client errors' }, { Id: 'none', ...stat('Count', 'Sum', [{ Name: 'ApiName', Value: 'other' }]) },
    ];
    const { MetricDataResults = [] } = await api.cloudwatch.send(new GetMetricDataCommand({ ...range, MetricDataQueries }));
    expect(Object.fromEntries(MetricDataResults.map(({ Id, Values }) => [Id, Values]))).toEqual({
      count: [5], api: [5], method: [4], clienterrors: [2], rate: [0.2], latency: [4], share: [40], none: [],
    });
    expect(MetricDataResults[0]).toMatchObject({ Label: 'Count', StatusCode: 'Complete', Timestamps: [new Date(NOON)] });
    expect(MetricDataResults.find(({ Id }) => Id === 'share')?.Label).toBe('share of client errors');
  });

  it('have statistics, percentiles among them, period by period', async () => {
    await api.call(200, 500);
    api.clock.advance(MINUTE);
    await api.call(200);
    const { Datapoints, Label } = await api.cloudwatch.send(new GetMetricStatisticsCommand({
      ...range, Namespace: 'AWS/ApiGateway', MetricName: '5XXError', Dimensions: stage, Period: 60, Statistics: ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'],
    }));
    expect(Label).toBe('5XXError');
    expect(Datapoints).toEqual([
      { Timestamp: new Date(NOON), Sum: 1, SampleCount: 2, Average: 0.5, Minimum: 0, Maximum: 1, Unit: 'Count' },
      { Timestamp: new Date(NOON + MINUTE), Sum: 0, SampleCount: 1, Average: 0, Minimum: 0, Maximum: 0, Unit: 'Count' },
    ]);
    const extended = await api.cloudwatch.send(new GetMetricStatisticsCommand({
      ...range, Namespace: 'AWS/ApiGateway', MetricName: 'Latency', Dimensions: stage, Period: 300, ExtendedStatistics: ['p99', 'tm90'],
    }));
    expect(extended.Datapoints).toMatchObject([{ ExtendedStatistics: { p99: 0, tm90: 0 }, Unit: 'Milliseconds' }]);
  });

  it('of functions count invocations and errors', async () => {
    await api.call(200, 599);
    const { Datapoints } = await api.cloudwatch.send(new GetMetricStatisticsCommand({
      ...range, Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'orders' }], Period: 60, Statistics: ['Sum', 'SampleCount'],
    }));
    expect(Datapoints).toMatchObject([{ Sum: 1, SampleCount: 2 }]);
  });

  it('are listed once they have values', async () => {
    const names = async (input: object = {}): Promise<(string | undefined)[]> => (
      (await api.cloudwatch.send(new ListMetricsCommand(input))).Metrics?.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`) ?? []
    );
    expect(await names()).toEqual([]);
    await api.call(429);
    expect(await names({ Namespace: 'AWS/ApiGateway', MetricName: 'Count' })).toHaveLength(3);
    expect(await names({ Dimensions: [{ Name: 'Resource', Value: '/orders/{id}' }] })).toHaveLength(5);
    expect(await names({ Namespace: 'Shop' })).toEqual(['Shop Throttled']);
    expect(await names({ Dimensions: [{ Name: 'Resource', Value: '/other' }] })).toEqual([]);
  });

  it('that are published come back', async () => {
    await api.cloudwatch.send(new PutMetricDataCommand({
      Namespace: 'Own',
      MetricData: [
        { MetricName: 'size', Value: 2, Unit: 'Bytes', Dimensions: [{ Name: 'kind', Value: 'a b&c' }] },
        { MetricName: 'size', Values: [1, 3], Counts: [2, 1], Unit: 'Bytes', Dimensions: [{ Name: 'kind', Value: 'a b&c' }] },
        { MetricName: 'size', StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 }, Timestamp: new Date(NOON + 10), Dimensions: [{ Name: 'kind', Value: 'a b&c' }] },
      ],
    }));
    const { Datapoints } = await api.cloudwatch.send(new GetMetricStatisticsCommand({
      ...range, Namespace: 'Own', MetricName: 'size', Dimensions: [{ Name: 'kind', Value: 'a b&c' }], Period: 60, Statistics: ['Sum', 'SampleCount', 'Maximum'],
    }));
    expect(Datapoints).toEqual([{ Timestamp: new Date(NOON), Sum: 17, SampleCount: 6, Maximum: 6, Unit: 'Bytes' }]);
  });

  it('may be many: a compressed request is read', async () => {
    const MetricData = Array.from({ length: 500 }, (_, index) => ({ MetricName: `metric-${index}`, Value: index, Dimensions: [{ Name: 'a-long-dimension-name', Value: 'value' }] }));
    await api.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Own', MetricData }));
    const { Metrics } = await api.cloudwatch.send(new ListMetricsCommand({ Namespace: 'Own' }));
    expect(Metrics).toHaveLength(500);
  });
});

describe('alarms', () => {
  it('fire and recover by real requests, and not below their floor', async () => {
    await api.call(500, 500, 500);
    api.clock.advance(MINUTE);
    expect(api.reporter.of('alarm').map(({ name, to }) => `${name} ${to}`)).toEqual(['server-errors OK', 'throttles OK', 'any OK']);
    await api.call(...Array.from({ length: 12 }, (_, index) => (index < 3 ? 500 : 200)));
    api.clock.advance(MINUTE);
    expect(api.reporter.of('alarm').at(-2)).toMatchObject({ kind: 'alarm', stack: 'Shop', logicalId: 'ServerErrors', name: 'server-errors', from: 'OK', to: 'ALARM', reason: expect.stringContaining('[25.0 (') });
    expect(api.reporter.of('alarm').at(-1)).toMatchObject({ name: 'any', to: 'ALARM' });
    await api.call(...Array.from({ length: 12 }, () => 200));
    api.clock.advance(MINUTE);
    expect(api.reporter.of('alarm').slice(-2).map(({ name, to }) => `${name} ${to}`)).toEqual(['server-errors OK', 'any OK']);
  });

  it('count lines of the access log through a metric filter', async () => {
    await api.call(429);
    api.clock.advance(MINUTE);
    expect(api.reporter.of('alarm').map(({ name, to }) => `${name} ${to}`)).toContain('throttles ALARM');
  });

  it('are described with their metrics and states', async () => {
    await api.call(429);
    api.clock.advance(MINUTE);
    const all = await api.cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
    expect(all.CompositeAlarms).toMatchObject([{ AlarmName: 'any', StateValue: 'ALARM', AlarmRule: 'ALARM("server-errors") OR ALARM("throttles")' }]);
    expect(all.MetricAlarms).toMatchObject([
      { AlarmName: 'server-errors', AlarmDescription: 'too many 5xx', AlarmActions: ['arn:aws:sns:us-east-1:123456789012:pager'], StateValue: 'OK', Threshold: 10, Metrics: [{ Id: 'rate', ReturnData: true }, { Id: 'errors', ReturnData: false }, {}] },
      { AlarmName: 'throttles', StateValue: 'ALARM', MetricName: 'Throttled', Namespace: 'Shop', Statistic: 'Sum', Period: 60, TreatMissingData: 'notBreaching', StateUpdatedTimestamp: new Date(NOON + MINUTE) },
    ]);
    expect((await api.cloudwatch.send(new DescribeAlarmsCommand({}))).CompositeAlarms).toEqual([]);
    expect((await api.cloudwatch.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }))).MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['throttles']);
    expect((await api.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'server', MaxRecords: 1 }))).MetricAlarms).toHaveLength(1);
  });

  it('have a history', async () => {
    await api.call(429);
    api.clock.advance(MINUTE);
    const { AlarmHistoryItems = [] } = await api.cloudwatch.send(new DescribeAlarmHistoryCommand({ AlarmName: 'throttles' }));
    expect(AlarmHistoryItems).toMatchObject([{ AlarmName: 'throttles', AlarmType: 'MetricAlarm', HistoryItemType: 'StateUpdate', HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to ALARM', Timestamp: new Date(NOON + MINUTE) }]);
    expect(JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? '')).toMatchObject({ oldState: { stateValue: 'INSUFFICIENT_DATA' }, newState: { stateValue: 'ALARM' } });
  });

  it('can be set for a drill', async () => {
    await api.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'throttles', StateValue: 'ALARM', StateReason: 'drill' }));
    expect(api.reporter.of('alarm').map(({ name, to }) => `${name} ${to}`)).toEqual(['throttles ALARM', 'any ALARM']);
  });
});

test.each<[string, () => object, string]>([
  ['an unknown alarm', () => new SetAlarmStateCommand({ AlarmName: 'x', StateValue: 'OK', StateReason: 'x' }), 'ResourceNotFound'],
  ['a wrong period', () => new GetMetricStatisticsCommand({ ...range, Namespace: 'a', MetricName: 'b', Period: 61, Statistics: ['Sum'] }), 'InvalidParameterValueException'],
  ['a missing statistic', () => new GetMetricStatisticsCommand({ ...range, Namespace: 'a', MetricName: 'b', Period: 60 }), 'MissingRequiredParameterException'],
  ['too many points', () => new GetMetricStatisticsCommand({ ...range, StartTime: new Date(0), Namespace: 'a', MetricName: 'b', Period: 60, Statistics: ['Sum'] }), 'InvalidParameterCombinationException'],
  ['an expression that is none', () => new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'a', Expression: 'b +' }] }), 'ValidationException'],
  ['an id that nothing has', () => new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'a', Expression: 'b + 1' }] }), 'ValidationException'],
  ['a metric of the service itself', () => new PutMetricDataCommand({ Namespace: 'AWS/ApiGateway', MetricData: [{ MetricName: 'Count', Value: 1 }] }), 'InvalidParameterValueException'],
  ['a wrong token', () => new ListMetricsCommand({ NextToken: 'x' }), 'InvalidNextToken'],
])('%s is refused as the service does', async (_what, command, name) => {
  await expect(api.cloudwatch.send(command() as ListMetricsCommand)).rejects.toMatchObject({ name, $fault: 'client' });
});
