import type { ExecutionLogDelivery } from './execution-log-delivery';

/** What API Gateway writes about how it processed requests. */
export enum ExecutionLogLevel {
  /** Nothing. */
  OFF = 'OFF',
  /** Requests that failed. */
  ERROR = 'ERROR',
  /** Every request, step by step. */
  INFO = 'INFO',
}

/** Execution logs, in the log group that API Gateway manages itself (`API-Gateway-Execution-Logs_<api id>/<stage>`). */
export interface ExecutionLogOptions {
  /**
   * Which requests are written about.
   *
   * @default ExecutionLogLevel.ERROR
   */
  readonly level?: ExecutionLogLevel;
  /**
   * Log whole requests and responses, bodies and credentials included. For a short debugging session only.
   *
   * @default false
   */
  readonly dataTrace?: boolean;
  /**
   * Where else the logs go, whole events of up to 1 MB instead of 1 KB; REST APIs only. The level must not be OFF.
   *
   * @default - nowhere else
   */
  readonly deliveries?: ExecutionLogDelivery[];
}
