import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { propertiesOf, resourcesOf } from '../../fixture';

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Dimensions: unknown };
    readonly Period: number;
    readonly Stat: string;
  };
}

/** Alarms of a stack by id; those of the API as `ServerErrorRate`. */
export function alarmsOf(construct: Construct): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.entries(resourcesOf(Stack.of(construct), 'AWS::CloudWatch::Alarm')).map(([id, { Properties }]) => [id.replace(/^ApiAlarms|[0-9A-F]{8}$/g, ''), Properties]));
}

/** What an alarm compares: the expression, and metrics as `Name stat period`. */
export function valueOf(alarm: Record<string, unknown> | undefined): { expression?: string; metrics: string[]; dimensions: unknown[] } {
  if (alarm?.MetricName !== undefined) return { metrics: [`${String(alarm.MetricName)} ${String(alarm.Statistic ?? alarm.ExtendedStatistic)} ${String(alarm.Period)}`], dimensions: [alarm.Dimensions] };
  const queries = (alarm?.Metrics ?? []) as MetricQuery[];
  const stats = queries.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ Id, ...MetricStat }] : []));
  return {
    expression: queries.find(({ Expression }) => Expression)?.Expression,
    metrics: stats.map(({ Id, Metric, Stat, Period }) => `${Id}: ${Metric.MetricName} ${Stat} ${Period}`).sort(),
    dimensions: stats.map(({ Metric }) => Metric.Dimensions),
  };
}

export const filtersOf = (construct: Construct) => propertiesOf(construct, 'AWS::Logs::MetricFilter');
