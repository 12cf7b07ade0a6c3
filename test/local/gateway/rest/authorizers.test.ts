import { Harness, integration, lambdaProxy, mock, returning } from './gateway-harness';
import { RestApi } from '../../../../local/model/rest-api';
import { RestAuthorizer } from '../../../../local/model/rest-authorizer';
import { method, restApi } from '../../../support/models';

const AUTHORIZER_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:auth';
const authorizer: RestAuthorizer = {
  id: 'a1',
  logicalId: 'Auth',
  type: 'REQUEST',
  uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${AUTHORIZER_ARN}/invocations`,
  identitySources: ['method.request.header.Authorization'],
  resultTtlSeconds: 300,
  userPools: [],
};
const guarded = { authorizationType: 'CUSTOM', authorizerId: 'a1' } as const;

function api(overrides: Partial<RestApi> = {}): RestApi {
  return restApi({
    '/orders/{id}': [method('GET', { ...guarded, integration: lambdaProxy() })],
    '/admin/{proxy+}': [method('ANY', { ...guarded, integration: lambdaProxy() })],
    '/mapped': [method('GET', { ...guarded, integration: mock('{"who":"$context.authorizer.principalId","plan":"$context.authorizer.plan"}') })],
    '/keyed': [method('GET', { ...guarded, apiKeyRequired: true, integration: integration('MOCK', { requestTemplates: new Map([['application/json', '{"statusCode": 200}']]), responses: [{ statusCode: '200', responseParameters: new Map(), responseTemplates: new Map() }] }) })],
  }, { authorizers: [authorizer], ...overrides });
}

const answer = (effect: string, more: object = {}, resource = '*') => returning({
  principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }] }, ...more,
});
const bearer = { headers: ['Authorization', 'Bearer secret-token'] };

/** Shows the event to the caller. */
const echo = (event: string) => ({ kind: 'success' as const, payload: JSON.stringify({ body: event }) });

test('the authorizer sees the call, the backend sees what the authorizer said', async () => {
  const events: string[] = [];
  const harness = new Harness(api()).handler(echo).handler((event, options) => {
    events.push(event);
    return answer('Allow', { context: { plan: 'gold', level: 2 } })(event, options);
  }, AUTHORIZER_ARN);
  const { body } = await harness.call('/orders/7?q=1', bearer);
  expect((JSON.parse(body) as { requestContext: object }).requestContext).toMatchObject({ authorizer: { principalId: 'ann', plan: 'gold', level: '2', integrationLatency: 0 } });
  expect(JSON.parse(events[0] ?? '')).toMatchObject({
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/orders/7',
    resource: '/orders/{id}',
    path: '/orders/7',
    httpMethod: 'GET',
    headers: { 'Authorization': 'Bearer secret-token', 'X-Forwarded-For': '127.0.0.1' },
    queryStringParameters: { q: '1' },
    pathParameters: { id: '7' },
    requestContext: { path: '/prod/orders/7', stage: 'prod', resourcePath: '/orders/{id}', identity: { sourceIp: '127.0.0.1' } },
  });
  expect((JSON.parse(events[0] ?? '') as { requestContext: object }).requestContext).not.toHaveProperty('authorizer');
});

test('templates and the access log know the caller and how the authorizer fared', async () => {
  const format = '$context.authorizer.principalId $context.authorizer.status $context.authorizer.integrationStatus $context.authorizer.error $context.authorizer.nothing';
  const harness = new Harness(api({ stages: restApi({}).stages.map((stage) => ({ ...stage, accessLog: { logGroup: 'l', format } })) }))
    .handler(answer('Allow', { context: { plan: 'gold' } }), AUTHORIZER_ARN);
  expect((await harness.call('/mapped', bearer)).body).toBe('{"who":"ann","plan":"gold"}');
  await harness.call('/mapped');
  expect(harness.reporter.of('access-log').map(({ line }) => line)).toEqual(['ann 200 200 - -', '- 401 - Unauthorized -']);
});

test.each([
  ['a deny', answer('Deny'), 403, '{"message":"User is not authorized to access this resource with an explicit deny"}', 'AccessDeniedException'],
  ['another resource', answer('Allow', {}, 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod/POST/*'), 403, '{"message":"User is not authorized to access this resource"}', 'AccessDeniedException'],
  ['Unauthorized', () => ({ kind: 'error' as const, payload: '{"errorMessage":"Unauthorized"}' }), 401, '{"message":"Unauthorized"}', 'UnauthorizedException'],
  ['a failure', () => ({ kind: 'error' as const, payload: '{"errorMessage":"boom secret-token"}' }), 500, '{"message":null}', 'AuthorizerConfigurationException'],
])('%s is answered as the service does, and the reason is reported once without the token', async (_, handler, status, body, errorType) => {
  const harness = new Harness(api()).handler(echo).handler(handler, AUTHORIZER_ARN);
  expect(await harness.call('/orders/7', bearer)).toMatchObject({ status, body, headers: { 'x-amzn-errortype': errorType } });
  expect(harness.reasons).toHaveLength(1);
  expect(JSON.stringify(harness.reporter.events)).not.toContain('secret-token');
});

test('no spelling of a path leads around a deny', async () => {
  const harness = new Harness(api()).handler(echo).handler(returning({
    principalId: 'ann',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' },
        { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:abc123/*/*/admin/*' },
      ],
    },
  }), AUTHORIZER_ARN);
  for (const path of ['/admin/users', '/admin/users/', '/admin/%2e%2e/orders', '/admin//', '/admin/a/b']) expect((await harness.call(path, bearer)).status).toBe(403);
  for (const path of ['/%61dmin/users', '/ADMIN/users', '//admin/users']) expect((await harness.call(path, bearer)).status).toBe(403);
  expect((await harness.call('/orders/7', bearer)).status).toBe(200);
});

describe('an API whose keys come from its authorizer', () => {
  const plan = {
    id: 'p1',
    stack: 'Shop',
    logicalId: 'Gold',
    name: 'gold',
    apiStages: [{ apiId: 'abc123', stageName: 'prod', methodThrottles: new Map() }],
    keyIds: ['k1'],
    quota: { limit: 2, period: 'DAY' as const, offset: 0 },
  };
  const key = { id: 'k1', stack: 'Shop', logicalId: 'Key', name: 'key', value: 'the-key', enabled: true };
  const harness = (more: object) => new Harness(api({ apiKeySource: 'AUTHORIZER' }), { plans: [plan], keys: [key] }).handler(answer('Allow', more), AUTHORIZER_ARN);

  test('counts what the caller does against the plan of that key', async () => {
    const gateway = harness({ usageIdentifierKey: 'the-key' });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await gateway.call('/keyed', bearer)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test.each([
    ['no key', {}],
    ['a key that is none', { usageIdentifierKey: 'other' }],
  ])('%s of the authorizer refuses, whatever the caller sends itself', async (_, more) => {
    expect(await harness(more).call('/keyed', { headers: [...bearer.headers, 'x-api-key', 'the-key'] })).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });
});
