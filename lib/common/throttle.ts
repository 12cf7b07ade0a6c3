/**
 * Token-bucket limits. Both numbers are required: where one half is missing, API Gateway falls back to "no limit" or to an account
 * default instead of to something derived from the other half.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export interface ThrottleLimits {
  /** Requests a second that are refilled into the bucket, a number of 0 or more; fractions are allowed. */
  readonly rateLimit: number;
  /** Size of the bucket in requests: how many may come at once. A whole number, at least 1 unless `rateLimit` is 0 too (which blocks all traffic). */
  readonly burstLimit: number;
}
