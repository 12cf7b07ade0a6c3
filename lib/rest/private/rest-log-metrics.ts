import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { LogMetrics } from '../../common/access-log/log-metrics';
import { LogField } from '../../common/private/access-log-format';

/** What the access log of a REST API tells beyond that of others. */
export class RestLogMetrics extends LogMetrics {
  public authorizerFailures(options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const types = ['AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR'].map((type) => logs.FilterPattern.stringValue(`$.${LogField.ERROR_TYPE}`, '=', type));
    return this.count({ caller: 'metricAuthorizerFailures', metricName: 'AuthorizerFailures', pattern: logs.FilterPattern.any(...types) }, options);
  }

  public customerRequests(apiKeyId: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.count({
      caller: 'metricCustomerRequests',
      metricName: 'CustomerRequests',
      pattern: logs.FilterPattern.stringValue(`$.${LogField.API_KEY_ID}`, '!=', '-'),
      dimensions: { ApiKeyId: { field: LogField.API_KEY_ID, value: apiKeyId } },
    }, options);
  }
}
