import { FUNCTION_ARN } from './gateway-call';
import { ORDERS_API } from './models';
import { HttpApi, HttpIntegration, HttpRoute, HttpStage } from '../../local/model/http-api';

/** A function with payload 2.0; `overrides` adds what a test is about. */
export function lambda(overrides: Partial<HttpIntegration> = {}): HttpIntegration {
  return {
    logicalId: 'OrdersIntegration',
    integrationId: 'int1',
    type: 'AWS_PROXY',
    uri: FUNCTION_ARN,
    payloadFormatVersion: '2.0',
    timeoutMilliseconds: 30_000,
    connectionType: 'INTERNET',
    requestParameters: new Map(),
    responseParameters: new Map(),
    ...overrides,
  };
}

export function proxy(uri: string, overrides: Partial<HttpIntegration> = {}): HttpIntegration {
  return lambda({ type: 'HTTP_PROXY', uri, payloadFormatVersion: '1.0', ...overrides });
}

export function route(routeKey: string, overrides: Partial<HttpRoute> = {}): HttpRoute {
  return { logicalId: `Route${routeKey}`, routeId: routeKey, routeKey, authorizationType: 'NONE', authorizationScopes: [], integration: lambda(), ...overrides };
}

export function stage(name: string, overrides: Partial<HttpStage> = {}): HttpStage {
  return { logicalId: `Stage${name}`, name, variables: new Map(), defaultRouteSettings: { detailedMetrics: false }, routeSettings: new Map(), deploymentId: 'd1', ...overrides };
}

/** An API of the stage `$default`. */
export function httpApi(routes: readonly HttpRoute[], overrides: Partial<HttpApi> = {}): HttpApi {
  return {
    ...ORDERS_API,
    executeApiDisabled: false,
    routes,
    authorizers: [],
    stages: [stage('$default')],
    domains: [],
    ...overrides,
  };
}
