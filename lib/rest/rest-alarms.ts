import type { AlarmsOptions, AlarmTuning, QuotaUsageAlarmOptions, StandardAlarmsOptions } from '../common/alarm-options';

/** Alarms of a REST API. Each has a default, and can be tuned or removed by its name. */
export interface RestAlarmsOptions extends AlarmsOptions, StandardAlarmsOptions {
  /**
   * Requests that are refused with 429, counted from the access log.
   *
   * @default - 100 a period
   */
  readonly throttledRequests?: AlarmTuning;
  /**
   * Requests that are refused with 401 or 403, counted from the access log; `{}` switches the alarm on, from 100 a period. It is off unless you ask, other
   * than for HTTP APIs: here 403 also stands for whatever the web ACL keeps out, like the scanners that visit every API.
   *
   * @default - no such alarm
   */
  readonly unauthorizedRequests?: AlarmTuning;
  /**
   * Requests that get 500 because their authorizer fails, counted from the access log. There where a route has an authorizer.
   *
   * @default - 1 a period
   */
  readonly authorizerFailures?: AlarmTuning;
  /**
   * One alarm for each customer whose plan has a quota, when most of it is used, counted from the access log over the last day or seven days. CloudWatch does
   * not look further back: a month's quota is judged by the pace of the last seven days. CloudWatch bills each as an alarm and each customer as a metric.
   *
   * @default - no such alarms
   */
  readonly quotaUsage?: QuotaUsageAlarmOptions;
}

/** Alarms of one route, with the defaults of the API's; `{}` switches all four on. They need `detailedMetrics` of the API or of the route. */
export interface RestRouteAlarmsOptions extends StandardAlarmsOptions {}
