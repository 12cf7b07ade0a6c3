/** Token-bucket limits as the service keeps them. */
export interface ThrottleLimits {
  /** Tokens added per second; 0 refuses everything. */
  readonly rateLimit: number;
  /** Size of the bucket. */
  readonly burstLimit: number;
}
