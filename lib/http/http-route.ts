import type { Duration } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { HttpRouteAlarmsOptions } from './http-alarms';
import type { HttpAuthorization } from './http-authorization';
import type { HttpBackend } from './http-backend';
import type { ThrottleLimits } from '../common/throttle';

/** What a route does. `handler`, `integration` and `backend` exclude one another. */
export interface HttpRouteOptions {
  /**
   * Function that answers, with events of payload format 2.0.
   *
   * @default - the API's `handler`
   */
  readonly handler?: lambda.IFunction;
  /**
   * Any integration of `aws-cdk-lib/aws-apigatewayv2-integrations`. It is passed through as it is, belongs to the first route that uses it, and adds
   * permissions as it likes.
   *
   * @default - a function answers
   */
  readonly integration?: apigwv2.HttpRouteIntegration;
  /**
   * Anything else that answers, or a function with options, like `HttpBackend.url('https://orders.example.com/{proxy}')`. All routes of the API that it
   * answers share one integration. (HTTP APIs have no mock integration, so that there is no `mockResponse` as for REST APIs.)
   *
   * @default - a function answers
   */
  readonly backend?: HttpBackend;
  /**
   * Who may call this route.
   *
   * @default - callers with a token of the API's `issuer`
   */
  readonly authorization?: HttpAuthorization;
  /**
   * Scopes of which a caller's token needs one, 10 at most. An empty list takes any valid token.
   *
   * @default - the scopes of `HttpAuthorization.jwt`, else the API's `defaultScopes`
   */
  readonly scopes?: string[];
  /**
   * Limit of this route for all callers together. With `cors`, a route with `ANY` or `$default` is several routes, one for
   * each method, each with this limit.
   *
   * @default - the API's `throttle`, which holds for each route on its own
   */
  readonly throttle?: ThrottleLimits;
  /**
   * How long API Gateway waits for the function, 50 ms to 30 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;
  /**
   * Metrics of this route, beside those of the stage.
   *
   * @default - the API's `detailedMetrics`
   */
  readonly detailedMetrics?: boolean;
  /**
   * Alarms of this route alone, beside those of the API; `{}` takes the defaults.
   *
   * @default - only the API's alarms watch it
   */
  readonly alarms?: HttpRouteAlarmsOptions;
}

/** A route of an `HttpJwtApi`, made by `addRoute`. */
export interface IHttpRoute extends IConstruct {
  /** Key of the route as it was given, like `'GET /orders/{id}'` or `'$default'`. */
  readonly routeKey: string;
  /**
   * The L2 routes that were written for it: one, or one for each method where `cors` is on and the key is `ANY` or `$default`. A route that is added later
   * and says more takes its own out.
   */
  readonly routes: apigwv2.HttpRoute[];
}
