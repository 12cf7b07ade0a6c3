import type { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { MockResponse } from './mock-response';
import type { RestRouteAlarmsOptions } from './rest-alarms';
import type { RestAuthorization } from './rest-authorization';
import type { ThrottleLimits } from '../common/throttle';

/** What a route does. `handler`, `integration` and `mockResponse` exclude one another. */
export interface RestRouteOptions {
  /**
   * Function that answers, by Lambda proxy integration.
   *
   * @default - the API's `handler`
   */
  readonly handler?: lambda.IFunction;
  /**
   * Any other integration of `aws-cdk-lib/aws-apigateway`: HTTP, AWS service, Step Functions, VPC link, mock with templates. It is passed through as it is.
   *
   * @default - a function answers
   */
  readonly integration?: apigateway.Integration;
  /**
   * A fixed answer that API Gateway gives without a backend. HTTP APIs have no such thing.
   *
   * @default - a function answers
   */
  readonly mockResponse?: MockResponse;
  /**
   * Who may call this route.
   *
   * @default - the API's `authorization`
   */
  readonly authorization?: RestAuthorization;
  /**
   * Scopes of which a caller's token needs one, with `RestAuthorization.jwt` and `cognito`. An empty list takes any valid token; with `cognito` that is an
   * ID token.
   *
   * @default - the `scopes` of the authorization
   */
  readonly scopes?: string[];
  /**
   * Whether callers need an API key. Throttle and quota of a plan count only requests that need one.
   *
   * @default - true; false with `RestAuthorization.publicAccess`, and where `apiKeySource` is `AUTHORIZER` and the authorization names no key
   */
  readonly apiKeyRequired?: boolean;
  /**
   * JSON Schema (draft 4) of the request body. It holds for every content type, so that a body can't avoid it by calling itself text.
   * Keywords of later drafts, wrong values and references to nothing are refused at synthesis. Models of the API may be referred to by their URL.
   *
   * @default - bodies are not checked
   */
  readonly requestSchema?: apigateway.JsonSchema;
  /**
   * Query parameters that must be there.
   *
   * @default - none
   */
  readonly requiredQueryParameters?: string[];
  /**
   * Headers that must be there.
   *
   * @default - none
   */
  readonly requiredHeaders?: string[];
  /**
   * Limit of this route for all callers together. Customers have limits of their own in their plan.
   *
   * @default - the API's `throttle`
   */
  readonly throttle?: ThrottleLimits;
  /**
   * Metrics of this route, beside those of the stage.
   *
   * @default - the API's `detailedMetrics`
   */
  readonly detailedMetrics?: boolean;
  /**
   * How long API Gateway waits for the function, 50 ms or more. Above 29 seconds the account's quota must be raised first.
   *
   * @default Duration.seconds(29)
   */
  readonly timeout?: Duration;
  /**
   * Alarms of this route alone, beside those of the API; `{}` takes the defaults.
   *
   * @default - only the API's alarms watch it
   */
  readonly alarms?: RestRouteAlarmsOptions;
  /**
   * Name of the operation, for the SDKs and documents that are made from the API.
   *
   * @default - none
   */
  readonly operationName?: string;
}

/** A route of a `RestApiWithUsagePlans`, made by `addRoute`. */
export interface IRestRoute extends IConstruct {
  /** Key of the route, like `'GET /orders/{id}'`. */
  readonly routeKey: string;
  /** Whether callers need an API key. */
  readonly apiKeyRequired: boolean;
  /**
   * The L2 method of this route.
   *
   * @default - undefined when routes are not rendered as resources
   */
  readonly method?: apigateway.Method;
}
