import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { LogField } from '../private/access-log-format';
import type { AccessLogsBinding } from '../private/access-logs-binding';

const NAMESPACE = 'ApiGatewayPatterns';

/** What lines are counted, and under which name. */
export interface LogCount {
  /** Method of the construct that asks, for messages; the filter's id derives from it. */
  readonly caller: string;
  readonly metricName: string;
  readonly pattern: logs.IFilterPattern;
  /** Dimensions beside API and stage. */
  readonly dimensions?: { readonly [dimension: string]: { readonly field: string; readonly value: string } };
}

/** Metrics that API Gateway does not publish, counted from the access log. A filter is made when its metric is first asked for. */
export class LogMetrics extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly accessLogs: AccessLogsBinding | undefined,
    private readonly stage: { readonly apiId: string; readonly stageName: string },
  ) {
    super(scope, id);
  }

  /** Whether lines of the access log can be counted. */
  public get available(): boolean {
    return this.accessLogs?.logGroup !== undefined && this.accessLogs.hasDefaultFormat;
  }

  public throttled(options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const pattern = logs.FilterPattern.stringValue(`$.${LogField.STATUS}`, '=', '429');
    return this.count({ caller: 'metricThrottled', metricName: 'Throttled', pattern }, options);
  }

  public unauthorized(options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const statuses = ['401', '403'].map((status) => logs.FilterPattern.stringValue(`$.${LogField.STATUS}`, '=', status));
    return this.count({ caller: 'metricUnauthorized', metricName: 'Unauthorized', pattern: logs.FilterPattern.any(...statuses) }, options);
  }

  protected count({ caller, metricName, pattern, dimensions: extra }: LogCount, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const dimensions: NonNullable<LogCount['dimensions']> = {
      ApiId: { field: LogField.API_ID, value: this.stage.apiId },
      Stage: { field: LogField.STAGE, value: this.stage.stageName },
      ...extra,
    };
    if (!this.node.tryFindChild(metricName)) {
      new logs.MetricFilter(this, metricName, {
        logGroup: this.logGroup(caller),
        filterPattern: pattern,
        metricNamespace: NAMESPACE,
        metricName,
        metricValue: '1',
        unit: cloudwatch.Unit.COUNT,
        dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, { field }]) => [name, `$.${field}`])),
      });
    }
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: Object.fromEntries(Object.entries(dimensions).map(([name, { value }]) => [name, value])),
      statistic: cloudwatch.Stats.SUM,
      ...options,
    }).attachTo(this);
  }

  private logGroup(caller: string): logs.ILogGroup {
    const { logGroup, hasDefaultFormat } = this.accessLogs ?? {};
    if (!logGroup) throw new Error(`${caller}() counts lines of the access log, but accessLogs has no log group; use AccessLogs.toNewLogGroup() or toLogGroup()`);
    if (!hasDefaultFormat) throw new Error(`${caller}() counts lines of the access log by its fields, but accessLogs has a format of its own; leave format out, or make a logs.MetricFilter yourself`);
    return logGroup;
  }
}
