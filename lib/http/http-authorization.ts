import { Token } from 'aws-cdk-lib';
import type { HttpCustomFunctionOptions, HttpJwtOptions } from './http-authorization-options';
import type { Authorizers } from './private/authorization/authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './private/authorization/binding';
import { CustomFunctionAuthorization } from './private/authorization/custom-function';
import { JwtAuthorization } from './private/authorization/jwt';

/**
 * Who may call a route. An open route needs a written reason, which shows in validation reports.
 *
 * Other than `RestAuthorization` it has no `apiKeyOnly`, because HTTP APIs know no API keys, and no `cognito`, because user pools are issuers like others here.
 */
export class HttpAuthorization {
  /**
   * Callers send a token of the issuer as `Authorization: Bearer <token>`, which API Gateway verifies itself: signature, issuer, audience, times and one of
   * the scopes. Backends find its claims in `requestContext.authorizer.jwt`. For users of a Cognito user pool give `JwtIssuer.cognito`.
   *
   * @throws when no issuer is given, or a scope is malformed
   */
  public static jwt(options: HttpJwtOptions): HttpAuthorization {
    return new HttpAuthorization(new JwtAuthorization(options));
  }

  /** Callers sign requests with AWS credentials (SigV4) and need `execute-api:Invoke`: see `grantInvoke`. */
  public static iam(): HttpAuthorization {
    return new HttpAuthorization({ bind: () => ({ name: 'iam()', type: 'AWS_IAM', acknowledgements: [] }) });
  }

  /**
   * A function of yours decides by the whole request (an authorizer of type REQUEST with simple responses); backends find the `context` of its answer in
   * `requestContext.authorizer.lambda`. It is not called `customRequest` as for REST APIs, because the same function can't serve both: there it answers with a
   * policy. Authorizers of type TOKEN are of REST APIs only.
   *
   * @throws when an option is out of range, or verdicts would be kept without anything to tell callers apart
   */
  public static customFunction(options: HttpCustomFunctionOptions): HttpAuthorization {
    return new HttpAuthorization(new CustomFunctionAuthorization(options));
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
