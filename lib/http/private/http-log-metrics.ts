import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { LogMetrics } from '../../common/access-log/log-metrics';
import { LogField } from '../../common/private/access-log-format';

/** What the access log of an HTTP API tells beyond that of others. */
export class HttpLogMetrics extends LogMetrics {
  public unauthorized(options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const statuses = ['401', '403'].map((status) => logs.FilterPattern.stringValue(`$.${LogField.STATUS}`, '=', status));
    return this.count({ caller: 'metricUnauthorized', metricName: 'Unauthorized', pattern: logs.FilterPattern.any(...statuses) }, options);
  }
}
