import type { Duration } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { JwtIssuer } from '../common/jwt-issuer';

/** Options of `RestAuthorization.cognito`. */
export interface RestCognitoOptions {
  /** Pools whose users may call, at least one. They may be of another region or account. */
  readonly userPools: cognito.IUserPool[];
  /**
   * Scopes of which a caller's access token needs one, on every route that does not name its own. Routes with scopes take access tokens, routes without
   * take ID tokens: API Gateway never looks at scopes of ID tokens, nor at access tokens where no scope is asked for.
   *
   * @default - none: ID tokens
   */
  readonly scopes?: string[];
  /**
   * Name of the authorizer, unique within the API. Ids derive from it. Authorizations that differ in nothing but `scopes` share one authorizer.
   *
   * @default 'Cognito'
   */
  readonly authorizerName?: string;
}

/** Options of `RestAuthorization.jwt`. */
export interface RestJwtOptions {
  /** Whose tokens are accepted, at least one. (`HttpAuthorization.jwt` takes one, because an authorizer of an HTTP API knows one.) */
  readonly issuers: JwtIssuer[];
  /**
   * Scopes of which a token needs one, on every route that does not name its own.
   *
   * @default - any valid token
   */
  readonly scopes?: string[];
  /**
   * How far clocks may be apart, up to 5 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly clockTolerance?: Duration;
  /**
   * For how long API Gateway keeps a verdict, up to 1 hour. A token that expires meanwhile is taken for that much longer, and a burst of calls asks the
   * function once. `Duration.seconds(0)` asks it for every call.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheTtl?: Duration;
  /**
   * Claims that backends get as `requestContext.authorizer.<name>`, all as strings; the most important first, because what does not fit into 4 KB is left
   * out from the end. Characters other than letters, digits and `_` become `_` in the name: `cognito:groups` is `cognito_groups`.
   *
   * @default ['sub', 'iss', 'client_id', 'scope', 'username', 'token_use', 'exp']
   */
  readonly contextClaims?: string[];
  /**
   * Claim that tells which customer calls, for APIs with `apiKeySource: ApiKeySourceType.AUTHORIZER`: its value is the value of the customer's API key,
   * and so decides about plan, throttle and quota. See `claimValue` of `addCustomer`. Every issuer is trusted to name every customer, so choose a claim that
   * the issuer sets and the user can't, like `client_id`.
   *
   * @default - tokens name no customer
   */
  readonly customerClaim?: string;
  /**
   * How long the function keeps the issuers' keys before it asks again: a key that an issuer removed works no longer than this. 10 seconds to 1 day.
   *
   * @default Duration.minutes(5)
   */
  readonly keyRefresh?: Duration;
  /**
   * For how long the last keys are used while an issuer can't be reached, at least `keyRefresh` and up to 1 day.
   *
   * @default Duration.hours(1)
   */
  readonly keyGrace?: Duration;
  /**
   * How long the function's log is kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Name of the authorizer, unique within the API. Ids derive from it. Authorizations that differ in nothing but `scopes` share one authorizer.
   *
   * @default 'Jwt'
   */
  readonly authorizerName?: string;
}

/** Options of `RestAuthorization.customToken`. */
export interface RestCustomTokenOptions {
  /**
   * Function that answers with a policy. A result is kept for the token alone and used for every route, so its policy must be right for all of them,
   * not just for the `methodArn` of the call.
   */
  readonly handler: lambda.IFunction;
  /**
   * Header that holds the token, as API Gateway writes it. A call without it is answered with 401, and the function is not asked.
   *
   * @default 'method.request.header.Authorization'
   */
  readonly identitySource?: string;
  /**
   * Regular expression that the whole token must match; else the answer is 401, and the function is not asked.
   *
   * @default - any token
   */
  readonly validationExpression?: string;
  /**
   * For how long API Gateway keeps a result, up to 1 hour. `Duration.seconds(0)` asks the function for every call.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheTtl?: Duration;
  /**
   * Name of the authorizer, unique within the API. Ids derive from it.
   *
   * @default 'CustomToken'
   */
  readonly authorizerName?: string;
}

/** Options of `RestAuthorization.customRequest`. */
export interface RestCustomRequestOptions {
  /**
   * Function that answers with a policy. A result is kept for the values of `identitySources` alone and used for every route, so its policy must be right for
   * all of them, unless the route is part of the sources (`context.httpMethod` and `context.resourcePath`).
   */
  readonly handler: lambda.IFunction;
  /**
   * Everything that the result depends on, as API Gateway writes it: `method.request.header.<name>`, `method.request.querystring.<name>`,
   * `stageVariables.<name>`, `context.<name>`; `apigateway.IdentitySource` writes them too. A call that lacks one of them is answered with 401, and the function
   * is not asked. (HTTP APIs write the same with a `$` in front.)
   *
   * `HttpAuthorization.customFunction` keeps verdicts for token and route by default. A policy that is kept for a route is wrong for its other paths, where a
   * function allows only the `methodArn` of the call, so nothing is kept here before you say what the policy depends on.
   *
   * @default - none: the function is asked for every call
   */
  readonly identitySources?: string[];
  /**
   * For how long API Gateway keeps a result, up to 1 hour. Not above 0 without `identitySources`.
   *
   * @default - 5 minutes; 0 without `identitySources`
   */
  readonly cacheTtl?: Duration;
  /**
   * Name of the authorizer, unique within the API. Ids derive from it.
   *
   * @default 'CustomRequest'
   */
  readonly authorizerName?: string;
}
