import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Authorizers, AuthorizerSettings } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import type { GuardedRoute } from './policy-scope';
import { RouteScopes, ROUTES_FILE } from './route-scopes';
import { checkCacheTtl, DEFAULT_CACHE_TTL } from '../../../common/authorization/cache-ttl';
import { checkScopes } from '../../../common/authorization/scopes';
import { checkNames } from '../../../common/private/issuer-checks';
import { packagedFunction } from '../../../common/private/packaged-function';
import type { RestJwtOptions } from '../../rest-authorization-options';

const PER_TOKEN = 'method.request.header.Authorization';
const PER_ROUTE = `${PER_TOKEN},context.httpMethod,context.resourcePath`;

/** The packaged authorizer verifies tokens. */
export class JwtAuthorization implements AuthorizationMethod {
  /** @throws when no issuer is given, one is given twice, or an option is out of range. */
  public constructor(private readonly options: RestJwtOptions) {
    const { issuers, scopes, contextClaims, customerClaim } = options;
    if (!Array.isArray(issuers) || issuers.length === 0) throw new Error(`issuers of RestAuthorization.jwt() is ${JSON.stringify(issuers) ?? 'missing'}; give at least one JwtIssuer`);
    const urls = issuers.map(({ issuerUrl }) => issuerUrl);
    const twice = urls.find((url, index) => urls.indexOf(url) !== index);
    if (twice !== undefined) throw new Error(`issuers of RestAuthorization.jwt() has ${JSON.stringify(twice)} twice; give one JwtIssuer with all audiences or clients`);
    checkScopes('scopes of RestAuthorization.jwt()', scopes);
    checkCacheTtl('RestAuthorization.jwt', options.cacheTtl);
    checkSeconds('clockTolerance', options.clockTolerance, 0, 300);
    checkSeconds('keyRefresh', options.keyRefresh, 10, 86_400);
    checkSeconds('keyGrace', options.keyGrace, this.refreshSeconds, 86_400);
    if (contextClaims && contextClaims.length > 0) checkNames('contextClaims of RestAuthorization.jwt()', contextClaims, 'give names of claims, like ["sub", "scope"]');
    if (customerClaim !== undefined) checkNames('customerClaim of RestAuthorization.jwt()', [customerClaim], 'give the name of a claim, like "client_id"');
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { authorizerName = 'Jwt', scopes = [], customerClaim, cacheTtl = DEFAULT_CACHE_TTL, logRetention } = this.options;
    if (customerClaim !== undefined && !authorizers.keysFromAuthorizers) {
      throw new Error(`RestAuthorization.jwt() has the customerClaim ${JSON.stringify(customerClaim)}, but the API takes API keys from a header; give the API apiKeySource: ApiKeySourceType.AUTHORIZER`);
    }
    return {
      name: 'jwt(...)',
      authorizationType: apigateway.AuthorizationType.CUSTOM,
      authorizer: authorizers.provide({
        kind: 'jwt',
        name: authorizerName,
        identity: { ...this.configuration, cacheTtl: cacheTtl.toSeconds(), logRetention },
        create: (scope, guarded) => this.create(scope, () => guarded().map(({ key, scopes: needed }) => ({ key, scopes: [...needed].sort() }))),
      }),
      scopes,
      apiKey: 'optional',
      ...(customerClaim !== undefined && { namesApiKey: 'by-claim' }),
      acknowledgements: [{ id: 'AwsSolutions-COG4', reason: 'callers are authorized by a Lambda authorizer that verifies tokens of the issuers' }],
    };
  }

  private get refreshSeconds(): number {
    return (this.options.keyRefresh ?? Duration.minutes(5)).toSeconds({ integral: false });
  }

  private get graceSeconds(): number {
    return this.options.keyGrace?.toSeconds() ?? Math.max(3600, this.refreshSeconds);
  }

  private create(scope: Construct, guarded: () => GuardedRoute[]): AuthorizerSettings {
    const stack = Stack.of(scope);
    const scopes = (): RouteScopes => new RouteScopes(stack, guarded(), this.configuration);
    const handler = packagedFunction(scope, 'Handler', {
      asset: 'authorizers',
      export: 'restHandler',
      description: `Verifies tokens for the API ${scope.node.scopes.at(-3)?.node.id ?? ''}`.trim(),
      logRetention: this.options.logRetention,
      environment: { AUTHORIZER_CONFIG: Lazy.string({ produce: () => stack.toJsonString(scopes().configuration) }) },
      lateFile: { name: ROUTES_FILE, content: () => scopes().file },
    });
    scope.node.addValidation({ validate: () => scopes().problems });
    return {
      type: 'REQUEST',
      identitySource: Lazy.string({ produce: () => (scopes().needPolicyPerRoute ? PER_ROUTE : PER_TOKEN) }),
      handler,
      cacheTtl: this.options.cacheTtl ?? DEFAULT_CACHE_TTL,
    };
  }

  /** Everything but the routes. What is left out is what the authorizer assumes. */
  private get configuration(): object {
    const { issuers, clockTolerance, contextClaims, customerClaim, keyRefresh, keyGrace } = this.options;
    return {
      issuers: issuers.map(({ _configuration }) => (
        { ..._configuration, ...(customerClaim !== undefined && { usageIdentifier: { claim: customerClaim } }) }
      )),
      ...(clockTolerance && { clockToleranceSeconds: clockTolerance.toSeconds() }),
      ...(contextClaims && { contextClaims }),
      ...((keyRefresh ?? keyGrace) && { keys: { refreshSeconds: this.refreshSeconds, staleSeconds: this.graceSeconds } }),
    };
  }
}

function checkSeconds(what: string, duration: Duration | undefined, least: number, most: number): void {
  if (!duration || duration.isUnresolved()) return;
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) throw new Error(`${what} of RestAuthorization.jwt() is ${seconds} seconds; expected whole seconds from ${least} to ${most}`);
}

