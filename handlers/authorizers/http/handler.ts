import { HttpAuthorizerConfiguration } from './configuration';
import { HttpContext, httpContext } from './context';
import { readHttpEvent, tokenOf } from './event';
import { OriginSecret, originSecret, SecretVersions } from './origin-secret';
import { AuthorizerError, ConfigurationError, TokenFormatError } from '../errors';
import { Log } from '../log';
import { checkClaimsAsNative } from '../token/claims';
import { satisfies } from '../token/scopes';
import { Ports, verifier, Verify } from '../verifier';

/** The simple response of payload format 2.0. */
export interface HttpResult {
  readonly isAuthorized: boolean;
  readonly context?: HttpContext;
}

/** Takes any event, never rejects: API Gateway answers 403 where it is denied, and 500 were it to fail. */
export type HttpHandler = (event: unknown) => Promise<HttpResult>;

export interface HttpHandlerOptions extends Ports {
  readonly configuration: HttpAuthorizerConfiguration;
  readonly secretVersions: SecretVersions;
}

const DENIED: HttpResult = { isAuthorized: false };

/** The token lacks the scopes of the route. */
class ScopeError extends AuthorizerError {}

/**
 * A REQUEST authorizer of HTTP APIs behind CloudFront: the origin secret first, then what the route asks of a token, judged as the native JWT authorizer would.
 */
export function makeHttpHandler({ configuration, secretVersions, ...ports }: HttpHandlerOptions): HttpHandler {
  const { issuers, routes, origin, contextClaims } = configuration;
  const checkOrigin: OriginSecret = originSecret({ ...ports, versions: secretVersions, lifetimes: origin });
  // One for each, as the native authorizer of a route knows only its own issuer.
  const verifiers: readonly Verify[] = issuers.map((issuer) => verifier({ ...configuration, issuers: [issuer] }, ports, checkClaimsAsNative));
  const guarded = new Map(Object.entries(routes));

  async function authorize(event: unknown): Promise<HttpResult> {
    const request = readHttpEvent(event);
    await checkOrigin(request.header(origin.header));
    const route = guarded.get(request.routeKey);
    if (!route) throw new TokenFormatError('route-unknown', request.routeKey);
    const caller = request.viewerAddress !== undefined && { viewerAddress: request.viewerAddress };
    if (route.issuer === undefined) return { isAuthorized: true, ...(caller && { context: caller }) };
    const verify = verifiers[route.issuer];
    if (!verify) throw new ConfigurationError('routes', route.issuer, 'the place of an issuer');
    const token = await verify(tokenOf(request));
    if (!satisfies(token.scopes, route.scopes)) throw new ScopeError('scope', undefined, route.scopes);
    return { isAuthorized: true, context: { ...httpContext(token, contextClaims.filter((name) => name !== 'viewerAddress')), ...caller } };
  }

  return async (event) => {
    try {
      return await authorize(event);
    } catch (error) {
      logDenial(ports.log, error);
      return DENIED;
    }
  };
}

/** Denies everything and says why, for a function that is not configured as it should be. */
export function makeRefusingHttpHandler(error: unknown, log: Log): HttpHandler {
  const message = error instanceof ConfigurationError ? error.message : 'unexpected error';
  log({ level: 'ERROR', message: 'the authorizer is not configured, every request is denied', reason: 'configuration', detail: message });
  return async () => {
    log({ level: 'ERROR', message: 'forbidden', reason: 'configuration' });
    return DENIED;
  };
}

function logDenial(log: Log, error: unknown): void {
  const { reason, actual, expected } = error instanceof AuthorizerError ? error : new AuthorizerError('unexpected');
  const isPlain = actual === undefined || typeof actual === 'string' || typeof actual === 'number';
  log({ level: 'WARN', message: 'forbidden', reason, actual: isPlain ? actual : typeof actual, expected });
}
