import type { Duration } from 'aws-cdk-lib';

/** What every kind of API lets its user say about browser origins. */
export interface CorsOptions {
  /** Exact origins, like `https://shop.example.com` or `http://localhost:5173`, or only `'*'` for any. */
  readonly allowOrigins: string[];
  /**
   * Let a page send cookies. Not together with the origin `'*'`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * How long a browser may remember the preflight, whole seconds.
   *
   * @default Duration.hours(2)
   */
  readonly maxAge?: Duration;
}
