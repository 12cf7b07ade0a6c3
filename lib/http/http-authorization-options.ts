import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { JwtIssuer } from '../common/jwt-issuer';

/** Options of `HttpAuthorization.jwt`. */
export interface HttpJwtOptions {
  /**
   * Whose tokens are accepted: the API's `issuer`, or one of its `additionalIssuers`. One, because an authorizer of an HTTP API knows one issuer; the packaged
   * one of `RestAuthorization.jwt` knows several.
   */
  readonly issuer: JwtIssuer;
  /**
   * Scopes of which a token needs one, on every route that does not name its own; 10 at most. An empty list takes any valid token.
   *
   * @default - the API's `defaultScopes`
   */
  readonly scopes?: string[];
}

/** Options of `HttpAuthorization.customFunction`. */
export interface HttpCustomFunctionOptions {
  /** Function that answers `{ isAuthorized, context }`. It gets events of payload format 2.0. */
  readonly handler: lambda.IFunction;
  /**
   * Everything that the verdict depends on, as API Gateway writes it: `$request.header.<name>`, `$request.querystring.<name>`, `$context.<name>`,
   * `$stageVariables.<name>`. A call that lacks one of them is answered with 401, and the function is not asked. A verdict is kept for their values alone and
   * used for every route, unless `$context.routeKey` is one of them.
   *
   * `RestAuthorization.customRequest` has no such default: a policy that is kept for a route is wrong for its other paths, where a function allows only the
   * `methodArn` of the call.
   *
   * @default ['$request.header.Authorization', '$context.routeKey']
   */
  readonly identitySources?: string[];
  /**
   * For how long API Gateway keeps a verdict, up to 1 hour. `Duration.seconds(0)` asks the function for every call.
   *
   * @default - 5 minutes; 0 when `identitySources` has nothing of the caller, which is `$request.*` or `$context.identity.*`
   */
  readonly cacheTtl?: Duration;
  /**
   * Name of the authorizer, unique within the API. Ids derive from it.
   *
   * @default 'CustomFunction'
   */
  readonly authorizerName?: string;
}
