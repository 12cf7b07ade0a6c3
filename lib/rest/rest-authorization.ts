import { Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Authorizers } from './private/authorization/authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './private/authorization/binding';
import { CognitoAuthorization } from './private/authorization/cognito';
import { CustomAuthorization } from './private/authorization/custom';
import { JwtAuthorization } from './private/authorization/jwt';
import type { RestCognitoOptions, RestCustomRequestOptions, RestCustomTokenOptions, RestJwtOptions } from './rest-authorization-options';

/** Who may call a route. An open route needs a written reason, which shows in validation reports. */
export class RestAuthorization {
  /** Callers sign requests with AWS credentials (SigV4) and need `execute-api:Invoke`: see `grantInvoke`. */
  public static iam(): RestAuthorization {
    return new RestAuthorization({ bind: () => byIam });
  }

  /**
   * Callers are users of a Cognito user pool and send a token in the `Authorization` header, which API Gateway verifies itself: an access token where the
   * route has `scopes`, an ID token where it has none.
   *
   * @throws when no pool is given, a scope is malformed, or a pool was imported with an ARN of the wrong region
   */
  public static cognito(options: RestCognitoOptions): RestAuthorization {
    return new RestAuthorization(new CognitoAuthorization(options));
  }

  /**
   * Callers send a token of one of the issuers as `Authorization: Bearer <token>`. A packaged Lambda authorizer verifies it: signature (RS256 to ES512 only),
   * issuer, audience, times, and one of the scopes of the route. Its verdict covers all routes of the stage, so that it may be kept for the token. Backends
   * find claims in `requestContext.authorizer`.
   *
   * @throws when no issuer is given, or an option is out of range
   */
  public static jwt(options: RestJwtOptions): RestAuthorization {
    return new RestAuthorization(new JwtAuthorization(options));
  }

  /**
   * A function of yours decides by one header (an authorizer of type TOKEN). It gives `usageIdentifierKey`, the value of the caller's API key, where the API
   * has `apiKeySource: ApiKeySourceType.AUTHORIZER`.
   *
   * @throws when an option is out of range
   */
  public static customToken(options: RestCustomTokenOptions): RestAuthorization {
    return new RestAuthorization(CustomAuthorization.token(options));
  }

  /**
   * A function of yours decides by the whole request (an authorizer of type REQUEST) and answers with a policy, other than the one of
   * `HttpAuthorization.customFunction`, which answers yes or no. It gives `usageIdentifierKey`, the value of the caller's API key, where
   * the API has `apiKeySource: ApiKeySourceType.AUTHORIZER`.
   *
   * @throws when an option is out of range, or results would be kept without anything to tell callers apart
   */
  public static customRequest(options: RestCustomRequestOptions): RestAuthorization {
    return new RestAuthorization(CustomAuthorization.request(options));
  }

  /**
   * Callers send an API key and nothing else. A key tells who pays; it is sent with every request and proves little, so say why that is enough.
   *
   * @param reason why no authorizer is needed, for whoever reviews the API; acknowledges the rules AwsSolutions-APIG4 and AwsSolutions-COG4
   * @throws when the reason is empty
   */
  public static apiKeyOnly(reason: string): RestAuthorization {
    return new RestAuthorization(withoutAuthorizer('apiKeyOnly', reason));
  }

  /**
   * Everyone may call, without key or credentials.
   *
   * @param reason why that is wanted, for whoever reviews the API; acknowledges the rules AwsSolutions-APIG4 and AwsSolutions-COG4
   * @throws when the reason is empty
   */
  public static publicAccess(reason: string): RestAuthorization {
    return new RestAuthorization(withoutAuthorizer('publicAccess', reason));
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

const byIam: AuthorizationBinding = {
  name: 'iam()',
  authorizationType: apigateway.AuthorizationType.IAM,
  apiKey: 'optional',
  acknowledgements: [{ id: 'AwsSolutions-COG4', reason: 'callers are authorized by IAM' }],
};

function withoutAuthorizer(kind: 'apiKeyOnly' | 'publicAccess', reason: string): AuthorizationMethod {
  if (!Token.isUnresolved(reason) && !reason?.trim()) {
    throw new Error(`RestAuthorization.${kind}() got the reason ${JSON.stringify(reason)}; give a sentence that tells a reviewer why these routes need no authorizer`);
  }
  return {
    bind: () => ({
      name: `${kind}(reason)`,
      authorizationType: apigateway.AuthorizationType.NONE,
      apiKey: kind === 'apiKeyOnly' ? 'required' : 'forbidden',
      acknowledgements: ['APIG4', 'COG4'].map((rule) => ({ id: `AwsSolutions-${rule}`, reason })),
    }),
  };
}
