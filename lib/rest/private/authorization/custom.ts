import { Duration, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Authorizers, AuthorizerSettings } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { checkCacheTtl, DEFAULT_CACHE_TTL } from '../../../common/authorization/cache-ttl';
import { identityOf } from '../../../common/authorization/shared-authorizers';
import type { RestCustomRequestOptions, RestCustomTokenOptions } from '../../rest-authorization-options';

const AUTHORIZATION_HEADER = 'method.request.header.Authorization';
/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html */
const IDENTITY_SOURCE = /^(method\.request\.(header|querystring)\.[A-Za-z0-9._$-]+|stageVariables\.\w+|context\.[A-Za-z0-9.]+)$/;
/** The same part of a request as people write it elsewhere. */
const elsewhere: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^\$request\.header\./, 'method.request.header.'],
  [/^\$request\.querystring\./, 'method.request.querystring.'],
  [/^(route|integration)\.request\./, 'method.request.'],
  [/^\$(context|stageVariables)\./, '$1.'],
  [/^([A-Za-z0-9-]+)$/, 'method.request.header.$1'],
];

type Custom = Pick<RestCustomTokenOptions, 'handler' | 'authorizerName'>;

/** A function of the user's own decides. */
export class CustomAuthorization implements AuthorizationMethod {
  /** @throws when an option is out of range. */
  public static token(options: RestCustomTokenOptions): CustomAuthorization {
    const { identitySource = AUTHORIZATION_HEADER, validationExpression, cacheTtl = DEFAULT_CACHE_TTL } = options;
    checkSource('identitySource of RestAuthorization.customToken()', identitySource);
    if (!Token.isUnresolved(identitySource) && !identitySource.startsWith('method.request.header.')) {
      throw new Error(`identitySource of RestAuthorization.customToken() is ${JSON.stringify(identitySource)}; TOKEN authorizers read one header, use RestAuthorization.customRequest() for anything else`);
    }
    checkCacheTtl('RestAuthorization.customToken', cacheTtl);
    return new CustomAuthorization('customToken', options, { type: 'TOKEN', identitySource, identityValidationExpression: validationExpression, cacheTtl });
  }

  /** @throws when an option is out of range, or results would be kept without a key to find them by. */
  public static request(options: RestCustomRequestOptions): CustomAuthorization {
    const { identitySources = [] } = options;
    for (const source of identitySources) checkSource('identitySources of RestAuthorization.customRequest()', source);
    const cacheTtl = options.cacheTtl ?? (identitySources.length > 0 ? DEFAULT_CACHE_TTL : Duration.seconds(0));
    checkCacheTtl('RestAuthorization.customRequest', cacheTtl);
    if (identitySources.length === 0 && (cacheTtl.isUnresolved() || cacheTtl.toSeconds() > 0)) {
      throw new Error('RestAuthorization.customRequest() has a cacheTtl but no identitySources, so that one caller would get the result of another; '
        + `give what the result depends on, like identitySources: [${JSON.stringify(AUTHORIZATION_HEADER)}], or cacheTtl: Duration.seconds(0)`);
    }
    return new CustomAuthorization('customRequest', options, { type: 'REQUEST', identitySource: identitySources.length > 0 ? identitySources.join(',') : undefined, cacheTtl });
  }

  private constructor(private readonly kind: 'customToken' | 'customRequest', private readonly options: Custom, private readonly settings: AuthorizerSettings) {
    if (!options.handler) throw new Error(`RestAuthorization.${kind}() has no handler; give the function that decides`);
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { kind, settings } = this;
    const { handler, authorizerName = kind === 'customToken' ? 'CustomToken' : 'CustomRequest' } = this.options;
    return {
      name: `${kind}(...)`,
      authorizationType: apigateway.AuthorizationType.CUSTOM,
      authorizer: authorizers.provide({
        kind,
        name: authorizerName,
        identity: { ...settings, cacheTtl: settings.cacheTtl.toSeconds(), handler: identityOf(handler) },
        create: () => ({ ...settings, handler }),
      }),
      apiKey: 'optional',
      namesApiKey: 'by-handler',
      acknowledgements: [{ id: 'AwsSolutions-COG4', reason: 'callers are authorized by a Lambda authorizer' }],
    };
  }
}

function checkSource(what: string, source: string): void {
  if (Token.isUnresolved(source) || IDENTITY_SOURCE.test(source)) return;
  const found = elsewhere.find(([pattern]) => pattern.test(source));
  const fix = found ? source.replace(found[0], found[1]) : AUTHORIZATION_HEADER;
  throw new Error(`${what} is ${JSON.stringify(source)}; expected method.request.header.<name>, method.request.querystring.<name>, stageVariables.<name> or context.<name>, like ${JSON.stringify(fix)}`);
}
