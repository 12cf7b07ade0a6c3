import type { AlarmsOptions, AlarmTuning, StandardAlarmsOptions } from '../common/alarm-options';

/** Alarms of an HTTP API. Each has a default, and can be tuned or removed by its name. */
export interface HttpAlarmsOptions extends AlarmsOptions, StandardAlarmsOptions {
  /**
   * Requests that are refused with 429, counted from the access log.
   *
   * @default - 100 a period
   */
  readonly throttledRequests?: AlarmTuning;
  /**
   * Requests that are refused with 401 or 403, counted from the access log.
   *
   * @default - 100 a period
   */
  readonly unauthorizedRequests?: AlarmTuning;
  /**
   * Rotations of the secret between CloudFront and the API that failed. Refused without `cloudFrontProtection`, where nothing rotates.
   *
   * @default - 1 within an hour, which is one period that counts by itself
   */
  readonly failedRotations?: AlarmTuning;
}

/**
 * Alarms of one route, with the defaults of the API's; `{}` switches all four on. They need `detailedMetrics` of the API or of the route, and with `cors` a route of one
 * method.
 */
export interface HttpRouteAlarmsOptions extends StandardAlarmsOptions {}
