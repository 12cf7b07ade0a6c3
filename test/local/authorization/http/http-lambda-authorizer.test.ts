import { readFileSync } from 'node:fs';
import { Asked, authorizerModel, call, stageArn, stageAuthorization } from './scenario';
import { HttpAuthorizerAnswer } from '../../../../local/authorization/http/http-authorizer-call';
import { JsonObject } from '../../../../local/json';
import { InvokeResult } from '../../../../local/lambda/function-runtime';
import { LocalClock } from '../../../../local/local-clock';
import { HttpAuthorizer } from '../../../../local/model/http-api';
import { functionArn, policyFor, StubFunction } from '../authorizers/scenario';

const stageVariables = new Map([['tenant', 'blue'], ['fn', functionArn]]);
const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
const own = `${stageArn}/GET/orders/7`;

function setUp(overrides: Partial<HttpAuthorizer> = {}, answer: (event: Record<string, unknown>) => unknown = () => ({ isAuthorized: true })) {
  const clock = LocalClock.frozenAt(0);
  const functions = new StubFunction(answer);
  const model = authorizerModel({ type: 'REQUEST', uri, simpleResponses: true, ...overrides });
  const stage = stageAuthorization(model, { clock, functions }, stageVariables);
  const ask = async (asked: Asked = {}): Promise<HttpAuthorizerAnswer> => stage.authorize(call({ headers: { Authorization: 'Bearer t' }, stageVariables, ...asked }));
  return { clock, functions, stage, ask };
}

const statusOf = ({ failure }: HttpAuthorizerAnswer): number => failure?.status ?? 200;

describe('events', () => {
  const asked: Asked = {
    headers: { 'Authorization': 'user1', 'X-Many': ['1', '2'], 'Cookie': ['cookie1; cookie2'] },
    query: { q: ['123'], p: ['a', 'b'] },
    requestContext: (version): JsonObject => (version === '2.0' ? { http: { path: '/dev/orders/7' } } : { path: '/dev/orders/7' }),
  };
  const identitySources = ['$request.header.Authorization', '$request.querystring.q'];

  test('of payload 2.0', async () => {
    const { ask, functions } = setUp({ identitySources });
    await ask(asked);
    expect(functions.events).toEqual([{
      version: '2.0',
      type: 'REQUEST',
      routeArn: own,
      identitySource: ['user1', '123'],
      routeKey: 'GET /orders/{id}',
      rawPath: '/dev/orders/7',
      rawQueryString: 'q=123&p=a&p=b',
      cookies: ['cookie1', 'cookie2'],
      headers: { 'authorization': 'user1', 'x-many': '1,2' },
      queryStringParameters: { q: '123', p: 'a,b' },
      requestContext: { http: { path: '/dev/orders/7' } },
      pathParameters: { id: '7' },
      stageVariables: { tenant: 'blue', fn: functionArn },
    }]);
  });

  test('of payload 1.0', async () => {
    const { ask, functions } = setUp({ identitySources, payloadFormatVersion: '1.0' }, ({ methodArn }) => policyFor('Allow', String(methodArn)));
    expect(statusOf(await ask(asked))).toBe(200);
    expect(functions.events).toEqual([{
      version: '1.0',
      type: 'REQUEST',
      methodArn: own,
      identitySource: 'user1,123',
      authorizationToken: 'user1,123',
      resource: '/orders/{id}',
      path: '/dev/orders/7',
      httpMethod: 'GET',
      headers: { 'Authorization': 'user1', 'X-Many': '2', 'Cookie': 'cookie1; cookie2' },
      queryStringParameters: { q: '123', p: 'b' },
      pathParameters: { id: '7' },
      stageVariables: { tenant: 'blue', fn: functionArn },
      requestContext: { path: '/dev/orders/7' },
    }]);
  });

  (process.env.AWS_TRUTH === undefined ? test.skip : test).each([
    ['2.0', 'golang__apigw-v2-custom-authorizer-v2-request.json'],
    ['1.0', 'golang__apigw-v2-custom-authorizer-v1-request.json'],
  ] as const)('have the members of AWS\'s sample of payload %s, and no others', async (payloadFormatVersion, sample) => {
    const { ask, functions } = setUp({ identitySources, payloadFormatVersion });
    await ask(asked);
    const written = JSON.parse(readFileSync(`${process.env.AWS_TRUTH ?? ''}/events/${sample}`, 'utf8')) as object;
    expect(Object.keys(functions.events[0] ?? {}).sort()).toEqual(Object.keys(written).sort());
  });

  test('what is not there is left out, and nothing identifies nobody', async () => {
    const { ask, functions } = setUp({ identitySources: [] });
    await ask({ headers: {}, stageVariables: new Map(), route: { routeKey: '$default' } });
    expect(functions.events[0]).toMatchObject({ identitySource: null, routeKey: '$default', headers: {} });
    for (const name of ['cookies', 'queryStringParameters', 'stageVariables']) expect(functions.events[0]).not.toHaveProperty(name);
  });

  test('the function may be named by a stage variable', async () => {
    const { ask, functions } = setUp({ uri: uri.replace(functionArn, '${stageVariables.fn}') });
    expect(statusOf(await ask())).toBe(200);
    expect(functions.arns).toEqual([functionArn]);
  });
});

describe('identity sources', () => {
  const all = ['$request.header.X-User', '$request.querystring.q', '$stageVariables.tenant', '$context.identity.sourceIp'];
  const whole: Asked = { headers: { 'x-user': 'ann' }, query: { q: ['1', '2'] }, context: { 'identity.sourceIp': '192.0.2.1' } };

  test('of every kind', async () => {
    const { ask, functions } = setUp({ identitySources: all });
    expect(statusOf(await ask(whole))).toBe(200);
    expect(functions.events[0]?.identitySource).toEqual(['ann', '1,2', 'blue', '192.0.2.1']);
  });

  test.each<[string, Asked]>([
    ['a header', { ...whole, headers: {} }],
    ['an empty header', { ...whole, headers: { 'x-user': ' ' } }],
    ['a parameter', { ...whole, query: { Q: ['1'] } }],
    ['an empty parameter', { ...whole, query: { q: [''] } }],
    ['a context variable', { ...whole, context: {} }],
  ])('without %s nobody calls the function', async (_, asked) => {
    const { ask, functions } = setUp({ identitySources: all });
    expect(await ask(asked)).toMatchObject({ failure: { status: 401, message: 'Unauthorized' } });
    expect(functions.events).toEqual([]);
  });

  test('without a stage variable neither', async () => {
    const { ask, functions } = setUp({ identitySources: ['$stageVariables.gone'] });
    expect(statusOf(await ask())).toBe(401);
    expect(functions.events).toEqual([]);
  });
});

describe('answers', () => {
  test.each<[string, unknown, number]>([
    ['yes', { isAuthorized: true }, 200],
    ['yes, with a context', { isAuthorized: true, context: { list: ['a'], map: { b: 1 }, n: 1, t: true } }, 200],
    ['no', { isAuthorized: false }, 403],
    ['a text for a yes', { isAuthorized: 'true' }, 500],
    ['nothing', undefined, 500],
    ['an empty object', {}, 500],
    ['a text', 'true', 500],
    ['a list', [true], 500],
    ['a context that is none', { isAuthorized: true, context: 'x' }, 500],
    ['a policy', policyFor('Allow', own), 500],
    ['an error', new Error('database password is wrong'), 500],
    ['the error of refusal', new Error('Unauthorized'), 401],
    ['no concurrency', Promise.resolve<InvokeResult>({ kind: 'throttled' }), 500],
    ['no JSON', Promise.resolve<InvokeResult>({ kind: 'success', payload: '{' }), 500],
  ])('simple: %s', async (_, value, status) => {
    const { ask } = setUp({}, () => value);
    const answer = await ask();
    expect(statusOf(answer)).toBe(status);
    expect(answer.failure?.message).toBe({ 401: 'Unauthorized', 403: 'Forbidden', 500: 'Internal Server Error' }[status]);
    expect(JSON.stringify(answer)).not.toContain('password');
  });

  test.each<[string, unknown, number]>([
    ['allow of the route', policyFor('Allow', own), 200],
    ['allow of the stage', policyFor('Allow', `${stageArn}/*`), 200],
    ['allow of another route', policyFor('Allow', `${stageArn}/GET/invoices/*`), 403],
    ['allow of another method', policyFor('Allow', `${stageArn}/POST/orders/7`), 403],
    ['deny', policyFor('Deny', own), 403],
    ['a simple yes', { isAuthorized: true }, 500],
    ['nobody', { ...policyFor('Allow', own), principalId: undefined }, 500],
    ['no policy', { principalId: 'ann' }, 500],
    ['a broken policy', { principalId: 'ann', policyDocument: { Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] } }, 500],
  ])('policy: %s', async (_, value, status) => {
    for (const payloadFormatVersion of ['1.0', '2.0'] as const) {
      const { ask } = setUp({ simpleResponses: false, payloadFormatVersion }, () => value);
      expect(statusOf(await ask())).toBe(status);
    }
  });

  test('payload 1.0 knows no simple responses', async () => {
    expect(statusOf(await setUp({ payloadFormatVersion: '1.0' }).ask())).toBe(500);
  });

  test('context and principal reach the backend as they are', async () => {
    const context = { list: ['a', 'b'], map: { a: 'b' }, number: 1, yes: true };
    expect((await setUp({}, () => ({ isAuthorized: true, context })).ask()).caller).toEqual({ kind: 'lambda', context });
    const { ask } = setUp({ simpleResponses: false }, () => policyFor('Allow', own, { context }));
    expect((await ask()).caller).toEqual({ kind: 'lambda', context, principalId: 'ann' });
  });

  test('an authorizer that takes more than ten seconds', async () => {
    const { ask, clock, functions } = setUp({ resultTtlSeconds: 300 }, async () => new Promise(() => undefined));
    const pending = ask();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10_000);
    expect(await pending).toMatchObject({ failure: { status: 500 }, trace: { latency: 10_000 } });
    expect(functions.events).toHaveLength(1);
  });

  test.each<[string, Partial<HttpAuthorizer>]>([
    ['a function that no template has', { uri: uri.replace('auth', 'gone') }],
    ['no function', { uri: undefined }],
    ['a URI of something else', { uri: 'https://auth.example' }],
    ['an identity source that is none', { identitySources: ['$request.body.user'] }],
  ])('%s', async (_, overrides) => {
    const { ask } = setUp(overrides);
    expect(await ask()).toMatchObject({ failure: { status: 500, message: 'Internal Server Error' } });
  });
});

describe('cache', () => {
  const cached = { resultTtlSeconds: 60 };
  const as = (user: string, more: Asked = {}): Asked => ({ headers: { Authorization: user }, ...more });

  test('lasts for its time, and answers at once', async () => {
    const { ask, stage, clock, functions } = setUp(cached, ({ identitySource }) => ({ isAuthorized: true, context: { identitySource } }));
    await ask(as('ann'));
    clock.advance(59_999);
    const again = stage.authorize(call({ ...as('ann') }));
    expect(again).not.toBeInstanceOf(Promise);
    expect(again).toMatchObject({ caller: { context: { identitySource: ['ann'] } }, trace: { latency: 0 } });
    expect((await ask(as('bob'))).caller).toMatchObject({ context: { identitySource: ['bob'] } });
    expect(functions.events).toHaveLength(2);
    clock.advance(1);
    await ask(as('ann'));
    expect(functions.events).toHaveLength(3);
  });

  test('keeps a no as well', async () => {
    const { ask, functions } = setUp(cached, () => ({ isAuthorized: false }));
    for (let index = 0; index < 3; index++) expect(statusOf(await ask())).toBe(403);
    expect(functions.events).toHaveLength(1);
  });

  test('keeps no failure', async () => {
    const answers = [new Error('down'), new Error('Unauthorized'), { isAuthorized: 'x' }, { isAuthorized: true }];
    const { ask } = setUp(cached, () => answers.shift());
    const statuses = [await ask(), await ask(), await ask(), await ask(), await ask()].map(statusOf);
    expect(statuses).toEqual([500, 401, 500, 200, 200]);
  });

  test('asks a policy about every route', async () => {
    const { ask, functions } = setUp({ ...cached, simpleResponses: false }, () => policyFor('Allow', own));
    expect(statusOf(await ask())).toBe(200);
    expect(statusOf(await ask({ path: '/orders/8' }))).toBe(403);
    expect(statusOf(await ask({ method: 'DELETE' }))).toBe(403);
    expect(functions.events).toHaveLength(1);
  });

  test('holds for all routes, or for each by itself', async () => {
    const other = { route: { routeKey: 'GET /invoices' } };
    const shared = setUp(cached);
    await shared.ask();
    await shared.ask(other);
    expect(shared.functions.events).toHaveLength(1);
    const single = setUp({ ...cached, identitySources: ['$request.header.Authorization', '$context.routeKey'] });
    for (const asked of [{}, other, {}, other]) await single.ask(asked);
    expect(single.functions.events).toHaveLength(2);
  });

  test('does not mix identities up', async () => {
    const { ask, functions } = setUp({ ...cached, identitySources: ['$request.header.A', '$request.header.B'] });
    for (const headers of [{ a: '1', b: '2,3' }, { a: '1,2', b: '3' }, { a: '1","2', b: '3' }, { a: ['1', '2'], b: '3' }]) await ask({ headers });
    expect(functions.events).toHaveLength(3);
  });

  test.each<[string, Partial<HttpAuthorizer>]>([
    ['no time to live', { resultTtlSeconds: 0 }],
    ['nothing that tells callers apart', { resultTtlSeconds: 60, identitySources: [] }],
  ])('is off with %s', async (_, overrides) => {
    const { ask, functions } = setUp(overrides);
    await ask();
    await ask();
    expect(functions.events).toHaveLength(2);
  });

  test('holds a thousand results, the least recently used are forgotten', async () => {
    const { ask, functions } = setUp(cached);
    for (let index = 0; index <= 1000; index++) await ask(as(`user-${index}`));
    await ask(as('user-1000'));
    expect(functions.events).toHaveLength(1001);
    await ask(as('user-0'));
    expect(functions.events).toHaveLength(1002);
  });
});
