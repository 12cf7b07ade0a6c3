import { CompositeAlarm, MetricAlarm, AlarmModel } from './alarm';
import { readQueryEntries, readSingleMetric } from './read-metrics';
import { partitionOf } from '../../assembly/environment';
import { TemplateError } from '../../assembly/template-error';
import { StackResource, StackResources } from '../stack-resources';

const COMPARISONS = ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'] as const;
const MISSING_DATA = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

function common({ stack, resource, properties }: StackResource): AlarmModel {
  const description = properties.text('AlarmDescription');
  return {
    stack: stack.name,
    logicalId: resource.logicalId,
    name: resource.ref,
    arn: `arn:${partitionOf(stack.region)}:cloudwatch:${stack.region}:${stack.account}:alarm:${resource.ref}`,
    region: stack.region,
    account: stack.account,
    ...(description === undefined ? {} : { description }),
    actionsEnabled: properties.flag('ActionsEnabled') ?? true,
    actions: { ALARM: properties.texts('AlarmActions'), OK: properties.texts('OKActions'), INSUFFICIENT_DATA: properties.texts('InsufficientDataActions') },
  };
}

/** Why an alarm can't be evaluated here; undefined when it can. */
function unserved({ properties }: StackResource): string | undefined {
  if (properties.has('ThresholdMetricId')) return 'anomaly detection is not served: the alarm stays in INSUFFICIENT_DATA';
  if (properties.has('EvaluationCriteria')) return 'PromQL queries are not served: the alarm stays in INSUFFICIENT_DATA';
  return undefined;
}

function metricAlarm(entry: StackResource, all: StackResources): MetricAlarm | undefined {
  const { properties } = entry;
  const reason = unserved(entry);
  if (reason !== undefined) {
    all.leaveOut(entry, reason);
    return undefined;
  }
  const single = !properties.has('Metrics');
  const { entries, returned } = single ? readSingleMetric(properties) : readQueryEntries(properties);
  nameApproximations(entry, entries.some(({ stat, period }) => (stat?.period ?? period ?? 60) < 60), all);
  const evaluationPeriods = properties.number('EvaluationPeriods') ?? 1;
  const datapointsToAlarm = properties.number('DatapointsToAlarm') ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) properties.refuse('DatapointsToAlarm', `at most the EvaluationPeriods, ${evaluationPeriods}`);
  return {
    ...common(entry),
    kind: 'metric',
    entries,
    returned,
    isSingle: single,
    threshold: properties.number('Threshold') ?? properties.refuse('Threshold', 'a number: it is required'),
    comparison: properties.choice('ComparisonOperator', COMPARISONS) ?? properties.refuse('ComparisonOperator', `one of ${COMPARISONS.join(', ')}`),
    evaluationPeriods,
    datapointsToAlarm,
    missingData: properties.choice('TreatMissingData', MISSING_DATA) ?? 'missing',
  };
}

function nameApproximations(entry: StackResource, isFine: boolean, all: StackResources): void {
  const { properties } = entry;
  if (isFine) all.leaveOut(entry, 'its period is below a minute: it is evaluated with a period of 60 seconds');
  if (properties.text('EvaluateLowSampleCountPercentile') === 'ignore') all.leaveOut(entry, 'EvaluateLowSampleCountPercentile "ignore" has no effect: percentiles of few values are evaluated');
  if (properties.object('EvaluationWindow').has('WallClockWindow')) all.leaveOut(entry, 'its WallClockWindow has no effect: the window slides from minute to minute');
}

/** Reads an alarm; one that can't be used is named and keeps nobody from calling the APIs. */
function reading<T>(entry: StackResource, all: StackResources, read: () => T | undefined): T[] {
  try {
    const alarm = read();
    return alarm === undefined ? [] : [alarm];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    all.leaveOut(entry, `the alarm stays in INSUFFICIENT_DATA: ${error.message}`);
    return [];
  }
}

/** Builds the metric alarms of an assembly; those that can't be evaluated are named. */
export function buildMetricAlarms(all: StackResources): MetricAlarm[] {
  for (const entry of all.of('AWS::CloudWatch::AnomalyDetector')) all.leaveOut(entry, 'anomaly detection is not served');
  return all.of('AWS::CloudWatch::Alarm').flatMap((entry) => reading(entry, all, () => metricAlarm(entry, all)));
}

/** Builds the composite alarms of an assembly. */
export function buildCompositeAlarms(all: StackResources): CompositeAlarm[] {
  return all.of('AWS::CloudWatch::CompositeAlarm').flatMap((entry) => reading(entry, all, (): CompositeAlarm => {
    if (entry.properties.has('ActionsSuppressor')) all.leaveOut(entry, 'its ActionsSuppressor has no effect: no actions are taken here anyway');
    return { ...common(entry), kind: 'composite', rule: entry.properties.requiredText('AlarmRule') };
  }));
}
