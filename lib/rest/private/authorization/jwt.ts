import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { RestJwtOptions } from '../../rest-authorization-options';
import type { Authorizers, AuthorizerSettings } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { checkCacheTtl, DEFAULT_CACHE_TTL } from './cache-ttl';
import { type GuardedRoute, policyScope } from './policy-scope';
import { checkScopes } from './scopes';
import { checkNames } from '../../../common/private/issuer-checks';
import { packagedFunction } from '../../../common/private/packaged-function';

/** What a function's environment holds, all names and values together. */
const LARGEST_ENVIRONMENT = 4_096;
const VARIABLE = 'AUTHORIZER_CONFIG';
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
    checkCacheTtl('jwt', options.cacheTtl);
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
        identity: { ...this.configuration([]), cacheTtl: cacheTtl.toSeconds(), logRetention },
        create: (scope, guarded) => this.create(scope, () => guarded().map(({ key, scopes: needed }) => ({ key, scopes: [...needed].sort() }))),
      }),
      scopes,
      apiKey: 'optional',
      ...(customerClaim !== undefined && { namesApiKey: 'by-claim' }),
      acknowledgements: [{ id: 'AwsSolutions::AwsSolutions-COG4', reason: 'callers are authorized by a Lambda authorizer that verifies tokens of the issuers' }],
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
    const handler = packagedFunction(scope, 'Handler', {
      asset: 'authorizers',
      export: 'restHandler',
      description: `Verifies tokens for the API ${scope.node.scopes.at(-3)?.node.id ?? ''}`.trim(),
      logRetention: this.options.logRetention,
      environment: { [VARIABLE]: Lazy.string({ produce: () => stack.toJsonString(this.configuration(guarded())) }) },
    });
    scope.node.addValidation({ validate: () => this.problems(stack, guarded()) });
    return {
      type: 'REQUEST',
      identitySource: Lazy.string({ produce: () => (needsPolicyPerRoute(guarded()) ? PER_ROUTE : PER_TOKEN) }),
      handler,
      cacheTtl: this.options.cacheTtl ?? DEFAULT_CACHE_TTL,
    };
  }

  /** What is left out is what the authorizer assumes. */
  private configuration(guarded: readonly GuardedRoute[]): object {
    const { issuers, clockTolerance, contextClaims, customerClaim, keyRefresh, keyGrace } = this.options;
    const [first] = guarded;
    return {
      issuers: issuers.map(({ _configuration }) => ({ ..._configuration, ...(customerClaim !== undefined && { usageIdentifier: { claim: customerClaim } }) })),
      ...(clockTolerance && { clockToleranceSeconds: clockTolerance.toSeconds() }),
      ...(contextClaims && { contextClaims }),
      ...((keyRefresh ?? keyGrace) && { keys: { refreshSeconds: this.refreshSeconds, staleSeconds: this.graceSeconds } }),
      ...(differInScopes(guarded)
        ? { routes: Object.fromEntries(guarded.map(({ key, scopes }) => [key.toString(), scopes])), ...(needsPolicyPerRoute(guarded) && { policy: 'route' }) }
        : first && first.scopes.length > 0 && { requiredScopes: first.scopes }),
    };
  }

  private problems(stack: Stack, guarded: readonly GuardedRoute[]): string[] {
    // What only CloudFormation knows is counted as written in the template, which is about as long.
    const size = VARIABLE.length + JSON.stringify(stack.resolve(this.configuration(guarded))).length;
    if (size <= LARGEST_ENVIRONMENT) return [];
    return [`the configuration of authorizer ${JSON.stringify(this.options.authorizerName ?? 'Jwt')} has ${size} bytes for ${guarded.length} routes, but the environment of a function holds ${LARGEST_ENVIRONMENT}; `
      + 'give routes the same scopes, or give some of them a RestAuthorization.jwt() with an authorizerName of its own'];
  }
}

function differInScopes(guarded: readonly GuardedRoute[]): boolean {
  return new Set(guarded.map(({ scopes }) => JSON.stringify(scopes))).size > 1;
}

function needsPolicyPerRoute(guarded: readonly GuardedRoute[]): boolean {
  return differInScopes(guarded) && policyScope(guarded) === 'route';
}

function checkSeconds(what: string, duration: Duration | undefined, least: number, most: number): void {
  if (!duration || duration.isUnresolved()) return;
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) throw new Error(`${what} of RestAuthorization.jwt() is ${seconds} seconds; expected whole seconds from ${least} to ${most}`);
}

