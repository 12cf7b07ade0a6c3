import { Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { AuthorizationBinding } from './private/authorization-binding';

/** Who may call a route. An open route needs a written reason, which shows in validation reports. */
export abstract class RestAuthorization {
  /** Callers sign requests with AWS credentials (SigV4) and need `execute-api:Invoke`: see `grantInvoke`. */
  public static iam(): RestAuthorization {
    return new Iam();
  }

  /**
   * Callers send an API key and nothing else. A key tells who pays; it is sent with every request and proves little, so say why that is enough.
   *
   * @param reason why no authorizer is needed, for whoever reviews the API; acknowledges the rules AwsSolutions-APIG4 and AwsSolutions-COG4
   * @throws when the reason is empty
   */
  public static apiKeyOnly(reason: string): RestAuthorization {
    return new Unauthorized('apiKeyOnly', reason);
  }

  /**
   * Everyone may call, without key or credentials.
   *
   * @param reason why that is wanted, for whoever reviews the API; acknowledges the rules AwsSolutions-APIG4 and AwsSolutions-COG4
   * @throws when the reason is empty
   */
  public static publicAccess(reason: string): RestAuthorization {
    return new Unauthorized('publicAccess', reason);
  }

  protected constructor() {}

  /**
   * Called once for every API that uses this authorization; an authorizer is created in `scope`.
   * @internal
   */
  public abstract _bind(scope: Construct): AuthorizationBinding;
}

class Iam extends RestAuthorization {
  public constructor() {
    super();
  }

  public _bind(): AuthorizationBinding {
    return {
      name: 'iam()',
      authorizationType: apigateway.AuthorizationType.IAM,
      apiKey: 'optional',
      acknowledgements: [{ id: 'AwsSolutions::AwsSolutions-COG4', reason: 'callers are authorized by IAM' }],
    };
  }
}

class Unauthorized extends RestAuthorization {
  public constructor(private readonly kind: 'apiKeyOnly' | 'publicAccess', private readonly reason: string) {
    super();
    if (!Token.isUnresolved(reason) && !reason?.trim()) {
      throw new Error(`RestAuthorization.${kind}() got the reason ${JSON.stringify(reason)}; give a sentence that tells a reviewer why these routes need no authorizer`);
    }
  }

  public _bind(): AuthorizationBinding {
    return {
      name: `${this.kind}(reason)`,
      authorizationType: apigateway.AuthorizationType.NONE,
      apiKey: this.kind === 'apiKeyOnly' ? 'required' : 'forbidden',
      acknowledgements: ['APIG4', 'COG4'].map((rule) => ({ id: `AwsSolutions::AwsSolutions-${rule}`, reason: this.reason })),
    };
  }
}
