import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmTuning } from '../../../common/alarm-options';
import type { AlarmDefinition } from '../../../common/alarms/alarm-definition';

/** One failure counts, and is to be seen for longer than a moment. */
export const ROTATION_TUNING: AlarmTuning = { period: Duration.hours(1), evaluationPeriods: 1 };

/** The secret between CloudFront and an API was not replaced when it should have been. */
export function rotationAlarm(subject: string, rotation: lambda.IFunction): AlarmDefinition {
  return {
    name: 'failedRotations',
    threshold: 1,
    minimumRequests: 0,
    unit: 'rotations',
    label: 'Failed rotations',
    description: `The secret between CloudFront and ${subject} could not be replaced. Requests pass as before, with the old one. Look at the log of the rotation function, which says at which step it failed, then start a rotation in Secrets Manager.`,
    metrics: (period) => ({ failed: rotation.metricErrors({ period, statistic: cloudwatch.Stats.SUM }) }),
    value: 'failed',
  };
}
