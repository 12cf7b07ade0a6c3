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
   * Days by which a week begins after Sunday, 0 to 6, or a month after its first, 0 to 27; 0 for DAY.
   * The reference of AWS calls it requests that are taken off the first period, which the ranges that it takes contradict.
   *
   * @default 0
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-usageplan-quotasettings.html
   */
  readonly offset?: number;
}
