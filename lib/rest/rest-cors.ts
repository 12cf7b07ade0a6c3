import type { CorsOptions } from '../common/cors-options';

/**
 * Which browser origins may call the API. API Gateway answers preflights itself, without authorization or key, on every path that has a route; errors
 * of API Gateway carry the headers too, so that a browser shows 401, 403, 429 and 5xx instead of a CORS error. What your functions answer, they label
 * themselves: `Access-Control-Allow-Origin` is part of their response. With several origins and `allowCredentials` errors of API Gateway carry the first one,
 * because they can't be chosen per request.
 */
export interface RestCorsOptions extends CorsOptions {
  /**
   * Methods that the preflight allows, beside GET, HEAD and POST, which browsers allow in any case.
   *
   * @default - the methods that exist on the path
   */
  readonly allowMethods?: string[];
  /**
   * Request headers that a page may send.
   *
   * @default - Content-Type, Authorization, X-Api-Key, X-Amz-Date, X-Amz-Security-Token, X-Amz-User-Agent
   */
  readonly allowHeaders?: string[];
  /**
   * Response headers that a page may read, beside `x-amzn-RequestId`.
   *
   * @default - no others
   */
  readonly exposeHeaders?: string[];
}
