import { authorizerModel } from './scenario';
import { HttpAuthorizationDependencies, HttpStageAuthorization } from '../../../../local/authorization/http/http-stage-authorization';
import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { SignatureVerifier } from '../../../../local/authorization/signature-verifier';
import { compileHttpApi } from '../../../../local/gateway/http/compile-http-api';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { isObject, JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { HttpRoute } from '../../../../local/model/http-api';
import { ACCOUNT_LIMITS } from '../../../../local/model/throttle';
import { TokenLab } from '../../../handlers/authorizers/token-lab';
import { callGateway } from '../../../support/gateway-call';
import { httpApi, lambda, route } from '../../../support/http-models';
import { RecordingReporter } from '../../../support/recording-reporter';

// Authorization in its place: what a caller reads, and what the function behind a route gets to know.

const issuer = 'https://issuer.example';
const audience = 'orders-web';
const now = 1_795_000_000;
const lab = new TokenLab({ issuer, audience, now });
const authorizerArn = 'arn:aws:lambda:us-east-1:123456789012:function:auth';
const authorizerUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${authorizerArn}/invocations`;

const jwt = authorizerModel({ id: 'jwt', jwt: { issuer, audience: [audience], local: false } });
const custom = authorizerModel({ id: 'custom', type: 'REQUEST', uri: authorizerUri, simpleResponses: true, resultTtlSeconds: 60 });
const of = (authorizationType: HttpRoute['authorizationType'], authorizerId: string, more: Partial<HttpRoute> = {}): Partial<HttpRoute> => ({ authorizationType, authorizerId, ...more });
const api = httpApi([
  route('GET /me', of('JWT', 'jwt')),
  route('GET /orders/{id}', of('JWT', 'jwt', { authorizationScopes: ['orders/read'] })),
  route('DELETE /orders/{id}', of('JWT', 'jwt', { authorizationScopes: ['orders/delete'] })),
  route('GET /old', of('JWT', 'jwt', { integration: lambda({ payloadFormatVersion: '1.0' }) })),
  route('GET /custom', of('CUSTOM', 'custom')),
  route('GET /signed', of('AWS_IAM', '')),
], { authorizers: [jwt, custom] });

interface Answer {
  readonly status: number;
  /** `www-authenticate`. */
  readonly challenge: string | undefined;
  readonly body: string;
}

let seen: JsonObject[];
let authorizerEvents: JsonObject[];
let reporter: RecordingReporter;
let call: (method: string, path: string, headers?: readonly string[]) => Promise<Answer>;

beforeEach(() => {
  seen = [];
  authorizerEvents = [];
  reporter = new RecordingReporter();
  const clock = LocalClock.frozenAt(now * 1000);
  const keys = new RemoteKeys(issuer, { fetch: async () => lab.jwks().keys as readonly JsonObject[] }, clock);
  const functions = {
    find: (arn: string) => ({
      name: 'fn',
      run: ({ text }: { readonly text: string }, _: unknown, done: (result: { readonly kind: 'success'; readonly payload: string }) => void) => {
        (arn === authorizerArn ? authorizerEvents : seen).push(JSON.parse(text) as JsonObject);
        done({ kind: 'success', payload: JSON.stringify(arn === authorizerArn ? { isAuthorized: true, context: { tenant: 'blue', groups: ['a'] } } : { statusCode: 200, body: 'ok' }) });
      },
    }),
  };
  const signatures: SignatureVerifier = {
    verify: async () => ({ kind: 'refused', refusal: { responseType: 'X', message: 'm', errorType: 'e', reason: 'not signed' } }),
  };
  const dependencies: HttpAuthorizationDependencies = { clock, functions, signatures, callers: { callerOf: () => undefined }, keysOf: () => keys };
  const gateway = compileHttpApi(api, {
    clock,
    reporter,
    functions,
    accountThrottle: new TokenBucket(ACCOUNT_LIMITS, clock),
    backends: new Map(),
    authorization: (own, stage) => new HttpStageAuthorization(own, stage, dependencies),
    serviceActions: () => { throw new Error('there are none'); },
  });
  call = async (method, path, headers = []) => {
    const answer = await callGateway(gateway, path, { method, headers });
    return { status: answer.status, challenge: answer.headers['www-authenticate'], body: answer.body };
  };
});

const bearer = ['Authorization', `Bearer ${lab.token({ claims: { 'cognito:groups': ['admins', 'ops'] } })}`];
const authorizerOf = (event: JsonObject | undefined): unknown => (isObject(event?.requestContext) ? event.requestContext.authorizer : undefined);

test('claims reach a function with payload 2.0', async () => {
  expect(await call('GET', '/orders/7', bearer)).toMatchObject({ status: 200, body: 'ok' });
  expect(await call('GET', '/me', bearer)).toMatchObject({ status: 200 });
  expect(seen.map(authorizerOf)).toEqual([
    { jwt: { claims: expect.objectContaining({ 'iss': issuer, 'cognito:groups': '[admins ops]', 'exp': String(now + 3600) }), scopes: ['orders/read'] } },
    { jwt: { claims: expect.objectContaining({ sub: 'ann' }), scopes: null } },
  ]);
});

test('claims reach a function with payload 1.0', async () => {
  await call('GET', '/old', bearer);
  expect(authorizerOf(seen[0])).toMatchObject({ claims: { sub: 'ann' }, scopes: null });
});

test.each<[string, string, string, readonly string[], number, string, string | undefined]>([
  ['no token', 'GET', '/me', [], 401, '{"message":"Unauthorized"}', 'Bearer'],
  ['no JWT', 'GET', '/me', ['Authorization', 'Bearer not-a-token'], 401, '{"message":"Unauthorized"}',
    'Bearer scope="" error="invalid_token" error_description="token contains an invalid number of segments"'],
  ['another audience', 'GET', '/me', ['Authorization', lab.token({ claims: { aud: 'other' } })], 401, '{"message":"Unauthorized"}',
    'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"'],
  ['no scope', 'DELETE', '/orders/7', bearer, 403, '{"message":"Forbidden"}',
    'Bearer scope="orders/delete" error="insufficient_scope" error_description="the token does not have any of the required scopes"'],
  ['two tokens', 'GET', '/me', [...bearer, ...bearer], 401, '{"message":"Unauthorized"}', expect.stringContaining('invalid_token') as unknown as string],
  ['no signature', 'GET', '/signed', [], 403, '{"message":"Forbidden"}', undefined],
  ['no identity source', 'GET', '/custom', [], 401, '{"message":"Unauthorized"}', undefined],
])('%s', async (_, method, path, headers, status, body, challenge) => {
  expect(await call(method, path, headers)).toEqual({ status, body, challenge });
  expect([...seen, ...authorizerEvents]).toEqual([]);
  expect(reporter.of('request-failed')).toMatchObject([{ status, reason: expect.stringMatching(/./) }]);
});

test('what a Lambda authorizer tells reaches the function, from the cache too', async () => {
  for (let index = 0; index < 2; index++) expect(await call('GET', '/custom', ['Authorization', 'secret'])).toMatchObject({ status: 200 });
  expect(seen.map(authorizerOf)).toEqual([{ lambda: { tenant: 'blue', groups: ['a'] } }, { lambda: { tenant: 'blue', groups: ['a'] } }]);
  expect(authorizerEvents).toMatchObject([{
    version: '2.0', routeKey: 'GET /custom', rawPath: '/custom', identitySource: ['secret'], headers: { authorization: 'secret', host: 'localhost:3001' }, requestContext: { http: { path: '/custom' } },
  }]);
});
