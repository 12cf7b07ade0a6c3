import { compileFunctionIntegration } from './function-integration';
import { compileHttpProxy } from './http-proxy';
import { compileServiceIntegration } from './service-integration';
import { messageOf } from '../../../errors';
import { HttpIntegration, HttpRoute } from '../../../model/http-api';
import { HttpIntegrate } from '../compiled-http-api';
import { HttpGatewayDependencies } from '../dependencies';
import { internalError, notServed } from '../failures';

/** A compiled integration. */
export interface CompiledHttpIntegration {
  readonly integrate: HttpIntegrate;
  /** What of it is not served, in one line; then every call answers 501. */
  readonly notServed?: string;
}

/** Compiles what answers a route. Never throws: what can't be served answers 501, and a route without integration 500 as in the service. */
export function compileIntegration({ integration, routeKey }: HttpRoute, dependencies: HttpGatewayDependencies): CompiledHttpIntegration {
  if (!integration) return { integrate: (_exchange, done) => done(internalError('the route has no integration')) };
  try {
    return { integrate: compile(integration, routeKey, dependencies) };
  } catch (error) {
    const detail = messageOf(error);
    return { integrate: (_exchange, done) => done(notServed(detail)), notServed: detail };
  }
}

function compile(integration: HttpIntegration, routeKey: string, dependencies: HttpGatewayDependencies): HttpIntegrate {
  if (integration.subtype !== undefined) return compileServiceIntegration(integration, dependencies);
  return integration.type === 'AWS_PROXY' ? compileFunctionIntegration(integration) : compileHttpProxy(integration, routeKey, dependencies.backends);
}
