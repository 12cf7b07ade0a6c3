/** An authorizer of a REST API, from a resource or from the security schemes of an OpenAPI body. */
export interface RestAuthorizer {
  /** What methods refer to: the id, or the name of the security scheme. */
  readonly id: string;
  /** Logical id, for messages; of an OpenAPI body the name of the scheme. */
  readonly logicalId: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  /** Invocation URI of the function, of Lambda authorizers; may hold `${stageVariables.name}`. */
  readonly uri?: string;
  /** Mapping expressions: `method.request.header.<name>`, `method.request.querystring.<name>`, `stageVariables.<name>`, `context.<name>`. */
  readonly identitySources: readonly string[];
  /** Regular expression for the token; of a Cognito authorizer for its audience. */
  readonly identityValidationExpression?: string;
  /** 0: results are not cached. */
  readonly resultTtlSeconds: number;
  /** Of a Cognito authorizer. */
  readonly userPools: readonly UserPool[];
}

/** A Cognito user pool whose tokens an authorizer accepts. */
export interface UserPool {
  readonly arn: string;
  /** For example `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123`. */
  readonly issuer: string;
  /** Whether a loaded template creates the pool: then its id is one of this machine, and no token of AWS can be meant. */
  readonly local: boolean;
  /** Its app clients as far as templates create them; empty: any client that it gave a token to. */
  readonly clientIds: readonly string[];
}
