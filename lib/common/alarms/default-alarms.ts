import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition, WatchedMetrics } from './alarm-definition';

const P99 = cloudwatch.Stats.percentile(99);

/** Alarms that every API and every route can have. `subject` begins the description: `API "orders"`. */
export function defaultAlarms(subject: string, metrics: WatchedMetrics): AlarmDefinition[] {
  return [
    {
      name: 'serverErrorRate',
      threshold: 0.01,
      minimumRequests: 20,
      unit: 'share',
      label: 'Server error rate',
      description: `${subject} answers too many requests with 5xx. Look for the failing route and its errorType in the access log, then at the log of the function behind it.`,
      metrics: (period) => ({ errors: metrics.serverErrors(period) }),
      value: 'errors / requests',
    },
    {
      name: 'clientErrorRate',
      threshold: 0.25,
      minimumRequests: 20,
      unit: 'share',
      label: 'Client error rate',
      description: `${subject} refuses too many requests with 4xx. Look in the access log which callers and routes it hits: a broken client or release (400, 404), expired credentials (401, 403), or limits (429).`,
      metrics: (period) => ({ errors: metrics.clientErrors(period) }),
      value: 'errors / requests',
    },
    {
      name: 'latencyP99',
      threshold: 3000,
      minimumRequests: 20,
      unit: 'milliseconds',
      label: 'Latency p99',
      description: `${subject} is slow: one request in a hundred takes longer than the threshold, in milliseconds. Where integration latency is high too, look at traces of the slowest route; else at authorizers.`,
      metrics: (period) => ({ latency: metrics.latency(P99, period) }),
      value: 'latency',
    },
    {
      name: 'integrationLatencyP99',
      threshold: 2500,
      minimumRequests: 20,
      unit: 'milliseconds',
      label: 'Integration latency p99',
      description: `Backends of ${subject} are slow: one request in a hundred waits longer than the threshold, in milliseconds. Look for cold starts, throttled functions and slow dependencies in the traces of the slowest route.`,
      metrics: (period) => ({ latency: metrics.integrationLatency(P99, period) }),
      // A thousand refused requests don't make one slow call to a backend a slow backend.
      requests: (period) => metrics.integrationLatency(cloudwatch.Stats.SAMPLE_COUNT, period),
      value: 'latency',
    },
  ];
}
