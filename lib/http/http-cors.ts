import type { CorsOptions } from '../common/cors-options';

/**
 * Which browser origins may call the API. API Gateway answers preflights itself, without authorization and without a backend, and labels every answer, its
 * own errors included. What backends say in CORS headers is ignored.
 *
 * `ANY` and `$default` routes would catch preflights before API Gateway can answer them, and an authorizer would refuse them. So with CORS each is written
 * as one route for every method but `OPTIONS`: `ANY /orders` as six, `$default` as six on `/` and six on `/{proxy+}`. Throttles of the route hold for each
 * of them, and functions see the route that was written in `routeKey`.
 *
 * With `allowCredentials` nothing may be `'*'`. API Gateway takes a `maxAge` of a day at most.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export interface HttpCorsOptions extends CorsOptions {
  /**
   * Methods that a page may use, beside GET, HEAD and POST, which browsers allow in any case.
   *
   * @default - the methods that routes of the API have
   */
  readonly allowMethods?: string[];
  /**
   * Request headers that a page may send. Browsers don't count `Authorization` among `'*'`: name it beside it.
   *
   * @default - Authorization, Content-Type, X-Amz-Date, X-Amz-Security-Token, X-Amz-User-Agent
   */
  readonly allowHeaders?: string[];
  /**
   * Response headers that a page may read, beside `apigw-requestid`.
   *
   * @default - no others
   */
  readonly exposeHeaders?: string[];
}
