/** Token-bucket limits as the service keeps them. */
export interface ThrottleLimits {
  /** Tokens added per second; 0 refuses everything. */
  readonly rateLimit: number;
  /** Size of the bucket. */
  readonly burstLimit: number;
}

/**
 * What an account may send per region, over all its APIs, unless AWS raised it. What is left open in a throttle takes these.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const ACCOUNT_LIMITS: ThrottleLimits = { rateLimit: 10_000, burstLimit: 5_000 };
