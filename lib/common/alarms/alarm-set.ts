import { Annotations, Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlarmDefinition, WatchedMetrics } from './alarm-definition';
import { checkTuning } from './check-tuning';
import type { AlarmsOptions, AlarmTuning } from '../alarm-options';
import { acknowledgeAll } from '../private/acknowledge';

export const DEFAULT_PERIOD = Duration.minutes(5);
const DEFAULT_EVALUATION_PERIODS = 3;
const DEFAULT_DATAPOINTS = 2;

/** All alarms of one API, and what they have in common. */
export class AlarmSet {
  /** Grows while alarms are added. */
  public readonly alarms: cloudwatch.Alarm[] = [];

  public constructor(private readonly api: Construct, private readonly options: AlarmsOptions) {}

  public get enabled(): boolean {
    return this.options.enabled ?? true;
  }

  /**
   * Adds an alarm, unless it is switched off.
   *
   * @throws when a number of the tuning is out of range.
   */
  public add(scope: Construct, definition: AlarmDefinition, requests: WatchedMetrics['requests'], tuning: AlarmTuning = {}): void {
    checkTuning(definition, tuning);
    if (!this.enabled || tuning.enabled === false) return;
    const period = tuning.period ?? DEFAULT_PERIOD;
    const evaluationPeriods = tuning.evaluationPeriods ?? DEFAULT_EVALUATION_PERIODS;
    this.create(scope, idOf(definition.name), {
      metric: valueOf(definition, tuning.minimumRequests ?? definition.minimumRequests, period, definition.requests ?? requests),
      threshold: tuning.threshold ?? definition.threshold,
      evaluationPeriods,
      datapointsToAlarm: tuning.datapointsToAlarm ?? Math.min(DEFAULT_DATAPOINTS, evaluationPeriods),
      alarmDescription: definition.description,
    });
  }

  /** Adds an alarm that has no tuning. */
  public create(scope: Construct, id: string, props: Omit<cloudwatch.AlarmProps, 'comparisonOperator' | 'treatMissingData'>): void {
    if (!this.enabled) return;
    const alarm = new cloudwatch.Alarm(scope, id, {
      ...props,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Nobody called, nothing failed.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const { actions = [], okActions = [] } = this.options;
    alarm.addAlarmAction(...actions);
    alarm.addOkAction(...okActions);
    if (actions.length === 0) this.withoutAction(alarm);
    this.alarms.push(alarm);
  }

  private withoutAction(alarm: cloudwatch.Alarm): void {
    Annotations.of(this.api).addWarningV2('cdk-apigateway-patterns:alarms-without-actions',
      'alarms of this API tell nobody when they fire; give alarms: { actions: [new SnsAction(topic)] }');
    acknowledgeAll(alarm, 'EventBridge gets its changes of state for rules of the account; whom it tells by itself was not decided yet, of which the warning cdk-apigateway-patterns:alarms-without-actions reminds at every synthesis',
      'HIPAA.Security-CloudWatchAlarmAction', 'NIST.800.53.R5-CloudWatchAlarmAction');
  }
}

/** Ids come from the alarm's name alone: `serverErrorRate` is `ServerErrorRate`, whatever else there is. */
function idOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function valueOf(definition: AlarmDefinition, floor: number, period: Duration, requests: WatchedMetrics['requests']): cloudwatch.IMetric {
  const metrics = definition.metrics(period);
  const { label, value, unit } = definition;
  const hasFloor = Token.isUnresolved(floor) || floor > 0;
  if (!hasFloor && unit !== 'share') return metrics[value] ?? new cloudwatch.MathExpression({ label, period, expression: value, usingMetrics: metrics });
  return new cloudwatch.MathExpression({
    label,
    period,
    // A share of no requests is not a number, so it needs a floor of one.
    expression: `IF(requests >= ${hasFloor ? floor : 1}, ${value}, 0)`,
    usingMetrics: { ...metrics, requests: requests(period) },
  });
}
