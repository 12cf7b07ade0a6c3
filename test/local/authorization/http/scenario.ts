import { HttpAuthorizerAnswer, HttpAuthorizerCall } from '../../../../local/authorization/http/http-authorizer-call';
import { HttpAuthorizationDependencies, HttpStageAuthorization } from '../../../../local/authorization/http/http-stage-authorization';
import { VerificationKeys } from '../../../../local/authorization/jwt/verification-keys';
import { GatewayRequest } from '../../../../local/gateway/message/request';
import { JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { HttpAuthorizer, HttpRoute } from '../../../../local/model/http-api';

export const account = '123456789012';
export const stageArn = `arn:aws:execute-api:us-east-1:${account}:abc123/$default`;

export interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly route?: Partial<HttpRoute>;
  readonly stageName?: string;
  readonly receivedAt?: number;
  readonly stageVariables?: ReadonlyMap<string, string>;
  readonly context?: Readonly<Record<string, string>>;
  readonly requestContext?: (version: '1.0' | '2.0') => JsonObject;
}

/** A call as the pipeline hands it over. */
export function call(asked: Asked = {}): HttpAuthorizerCall {
  const { path = '/orders/7', method = 'GET', headers = {}, query = {}, stageName = '$default', receivedAt = 0, stageVariables = new Map(), context = {} } = asked;
  const request: GatewayRequest = {
    method,
    rawPath: path,
    rawQuery: Object.entries(query).flatMap(([name, values]) => values.map((value) => `${name}=${value}`)).join('&'),
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { name, values: typeof value === 'string' ? [value] : value }])),
    body: Buffer.alloc(0),
    sourceIp: '192.0.2.1',
    receivedAt,
  };
  const route: HttpRoute = {
    logicalId: 'Route', routeId: 'r1', routeKey: 'GET /orders/{id}', authorizationType: 'CUSTOM', authorizerId: 'auth1', authorizationScopes: [], ...asked.route,
  };
  return {
    route,
    request,
    requestId: 'r-1',
    stageName,
    routeArn: `${stageArn}/${method}${path}`,
    pathParameters: new Map([['id', '7']]),
    stageVariables,
    headers: () => [...request.headers.values()],
    requestContext: asked.requestContext ?? ((version): JsonObject => (version === '1.0' ? { path, stage: stageName } : { http: { method, path }, stage: stageName })),
    context: (name) => context[name] ?? (name === 'routeKey' ? route.routeKey : undefined),
  };
}

export function authorizerModel(overrides: Partial<HttpAuthorizer> = {}): HttpAuthorizer {
  return {
    id: 'auth1',
    logicalId: 'Auth',
    name: 'auth',
    type: 'JWT',
    identitySources: ['$request.header.Authorization'],
    payloadFormatVersion: '2.0',
    simpleResponses: false,
    resultTtlSeconds: 0,
    ...overrides,
  };
}

/** Authorization of a stage of which a test needs a part. */
export function stageAuthorization(
  model: HttpAuthorizer, dependencies: Partial<HttpAuthorizationDependencies>, variables = new Map<string, string>(),
): HttpStageAuthorization {
  return new HttpStageAuthorization({ account, authorizers: [model] }, { variables }, {
    clock: LocalClock.frozenAt(0),
    functions: { find: () => undefined },
    signatures: { verify: () => { throw new Error('nobody signs here'); } },
    callers: { callerOf: () => undefined },
    keysOf: () => { throw new Error('there are no tokens here'); },
    ...dependencies,
  });
}

/** A JWT authorizer's stage. */
export function jwtStage(
  issuer: string, audience: readonly string[], keys: VerificationKeys, clock: LocalClock, overrides: Partial<HttpAuthorizer> = {},
): HttpStageAuthorization {
  return stageAuthorization(authorizerModel({ jwt: { issuer, audience, local: false }, ...overrides }), { clock, keysOf: () => keys });
}

/** Value of a header of a refusal. */
export function headerOf({ failure }: HttpAuthorizerAnswer, name: string): string | undefined {
  const headers = failure?.headers ?? [];
  const index = headers.indexOf(name);
  return index < 0 ? undefined : headers[index + 1];
}
