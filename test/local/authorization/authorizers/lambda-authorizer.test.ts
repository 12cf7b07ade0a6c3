import { arnOf, authorizerModel, call, functionArn, policyFor, StubFunction } from './scenario';
import { AuthorizerAnswer } from '../../../../local/authorization/authorizers/authorizer';
import { LambdaAuthorizer } from '../../../../local/authorization/authorizers/lambda-authorizer';
import { conditionContext } from '../../../../local/authorization/policy/condition-context';
import { Verdict } from '../../../../local/authorization/policy/verdict';
import { LocalClock } from '../../../../local/local-clock';
import { RestAuthorizer } from '../../../../local/model/rest-authorizer';

const stageVariables = new Map([['tenant', 'blue'], ['fn', functionArn]]);

function setUp(overrides: Partial<RestAuthorizer> = {}, answer: (event: Record<string, unknown>) => unknown = ({ methodArn }) => policyFor('Allow', String(methodArn))) {
  const clock = LocalClock.frozenAt(0);
  const functions = new StubFunction(answer);
  return { clock, functions, authorizer: new LambdaAuthorizer(authorizerModel(overrides), { clock, functions, stageVariables }) };
}

const bearer = { headers: { Authorization: 'Bearer t' } };

/** Refusal as `type message`, or the verdict of the policy for a path. */
function outcome(answer: AuthorizerAnswer, path = 'GET/orders/7'): string | Verdict {
  if (answer.kind === 'refused') return `${answer.refusal.responseType} ${String(answer.refusal.message)}`;
  return answer.kind === 'policy' ? answer.policy.evaluate({ action: 'execute-api:Invoke', resource: arnOf(path), context: conditionContext({}) }) : answer.kind;
}

describe('events', () => {
  test('of a TOKEN authorizer', async () => {
    const { authorizer, functions } = setUp();
    await authorizer.authorize(call(bearer));
    expect(functions.events).toEqual([{ type: 'TOKEN', methodArn: arnOf('GET/orders/7'), authorizationToken: 'Bearer t' }]);
  });

  test('of a REQUEST authorizer', async () => {
    const { authorizer, functions } = setUp({ type: 'REQUEST' });
    await authorizer.authorize(call({ headers: { 'Authorization': 'x', 'X-Many': ['1', '2'] }, query: { q: ['a', 'b'] } }));
    expect(functions.events).toEqual([{
      type: 'REQUEST',
      methodArn: arnOf('GET/orders/7'),
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'GET',
      headers: { 'Authorization': 'x', 'X-Many': '2' },
      multiValueHeaders: { 'Authorization': ['x'], 'X-Many': ['1', '2'] },
      queryStringParameters: { q: 'b' },
      multiValueQueryStringParameters: { q: ['a', 'b'] },
      pathParameters: { id: '7' },
      stageVariables: Object.fromEntries(stageVariables),
      requestContext: { stage: 'prod', identity: { sourceIp: '192.0.2.1' } },
    }]);
  });

  test('the function may be named by a stage variable', async () => {
    const { authorizer, functions } = setUp({ uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${stageVariables.fn}/invocations' });
    expect(outcome(await authorizer.authorize(call(bearer)))).toBe('allow');
    expect(functions.arns).toEqual([functionArn]);
  });
});

describe('identity sources', () => {
  const four = { type: 'REQUEST' as const, identitySources: ['method.request.header.Authorization', 'method.request.querystring.q', 'stageVariables.tenant', 'context.identity.sourceIp'] };
  test.each([
    ['TOKEN without its header', {}, {}, 'UNAUTHORIZED Unauthorized', 0],
    ['TOKEN with an empty header', {}, { headers: { Authorization: ' ' } }, 'UNAUTHORIZED Unauthorized', 0],
    ['TOKEN in another case', {}, { headers: { AUTHORIZATION: 't' } }, 'allow', 1],
    ['all of REQUEST there', four, { headers: { Authorization: 't' }, query: { q: ['1'] } }, 'allow', 1],
    ['one of REQUEST missing', four, { headers: { Authorization: 't' } }, 'UNAUTHORIZED Unauthorized', 0],
    ['one of REQUEST empty', four, { headers: { Authorization: 't' }, query: { q: [''] } }, 'UNAUTHORIZED Unauthorized', 0],
    ['a stage variable that is not there', { type: 'REQUEST' as const, identitySources: ['stageVariables.other'] }, bearer, 'UNAUTHORIZED Unauthorized', 0],
    ['also without a cache', { ...four, resultTtlSeconds: 0 }, {}, 'UNAUTHORIZED Unauthorized', 0],
    ['none at all and no cache', { type: 'REQUEST' as const, identitySources: [], resultTtlSeconds: 0 }, {}, 'allow', 1],
    ['one that can not be read', { type: 'REQUEST' as const, identitySources: ['$request.header.x'] }, bearer, 'AUTHORIZER_CONFIGURATION_ERROR null', 0],
    ['the expression fits', { identityValidationExpression: 'Bearer [a-z]+' }, bearer, 'allow', 1],
    ['the expression fits a part only', { identityValidationExpression: 'Bearer' }, bearer, 'UNAUTHORIZED Unauthorized', 0],
    ['an expression that is none', { identityValidationExpression: '(' }, bearer, 'AUTHORIZER_CONFIGURATION_ERROR null', 0],
  ])('%s', async (_, model, asked, expected, calls) => {
    const { authorizer, functions } = setUp(model);
    expect(outcome(await authorizer.authorize(call(asked)))).toBe(expected);
    expect(functions.events).toHaveLength(calls);
  });
});

describe('answers', () => {
  const arn = arnOf('GET/orders/7');
  test.each<[string, unknown, string]>([
    ['an allow', policyFor('Allow', arn), 'allow'],
    ['a deny', policyFor('Deny', arn), 'explicit-deny'],
    ['another path', policyFor('Allow', arnOf('GET/other')), 'implicit-deny'],
    ['the error Unauthorized', new Error('Unauthorized'), 'UNAUTHORIZED Unauthorized'],
    ['an error that only begins so', new Error('Unauthorized: expired'), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['another error', new Error('boom'), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['nothing', undefined, 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['a text', 'allow', 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['no principal', { ...policyFor('Allow', arn), principalId: undefined }, 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['an empty principal', { ...policyFor('Allow', arn), principalId: '' }, 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['no policy', { principalId: 'ann' }, 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['a malformed policy', { principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] } }, 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['an object in the context', policyFor('Allow', arn, { context: { user: {} } }), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['a list in the context', policyFor('Allow', arn, { context: { roles: ['a'] } }), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['a context that is a text', policyFor('Allow', arn, { context: 'x' }), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['a key that is a number', policyFor('Allow', arn, { usageIdentifierKey: 7 }), 'AUTHORIZER_CONFIGURATION_ERROR null'],
    ['throttled', Promise.resolve({ kind: 'throttled' }), 'AUTHORIZER_CONFIGURATION_ERROR null'],
  ])('%s', async (_, answer, expected) => {
    const { authorizer } = setUp({}, () => answer);
    expect(outcome(await authorizer.authorize(call(bearer)))).toBe(expected);
  });

  test('a function that no template has', async () => {
    const { authorizer } = setUp({ uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:gone/invocations' });
    expect(await authorizer.authorize(call(bearer))).toMatchObject({ refusal: { responseType: 'AUTHORIZER_CONFIGURATION_ERROR', reason: expect.stringContaining('function:gone') } });
  });

  test('one that does not come in time', async () => {
    const { authorizer, clock } = setUp({}, async () => new Promise(() => undefined));
    const pending = authorizer.authorize(call(bearer));
    clock.advance(29_000);
    expect(await pending).toMatchObject({ refusal: { responseType: 'AUTHORIZER_FAILURE', message: null }, trace: { status: 500, latency: 29_000 } });
  });

  test('the context is text, the principal is part of it, the key stands apart', async () => {
    const { authorizer } = setUp({}, () => policyFor('Allow', '*', { context: { plan: 'gold', level: 3, beta: true, principalId: 'forged' }, usageIdentifierKey: 'key-1' }));
    expect(await authorizer.authorize(call(bearer))).toMatchObject({
      caller: { context: { plan: 'gold', level: '3', beta: 'true', principalId: 'ann' }, usageIdentifierKey: 'key-1' },
    });
  });

  test('no reason ever holds the token or what the function said', async () => {
    for (const answer of [new Error('secret-token'), { principalId: { t: 'secret-token' } }, policyFor('Allow', arn, { context: { t: ['secret-token'] } })]) {
      const { authorizer } = setUp({}, () => answer);
      const result = await authorizer.authorize(call({ headers: { Authorization: 'secret-token' } }));
      expect(JSON.stringify(result)).not.toContain('secret-token');
    }
  });
});

describe('the cache', () => {
  test('keeps a result for its time, per token, and judges each path with it', async () => {
    const { authorizer, functions, clock } = setUp({ resultTtlSeconds: 60 });
    const ask = async (token: string, path: string) => outcome(await authorizer.authorize(call({ path: `/orders/${path}`, headers: { Authorization: token } })), `GET/orders/${path}`);
    expect(await ask('a', '7')).toBe('allow');
    // The policy named one path only: that is what makes a cached result answer 403 on the next one.
    expect(await ask('a', '8')).toBe('implicit-deny');
    expect(await ask('b', '8')).toBe('allow');
    expect(functions.events).toHaveLength(2);
    clock.advance(59_999);
    await ask('a', '7');
    expect(functions.events).toHaveLength(2);
    clock.advance(1);
    expect(await ask('a', '8')).toBe('allow');
    expect(functions.events).toHaveLength(3);
  });

  test('tells calls apart by every identity source, and not by how they are joined', async () => {
    const { authorizer, functions } = setUp({ type: 'REQUEST', identitySources: ['method.request.header.a', 'method.request.header.b'] });
    for (const [a, b] of [['x,y', 'z'], ['x', 'y,z'], ['x', 'y'], ['x', 'y']]) await authorizer.authorize(call({ headers: { a: a ?? '', b: b ?? '' } }));
    expect(functions.events).toHaveLength(3);
  });

  test.each([
    ['is off at 0 seconds', { resultTtlSeconds: 0 }, () => policyFor('Allow', '*'), 2],
    ['is off without identity sources', { type: 'REQUEST' as const, identitySources: [] }, () => policyFor('Allow', '*'), 2],
    ['keeps a deny', {}, () => policyFor('Deny', '*'), 1],
    ['keeps no Unauthorized', {}, () => new Error('Unauthorized'), 2],
    ['keeps no failure', {}, () => new Error('boom'), 2],
  ])('%s', async (_, model, answer, calls) => {
    const { authorizer, functions } = setUp(model, answer);
    await authorizer.authorize(call(bearer));
    const second = await authorizer.authorize(call(bearer));
    expect(functions.events).toHaveLength(calls);
    if (calls === 1) expect(second.trace.latency).toBe(0);
  });

  test('is bounded: a flood of tokens pushes out the oldest', async () => {
    const { authorizer, functions } = setUp();
    await authorizer.authorize(call({ headers: { Authorization: 'first' } }));
    for (let index = 0; index < 1000; index++) await authorizer.authorize(call({ headers: { Authorization: `t${index}` } }));
    await authorizer.authorize(call({ headers: { Authorization: 'first' } }));
    expect(functions.events).toHaveLength(1002);
  });
});
