import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from '../../../common/alarms/alarm-definition';
import { orZero } from '../../../common/alarms/log-alarms';

/** Requests that were refused with 401 or 403. */
export function unauthorizedAlarm(subject: string, unauthorized: (period: Duration) => cloudwatch.IMetric): AlarmDefinition {
  return {
    name: 'unauthorizedRequests',
    threshold: 100,
    minimumRequests: 0,
    unit: 'requests',
    label: 'Unauthorized requests',
    description: `${subject} refuses many requests with 401 or 403. Look at authorizerError in the access log: a client whose tokens expire, an issuer whose keys can't be fetched, or someone who tries tokens.`,
    metrics: (period) => ({ unauthorized: unauthorized(period) }),
    value: orZero('unauthorized'),
  };
}
