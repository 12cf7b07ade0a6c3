import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './alarm-definition';

/**
 * What lines of a log count has no value where there is no such line, and CloudWatch would look further back for one: what happened half an hour ago would
 * still count. Nothing counted is zero.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const orZero = (name: string): string => `FILL(${name}, 0)`;

type CountedByPeriod = (period: Duration) => cloudwatch.IMetric;

/**
 * Requests that were refused with 429.
 *
 * @param causes what may be behind it, as the end of a sentence about callers
 */
export function throttledAlarm(subject: string, causes: string, throttled: CountedByPeriod): AlarmDefinition {
  return {
    name: 'throttledRequests',
    threshold: 100,
    minimumRequests: 0,
    unit: 'requests',
    label: 'Throttled requests',
    description: `${subject} refuses many requests with 429. Look in the access log which callers it hits: ${causes}.`,
    metrics: (period) => ({ throttled: throttled(period) }),
    value: orZero('throttled'),
  };
}

/**
 * Requests that were refused with 401 or 403.
 *
 * @param causes where to look and what may be behind it, as the end of a sentence
 */
export function unauthorizedAlarm(subject: string, causes: string, unauthorized: CountedByPeriod): AlarmDefinition {
  return {
    name: 'unauthorizedRequests',
    threshold: 100,
    minimumRequests: 0,
    unit: 'requests',
    label: 'Unauthorized requests',
    description: `${subject} refuses many requests with 401 or 403. Look at ${causes}.`,
    metrics: (period) => ({ unauthorized: unauthorized(period) }),
    value: orZero('unauthorized'),
  };
}

/** Requests that failed because their authorizer did, which callers see as 500. */
export function authorizerFailuresAlarm(subject: string, failures: CountedByPeriod): AlarmDefinition {
  return {
    name: 'authorizerFailures',
    threshold: 1,
    minimumRequests: 0,
    unit: 'requests',
    label: 'Authorizer failures',
    description: `An authorizer of ${subject} fails, and its callers get 500. Look at the log of the authorizer function: it throws, times out or is throttled, or its issuer can't be reached.`,
    metrics: (period) => ({ failures: failures(period) }),
    value: orZero('failures'),
  };
}
