import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ApiBase } from './api-base';
import type { LogMetrics } from '../access-log/log-metrics';

/** What tells how an API is doing. */
export interface ApiWatch {
  readonly alarms: cloudwatch.Alarm[];
  readonly dashboard?: cloudwatch.Dashboard;
  addDashboardWidgets(dashboard: cloudwatch.Dashboard): void;
}

/**
 * What APIs of every kind have in common that are created here: a log that can be counted, alarms and a dashboard.
 * @internal
 */
export abstract class OwnApi extends ApiBase {
  /** @internal */
  public abstract readonly _operations: ApiWatch;
  /** @internal */
  protected abstract readonly _logMetrics: LogMetrics;

  /**
   * Requests that were refused with 429. API Gateway publishes no such metric: the first call makes a metric filter on the access log.
   * Statistic: sum over 5 minutes.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricThrottled(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this._logMetrics.throttled(options);
  }

  /**
   * Requests that were refused with 401 or 403, by a web ACL before the stage and for want of an API key too. The first call makes a metric filter on the
   * access log. Statistic: sum over 5 minutes.
   *
   * @throws when the access log has no log group or a format of its own
   */
  public metricUnauthorized(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this._logMetrics.unauthorized(options);
  }

  /** Alarms of the API, its routes and its customers so far. */
  public get alarms(): cloudwatch.Alarm[] {
    return this._operations.alarms;
  }

  /** The dashboard, where the API has the prop `dashboard`. */
  public get dashboard(): cloudwatch.Dashboard | undefined {
    return this._operations.dashboard;
  }

  /** Adds what the dashboard of this API would show to one of yours: alarms, traffic, errors, latency, refusals, callers. */
  public addDashboardWidgets(dashboard: cloudwatch.Dashboard): void {
    this._operations.addDashboardWidgets(dashboard);
  }
}
