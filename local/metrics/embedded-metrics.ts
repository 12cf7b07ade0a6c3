import { isObject, Json, JsonObject } from '../json';
import { MetricStore } from './metric-store';

/** How far from now a line may say that it is, in milliseconds; others count as now. */
const LONGEST_DISTANCE = 2 * 3_600_000;

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/**
 * Counts the metrics that a log line carries in the embedded metric format. A line of another form is none of its business.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function recordEmbeddedMetrics(line: string, time: number, store: MetricStore): void {
  if (!line.includes('"CloudWatchMetrics"')) return;
  const document = parse(line);
  const aws = document?._aws;
  if (!document || !isObject(aws)) return;
  const at = typeof aws.Timestamp === 'number' && Math.abs(aws.Timestamp - time) < LONGEST_DISTANCE ? aws.Timestamp : time;
  for (const directive of listOf(aws.CloudWatchMetrics)) {
    if (!isObject(directive) || typeof directive.Namespace !== 'string') continue;
    for (const names of listOf(directive.Dimensions)) {
      const dimensions = listOf(names).map((name) => ({ name: String(name), value: valueText(document[String(name)]) }));
      for (const metric of listOf(directive.Metrics)) {
        if (!isObject(metric) || typeof metric.Name !== 'string') continue;
        const unit = typeof metric.Unit === 'string' ? metric.Unit : undefined;
        const series = store.series({ namespace: directive.Namespace, name: metric.Name, dimensions }, unit);
        const value = document[metric.Name];
        for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'number') series?.record(one, at);
      }
    }
  }
}

function valueText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function parse(line: string): JsonObject | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
