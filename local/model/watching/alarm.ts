import { MetricQueryEntry } from '../../metrics/metric-query';
import { AlarmState } from '../../reporter';

export type ComparisonOperator = 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** What metric and composite alarms have in common. */
export interface AlarmModel {
  readonly stack: string;
  readonly logicalId: string;
  /** Physical name. */
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs by the state that they belong to. Nothing is sent; they are shown. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

/** An `AWS::CloudWatch::Alarm`. */
export interface MetricAlarm extends AlarmModel {
  readonly kind: 'metric';
  /** One metric, or metrics and expressions. */
  readonly entries: readonly MetricQueryEntry[];
  /** The entry whose values are compared. */
  readonly returned: string;
  /** Whether the template gives one metric without `Metrics`. */
  readonly isSingle: boolean;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/** An `AWS::CloudWatch::CompositeAlarm`. */
export interface CompositeAlarm extends AlarmModel {
  readonly kind: 'composite';
  readonly rule: string;
}
