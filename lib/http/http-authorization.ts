import { type Duration, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { JwtIssuer } from '../common/jwt-issuer';
import type { Authorizers } from './private/authorization/authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './private/authorization/binding';
import { CustomFunctionAuthorization } from './private/authorization/custom-function';
import { JwtAuthorization } from './private/authorization/jwt';

/** Options of `HttpAuthorization.customFunction`. */
export interface HttpCustomFunctionOptions {
  /**
   * Everything that the verdict depends on, as API Gateway writes it: `$request.header.<name>`, `$request.querystring.<name>`, `$context.<name>`,
   * `$stageVariables.<name>`. A call that lacks one of them is answered with 401, and the function is not asked. A verdict is kept for their values alone and
   * used for every route, unless `$context.routeKey` is one of them.
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

/** Who may call a route. An open route needs a written reason, which shows in validation reports. */
export class HttpAuthorization {
  /**
   * Callers send a token of this issuer as `Authorization: Bearer <token>`, which API Gateway verifies itself: signature, issuer, audience, times and one of
   * the scopes. Backends find its claims in `requestContext.authorizer.jwt`.
   *
   * @param issuer the API's `issuer`, or one of its `additionalIssuers`
   * @param scopes of which a token needs one, 10 at most; the API's `defaultScopes` when left out
   * @throws when a scope is malformed
   */
  public static jwt(issuer: JwtIssuer, ...scopes: string[]): HttpAuthorization {
    return new HttpAuthorization(new JwtAuthorization(issuer, scopes));
  }

  /** Callers sign requests with AWS credentials (SigV4) and need `execute-api:Invoke`: see `grantInvoke`. */
  public static iam(): HttpAuthorization {
    return new HttpAuthorization({ bind: () => ({ name: 'iam()', type: 'AWS_IAM', acknowledgements: [] }) });
  }

  /**
   * A function of yours decides by the whole request. It gets payload 2.0 and answers `{ isAuthorized, context }`; backends find `context` in
   * `requestContext.authorizer.lambda`.
   *
   * @throws when an option is out of range, or verdicts would be kept without anything to tell callers apart
   */
  public static customFunction(handler: lambda.IFunction, options: HttpCustomFunctionOptions = {}): HttpAuthorization {
    return new HttpAuthorization(new CustomFunctionAuthorization(handler, options));
  }

  /**
   * Everyone may call, without credentials.
   *
   * @param reason why that is wanted, for whoever reviews the API; acknowledges the rule AwsSolutions-APIG4
   * @throws when the reason is empty
   */
  public static publicAccess(reason: string): HttpAuthorization {
    if (!Token.isUnresolved(reason) && !reason?.trim()) {
      throw new Error(`HttpAuthorization.publicAccess() got the reason ${JSON.stringify(reason)}; give a sentence that tells a reviewer why these routes are open to everyone`);
    }
    const acknowledgements = [{ id: 'AwsSolutions-APIG4', reason }];
    return new HttpAuthorization({ bind: () => ({ name: 'publicAccess(reason)', type: 'NONE', acknowledgements }) });
  }

  private constructor(private readonly method: AuthorizationMethod) {}

  /**
   * Called once for every API that uses this authorization.
   * @internal
   */
  public _bind(authorizers: Authorizers): AuthorizationBinding {
    return this.method.bind(authorizers);
  }
}
