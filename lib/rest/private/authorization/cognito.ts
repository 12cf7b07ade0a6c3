import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Authorizers } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { DEFAULT_CACHE_TTL } from '../../../common/authorization/cache-ttl';
import { checkScopes } from '../../../common/authorization/scopes';
import { userPoolArn } from '../../../common/private/cognito-issuer-url';
import type { RestCognitoOptions } from '../../rest-authorization-options';

/** API Gateway verifies tokens of user pools itself. */
export class CognitoAuthorization implements AuthorizationMethod {
  private readonly providerArns: string[];

  /** @throws when no pool is given, or one has an ARN of another region. */
  public constructor(private readonly options: RestCognitoOptions) {
    const { userPools, scopes } = options;
    if (!Array.isArray(userPools) || userPools.length === 0) throw new Error(`userPools of RestAuthorization.cognito() is ${JSON.stringify(userPools) ?? 'missing'}; give at least one user pool`);
    checkScopes('scopes of RestAuthorization.cognito()', scopes);
    this.providerArns = userPools.map(userPoolArn);
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { authorizerName = 'Cognito', scopes = [] } = this.options;
    const { providerArns } = this;
    return {
      name: 'cognito(...)',
      authorizationType: apigateway.AuthorizationType.COGNITO,
      authorizer: authorizers.provide({
        kind: 'cognito',
        name: authorizerName,
        identity: providerArns,
        create: () => ({ type: 'COGNITO_USER_POOLS', providerArns, identitySource: 'method.request.header.Authorization', cacheTtl: DEFAULT_CACHE_TTL }),
      }),
      scopes,
      scopesOnMethod: true,
      apiKey: 'optional',
      acknowledgements: [],
    };
  }
}
