import { writeDimensions } from './metric-input';
import { FindRegionWatch } from './region-watch';
import { WatchedAlarm } from '../../alarms/watched-alarm';
import { MetricQueryEntry } from '../../metrics/metric-query';
import { isSimpleStatistic } from '../../metrics/statistic';
import { CompositeAlarm, MetricAlarm } from '../../model/watching/alarm';
import { Operation } from '../wire/aws-service';
import { pageOf } from '../wire/page';
import { WireObject } from '../wire/wire-value';


/** `DescribeAlarms`: the template's alarms with their states. As in the service, composite alarms only when they are asked for. */
export function describeAlarms(find: FindRegionWatch): Operation {
  return (input, region) => {
    const names = input.texts('AlarmNames');
    const [prefix, state, actionPrefix] = [input.text('AlarmNamePrefix'), input.text('StateValue'), input.text('ActionPrefix')];
    const asked = input.texts('AlarmTypes');
    const types = asked.length > 0 ? asked : ['MetricAlarm'];
    const found = find(region).alarms.alarms
      .filter((alarm) => types.includes(alarm.model.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'))
      .filter(({ model }) => (names.length === 0 || names.includes(model.name)) && model.name.startsWith(prefix ?? ''))
      .filter((alarm) => state === undefined || alarm.state === state)
      .filter(({ model }) => actionPrefix === undefined || Object.values(model.actions).flat().some((action) => action.startsWith(actionPrefix)))
      .sort((a, b) => (a.model.name < b.model.name ? -1 : 1));
    const { items, next } = pageOf(found, input, input.number('MaxRecords') ?? 50);
    return {
      MetricAlarms: items.flatMap((alarm) => (isMetric(alarm.model) ? [{ ...common(alarm), ...metricDetails(alarm.model) }] : [])),
      CompositeAlarms: items.flatMap((alarm) => (isComposite(alarm.model) ? [{ ...common(alarm), AlarmRule: alarm.model.rule }] : [])),
      NextToken: next,
    };
  };
}

function isMetric(model: WatchedAlarm['model']): model is MetricAlarm {
  return model.kind === 'metric';
}

function isComposite(model: WatchedAlarm['model']): model is CompositeAlarm {
  return model.kind === 'composite';
}

function common({ model, state, reason, changedAt, createdAt }: WatchedAlarm): WireObject {
  return {
    AlarmName: model.name,
    AlarmArn: model.arn,
    AlarmDescription: model.description,
    AlarmConfigurationUpdatedTimestamp: new Date(createdAt),
    ActionsEnabled: model.actionsEnabled,
    OKActions: model.actions.OK,
    AlarmActions: model.actions.ALARM,
    InsufficientDataActions: model.actions.INSUFFICIENT_DATA,
    StateValue: state,
    StateReason: reason.text,
    StateReasonData: reason.data,
    StateUpdatedTimestamp: new Date(changedAt),
    StateTransitionedTimestamp: new Date(changedAt),
  };
}

function metricDetails(model: MetricAlarm): WireObject {
  const [single] = model.entries;
  return {
    EvaluationPeriods: model.evaluationPeriods,
    DatapointsToAlarm: model.datapointsToAlarm,
    Threshold: model.threshold,
    ComparisonOperator: model.comparison,
    TreatMissingData: model.missingData,
    ...(model.isSingle && single?.stat
      ? {
        MetricName: single.stat.metric.name,
        Namespace: single.stat.metric.namespace,
        Dimensions: writeDimensions(single.stat.metric.dimensions),
        [isSimpleStatistic(single.stat.statistic) ? 'Statistic' : 'ExtendedStatistic']: single.stat.statistic,
        Period: single.stat.period,
      }
      : { Metrics: model.entries.map((entry) => query(entry, entry.id === model.returned)) }),
  };
}

function query({ id, label, expression, period, stat }: MetricQueryEntry, isReturned: boolean): WireObject {
  return {
    Id: id,
    Label: label,
    Expression: expression,
    Period: period,
    ReturnData: isReturned,
    MetricStat: stat && {
      Metric: { Namespace: stat.metric.namespace, MetricName: stat.metric.name, Dimensions: writeDimensions(stat.metric.dimensions) },
      Period: stat.period,
      Stat: stat.statistic,
    },
  };
}
