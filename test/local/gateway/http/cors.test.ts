import { Harness, returning } from './http-harness';
import { HttpCors } from '../../../../local/model/http-api';
import { httpApi, lambda, route } from '../../../support/http-models';

const ORIGIN = 'https://app.example.com';
const PREFLIGHT = ['Origin', ORIGIN, 'Access-Control-Request-Method', 'PUT'];

function cors(overrides: Partial<HttpCors> = {}): HttpCors {
  return { allowOrigins: [ORIGIN], allowMethods: ['GET', 'PUT'], allowHeaders: ['authorization', 'x-a'], exposeHeaders: ['x-b', 'date'], allowCredentials: true, maxAgeSeconds: 300, ...overrides };
}

function harness(routeKey = 'GET /orders', rules: HttpCors | undefined = cors(), overrides = {}): Harness {
  return new Harness(httpApi([route(routeKey, overrides)], rules === undefined ? {} : { cors: rules }));
}

function corsHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));
}

const SAID_TO_ALL = { 'access-control-allow-origin': ORIGIN, 'access-control-allow-credentials': 'true', 'access-control-expose-headers': 'x-b,date' };
const SAID_TO_PREFLIGHTS = { ...SAID_TO_ALL, 'access-control-allow-methods': 'GET,PUT', 'access-control-allow-headers': 'authorization,x-a', 'access-control-max-age': '300' };

test('the gateway answers a preflight, though no route has OPTIONS', async () => {
  const answer = await harness().call('/orders', { method: 'OPTIONS', headers: PREFLIGHT });
  expect(answer).toMatchObject({ status: 204, body: '' });
  expect(answer.headers).toEqual({ ...SAID_TO_PREFLIGHTS, 'apigw-requestid': 'extended0000001=' });
});

test.each([
  ['an OPTIONS request that is no preflight', ['Origin', ORIGIN]],
  ['one without origin', ['Access-Control-Request-Method', 'PUT']],
])('%s needs a route', async (_what, headers) => {
  expect(await harness().call('/orders', { method: 'OPTIONS', headers })).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
});

test('without CORS rules a preflight is a request like any other', async () => {
  const made = new Harness(httpApi([route('GET /orders')]));
  expect((await made.call('/orders', { method: 'OPTIONS', headers: PREFLIGHT })).status).toBe(404);
});

test.each<[string, string]>([['ANY /orders', 'ANY'], ['$default', '$default'], ['OPTIONS /{proxy+}', 'OPTIONS']])('a preflight reaches the route %s, and the gateway adds the headers', async (routeKey) => {
  const answer = await harness(routeKey).handler(returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'access-control-max-age': '1' } })).call('/orders', { method: 'OPTIONS', headers: PREFLIGHT });
  expect(answer.status).toBe(200);
  expect(corsHeaders(answer.headers)).toEqual(SAID_TO_PREFLIGHTS);
});

test.each(['ANY /orders', '$default'])('an authorizer of %s refuses preflights, as on AWS', async (routeKey) => {
  const made = harness(routeKey, cors(), { authorizationType: 'JWT' });
  made.verdict = { failure: { status: 401, message: 'Unauthorized', reason: 'no token' } };
  expect((await made.call('/orders', { method: 'OPTIONS', headers: PREFLIGHT })).status).toBe(401);
});

test('an authorizer of a route for one verb never sees a preflight', async () => {
  const made = harness('PUT /orders', cors(), { authorizationType: 'JWT' });
  expect((await made.call('/orders', { method: 'OPTIONS', headers: PREFLIGHT })).status).toBe(204);
  expect(made.calls).toEqual([]);
});

test('what an integration says of CORS is replaced, with an origin that may call and without', async () => {
  const made = harness().handler(returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://evil.example', 'ACCESS-CONTROL-EXPOSE-HEADERS': 'x', 'x-b': '1' } }));
  expect(corsHeaders((await made.call('/orders', { headers: ['Origin', ORIGIN] })).headers)).toEqual(SAID_TO_ALL);
  const other = await made.call('/orders', { headers: ['Origin', 'https://evil.example'] });
  expect(corsHeaders(other.headers)).toEqual({});
  expect(other).toMatchObject({ status: 200, headers: { 'x-b': '1' } });
  expect(corsHeaders((await made.call('/orders')).headers)).toEqual({});
});

test('without CORS rules an integration speaks for itself', async () => {
  const made = new Harness(httpApi([route('GET /orders')])).handler(returning({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } }));
  expect(corsHeaders((await made.call('/orders', { headers: ['Origin', ORIGIN] })).headers)).toEqual({ 'access-control-allow-origin': '*' });
});

test.each<[allowOrigins: string[], origin: string, said: string | undefined]>([
  [['*'], 'https://any.example', '*'],
  [['*'], 'null', '*'],
  [[ORIGIN], ORIGIN, ORIGIN],
  [[ORIGIN], 'https://APP.example.com', 'https://APP.example.com'],
  [[ORIGIN], `${ORIGIN}.evil.example`, undefined],
  [[ORIGIN], `${ORIGIN}:8443`, undefined],
  [[ORIGIN], 'http://app.example.com', undefined],
  [[ORIGIN], 'null', undefined],
  [['https://*'], 'https://any.example', 'https://any.example'],
  [['https://*'], 'http://any.example', undefined],
  [['https://*', 'http://localhost:5173'], 'http://localhost:5173', 'http://localhost:5173'],
])('%j: the origin %s is told %s', async (allowOrigins, origin, said) => {
  const made = harness('GET /orders', cors({ allowOrigins, allowCredentials: false }));
  for (const call of [{ headers: ['Origin', origin] }, { method: 'OPTIONS', headers: ['Origin', origin, 'Access-Control-Request-Method', 'GET'] }]) {
    expect((await made.call('/orders', call)).headers['access-control-allow-origin']).toBe(said);
  }
});

test('a rule that is not there has no header', async () => {
  const made = harness('GET /orders', { allowOrigins: ['*'], allowMethods: [], allowHeaders: [], exposeHeaders: [], allowCredentials: false });
  expect(corsHeaders((await made.call('/orders', { method: 'OPTIONS', headers: PREFLIGHT })).headers)).toEqual({ 'access-control-allow-origin': '*' });
});

test('errors of the gateway can be read by a page too', async () => {
  const made = new Harness(httpApi([route('GET /orders', { integration: lambda({ uri: 'arn:aws:lambda:us-east-1:123456789012:function:gone' }) })], { cors: cors() }));
  expect(corsHeaders((await made.call('/orders', { headers: ['Origin', ORIGIN] })).headers)).toEqual(SAID_TO_ALL);
  expect(corsHeaders((await made.call('/nowhere', { headers: ['Origin', ORIGIN] })).headers)).toEqual(SAID_TO_ALL);
});
