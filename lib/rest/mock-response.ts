/** An answer that API Gateway gives itself, the same for every request. */
export interface MockResponse {
  /**
   * HTTP status, 100 to 599.
   *
   * @default 200
   */
  readonly statusCode?: number;
  /**
   * Headers of the answer, name to value.
   *
   * @default - Content-Type: application/json
   */
  readonly headers?: { [name: string]: string };
  /**
   * Body, written as JSON.
   *
   * @default - no body
   */
  readonly body?: unknown;
}
