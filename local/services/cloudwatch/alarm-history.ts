import { FindRegionWatch } from './region-watch';
import { StateChange } from '../../alarms/state-change';
import { Operation } from '../wire/aws-service';
import { pageOf } from '../wire/page';
import { WireObject } from '../wire/wire-value';

/** `DescribeAlarmHistory`: state changes, the latest first unless the request says otherwise. */
export function describeAlarmHistory(find: FindRegionWatch): Operation {
  return (input, region) => {
    const [name, item] = [input.text('AlarmName'), input.text('HistoryItemType')];
    const [from, to] = [input.time('StartDate') ?? -Infinity, input.time('EndDate') ?? Infinity];
    const types = input.texts('AlarmTypes');
    const found = find(region).alarms.history
      .filter(({ alarm, at }) => (name === undefined || alarm.name === name) && at >= from && at <= to)
      .filter(({ alarm }) => types.length === 0 || types.includes(typeOf(alarm.kind)))
      .filter(() => item === undefined || item === 'StateUpdate');
    const { items, next } = pageOf(input.text('ScanBy') === 'TimestampAscending' ? [...found].reverse() : found, input, input.number('MaxRecords') ?? 100);
    return { AlarmHistoryItems: items.map(historyItem), NextToken: next };
  };
}

function typeOf(kind: 'metric' | 'composite'): string {
  return kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';
}

function historyItem({ alarm, from, to, fromReason, reason, at }: StateChange): WireObject {
  return {
    AlarmName: alarm.name,
    AlarmType: typeOf(alarm.kind),
    Timestamp: new Date(at),
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from} to ${to}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from, stateReason: fromReason.text, stateReasonData: parsed(fromReason.data) },
      newState: { stateValue: to, stateReason: reason.text, stateReasonData: parsed(reason.data) },
    }),
  };
}

function parsed(data: string | undefined): unknown {
  return data === undefined ? undefined : JSON.parse(data);
}
