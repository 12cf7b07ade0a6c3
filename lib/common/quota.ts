/** After which time a quota starts afresh. Periods begin at 00:00 UTC. */
export enum QuotaPeriod {
  /** Every day. */
  DAY = 'DAY',
  /** Every week. */
  WEEK = 'WEEK',
  /** Every calendar month. */
  MONTH = 'MONTH',
}

/** How many requests one customer may make within a period. */
export interface QuotaLimits {
  /** Requests per period, a whole number of at least 1. */
  readonly limit: number;
  /** Length of the period. */
  readonly period: QuotaPeriod;
  /**
   * Taken off `limit` in the first period. The service takes only 0 for DAY, 0 to 6 for WEEK and 0 to 27 for MONTH.
   *
   * @default 0
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-usageplan-quotasettings.html
   */
  readonly offset?: number;
}
