import { Duration, Token } from 'aws-cdk-lib';
import type { Authorizers } from './authorizers';
import type { AuthorizationBinding, AuthorizationMethod } from './binding';
import { checkCacheTtl, DEFAULT_CACHE_TTL } from '../../../common/authorization/cache-ttl';
import { identityOf } from '../../../common/authorization/shared-authorizers';
import type { HttpCustomFunctionOptions } from '../../http-authorization-options';

const CALLER = 'HttpAuthorization.customFunction';
const AUTHORIZATION_HEADER = '$request.header.Authorization';
/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
const IDENTITY_SOURCE = /^\$(request\.(header|querystring)\.[A-Za-z0-9._$-]+|stageVariables\.\w+|context\.[A-Za-z0-9.]+)$/;
/** What callers send and what is known of them; routes, paths and stage variables are the same for all of them. */
const OF_THE_CALLER = /^\$(request|context\.identity)\./;
/** The same part of a request as people write it for REST and WebSocket APIs. */
const elsewhere: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^(method|route|integration)\.request\./, '$request.'],
  [/^(context|stageVariables)\./, '$$$1.'],
  [/^([A-Za-z0-9-]+)$/, '$request.header.$1'],
];

/** A function of the user's own decides. */
export class CustomFunctionAuthorization implements AuthorizationMethod {
  private readonly identitySource: readonly string[];
  private readonly cacheTtl: Duration;

  /** @throws when an option is out of range, or verdicts would be kept without a key to find them by. */
  public constructor(private readonly options: HttpCustomFunctionOptions) {
    if (!options.handler) throw new Error(`${CALLER}() has no handler; give the function that decides`);
    this.identitySource = options.identitySources ?? [AUTHORIZATION_HEADER, '$context.routeKey'];
    this.identitySource.forEach(checkSource);
    const nothingToTellCallersApart = !this.identitySource.some((source) => OF_THE_CALLER.test(source));
    this.cacheTtl = options.cacheTtl ?? (nothingToTellCallersApart ? Duration.seconds(0) : DEFAULT_CACHE_TTL);
    checkCacheTtl(CALLER, this.cacheTtl);
    if (nothingToTellCallersApart && (this.cacheTtl.isUnresolved() || this.cacheTtl.toSeconds() > 0)) {
      throw new Error(`${CALLER}() has a cacheTtl but no identitySources that tell callers apart, so that one would get the verdict of another; `
        + `give what the verdict depends on, like identitySources: [${JSON.stringify(AUTHORIZATION_HEADER)}], or cacheTtl: Duration.seconds(0)`);
    }
  }

  public bind(authorizers: Authorizers): AuthorizationBinding {
    const { cacheTtl, identitySource } = this;
    const { handler, authorizerName = 'CustomFunction' } = this.options;
    const settings = {
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      // Both are written even where they are what the service assumes.
      identitySource: [...identitySource],
      authorizerResultTtlInSeconds: cacheTtl.toSeconds(),
    };
    return {
      name: 'customFunction(...)',
      type: 'CUSTOM',
      acknowledgements: [],
      authorizerId: () => authorizers.provide({
        caller: CALLER,
        name: authorizerName,
        identity: { ...settings, handler: identityOf(handler) },
        settings,
        handler,
      }),
    };
  }
}

function checkSource(source: string): void {
  if (Token.isUnresolved(source) || IDENTITY_SOURCE.test(source)) return;
  const found = elsewhere.find(([pattern]) => pattern.test(source));
  const fix = found ? source.replace(found[0], found[1]) : AUTHORIZATION_HEADER;
  throw new Error(`identitySources of ${CALLER}() has ${JSON.stringify(source)}; `
    + `expected $request.header.<name>, $request.querystring.<name>, $context.<name> or $stageVariables.<name>, like ${JSON.stringify(fix)}`);
}
