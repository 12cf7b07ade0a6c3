import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Harness, returning } from './http-harness';
import { TokenBucket } from '../../../../local/gateway/throttle/token-bucket';
import { LocalClock } from '../../../../local/local-clock';
import { HttpRouteSettings } from '../../../../local/model/http-api';
import { httpApi, lambda, proxy, route, stage } from '../../../support/http-models';

const NOT_FOUND = { status: 404, body: '{"message":"Not Found"}', headers: { 'content-type': 'application/json', 'apigw-requestid': 'extended0000001=' } };

async function stageOf(harness: Harness, path: string, host = 'localhost:3001'): Promise<string> {
  const { status, body } = await harness.echoing().call(path, { host });
  if (status !== 200) return String(status);
  const { rawPath, requestContext } = JSON.parse(body) as { rawPath: string; requestContext: { stage: string } };
  return `${requestContext.stage} ${rawPath}`;
}

describe('stages', () => {
  test.each<[stages: string[], path: string, found: string]>([
    [['$default'], '/orders', '$default /orders'],
    [['$default'], '/dev/orders', '$default /dev/orders'],
    [['dev'], '/dev/orders', 'dev /dev/orders'],
    [['dev'], '/dev', 'dev /dev/'],
    [['dev'], '/dev/', 'dev /dev/'],
    [['dev'], '/orders', '404'],
    [['dev'], '/%64ev/orders', '404'],
    [['dev'], '/$default/orders', '404'],
    [['$default', 'dev'], '/dev/orders', 'dev /dev/orders'],
    [['$default', 'dev'], '/developers', '$default /developers'],
    [['$default', 'dev'], '/Dev/orders', '$default /Dev/orders'],
    [[], '/', '404'],
  ])('of %j, %s is in %s', async (names, path, found) => {
    expect(await stageOf(new Harness(httpApi([route('$default')], { stages: names.map((name) => stage(name)) })), path)).toBe(found);
  });

  const domains = [
    { domainName: 'API.example.com', basePath: '', stageName: '$default' },
    { domainName: 'api.example.com', basePath: 'orders', stageName: 'dev' },
    { domainName: 'api.example.com', basePath: 'orders/v2', stageName: 'v2' },
    { domainName: 'only.example.com', basePath: 'x', stageName: 'dev' },
  ];
  const stages = ['$default', 'dev', 'v2'].map((name) => stage(name));

  test.each<[host: string, path: string, found: string]>([
    ['api.example.com', '/orders/v1/items', 'dev /dev/v1/items'],
    ['api.example.com:3001', '/orders/v2/items/7', 'v2 /v2/items/7'],
    ['Api.Example.com', '/orders', 'dev /dev/'],
    ['api.example.com', '/ordersheet', '$default /ordersheet'],
    ['api.example.com', '/dev/orders', '$default /dev/orders'],
    ['only.example.com', '/y', '404'],
    ['localhost:3001', '/dev/orders', 'dev /dev/orders'],
  ])('of custom domains, %s%s is in %s', async (host, path, found) => {
    expect(await stageOf(new Harness(httpApi([route('$default')], { stages, domains })), path, host)).toBe(found);
  });

  test.each<[path: string, found: string, reason: string]>([
    ['/orders/v2/items', '404', 'api.example.com/orders/v2 leads to another API'],
    ['/orders/v1', 'dev /dev/v1', ''],
    ['/profile', '404', 'api.example.com/ leads to another API'],
  ])('where a domain leads to several APIs, %s is in %s', async (path, found, reason) => {
    const own = [{ domainName: 'api.example.com', basePath: 'orders', stageName: 'dev' }];
    const elsewhere = [{ domainName: 'Api.example.com', basePath: 'orders/v2' }, { domainName: 'api.example.com', basePath: '' }, { domainName: 'other.example.com', basePath: 'orders/v1' }];
    const harness = new Harness(httpApi([route('$default')], { stages, domains: own, elsewhere }));
    expect(await stageOf(harness, path, 'api.example.com')).toBe(found);
    expect(harness.reasons).toEqual(reason === '' ? [] : [expect.stringContaining(reason)]);
  });

  test('an API without its execute-api endpoint answers under its domains only, and the log names them', async () => {
    const harness = new Harness(httpApi([route('$default')], { stages, domains, executeApiDisabled: true }));
    expect(await stageOf(harness, '/orders', 'api.example.com')).toBe('dev /dev/');
    expect(await stageOf(harness, '/orders')).toBe('404');
    expect(harness.reasons).toEqual([expect.stringContaining('api.example.com, only.example.com')]);
  });

  test('a stage to which nothing was deployed knows no route', async () => {
    const harness = new Harness(httpApi([route('$default')], { stages: [stage('$default', { deploymentId: undefined })] }));
    expect(await harness.call('/')).toMatchObject(NOT_FOUND);
    expect(harness.reasons).toEqual([expect.stringContaining('autoDeploy')]);
  });
});

describe('paths', () => {
  test.each<[path: string, routeKey: string, parameters: Record<string, string>]>([
    ['/files/a%2Fb', '404', {}],
    ['/files/a%252Fb', 'GET /files/{name}', { name: 'a%2Fb' }],
    ['/files/a%20b%zz', 'GET /files/{name}', { name: 'a%20b%zz' }],
    ['/files/%E0%A4%A', 'GET /files/{name}', { name: '%E0%A4%A' }],
    ['/files/x%3Fadmin=1', 'GET /files/{name}', { name: 'x' }],
    ['/files/..', 'GET /files/{name}', { name: '..' }],
    ['/files/%2e%2e/admin', '404', {}],
    ['/files/../admin', '404', {}],
    ['/%66iles/a', 'GET /files/{name}', { name: 'a' }],
    ['/admin', 'GET /admin', {}],
    ['//admin', '404', {}],
    ['/all/a%2Fb/../c', 'GET /all/{proxy+}', { proxy: 'a/b/../c' }],
  ])('%s leads to %s', async (path, routeKey, pathParameters) => {
    const harness = new Harness(httpApi(['GET /files/{name}', 'GET /admin', 'GET /all/{proxy+}'].map((key) => route(key)))).echoing();
    const answer = await harness.call(path);
    if (routeKey === '404') expect(answer).toMatchObject(NOT_FOUND);
    else expect(JSON.parse(answer.body)).toMatchObject({ routeKey, ...Object.keys(pathParameters).length > 0 && { pathParameters } });
  });
});

describe('throttles', () => {
  const limits = (rateLimit: number, burstLimit: number): HttpRouteSettings => ({ throttle: { rateLimit, burstLimit }, detailedMetrics: false });

  test('each route has a bucket of its own; an entry for a route replaces the default', async () => {
    const routes = ['GET /a', 'GET /b', 'GET /free', 'GET /more'].map((key) => route(key));
    const routeSettings = new Map<string, HttpRouteSettings>([['GET /free', { detailedMetrics: false }], ['GET /more', limits(1, 2)]]);
    const harness = new Harness(httpApi(routes, { stages: [stage('$default', { defaultRouteSettings: limits(1, 1), routeSettings })] }));
    const statuses = async (...paths: string[]): Promise<number[]> => {
      const all: number[] = [];
      for (const path of paths) all.push((await harness.call(path)).status);
      return all;
    };
    expect(await statuses('/a', '/a', '/b', '/b', '/free', '/free', '/more', '/more', '/more')).toEqual([200, 429, 200, 429, 200, 200, 200, 200, 429]);
    harness.clock.advance(1000);
    expect(await statuses('/a', '/a', '/more', '/more')).toEqual([200, 429, 200, 429]);
    expect(harness.reasons[0]).toBe('above 1 requests a second with a burst of 1, the limits of GET /a on stage $default');
  });

  test('the account has the last word, and who is refused by a route uses up nothing of it', async () => {
    const accountThrottle = new TokenBucket({ rateLimit: 1, burstLimit: 2 }, LocalClock.frozenAt(0));
    const harness = new Harness(httpApi([route('GET /a'), route('GET /b')], { stages: [stage('$default', { routeSettings: new Map([['GET /a', limits(1, 1)]]) })] }), { accountThrottle });
    const answers = [await harness.call('/a'), await harness.call('/a'), await harness.call('/b'), await harness.call('/b')];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200, 429]);
    expect(answers[3]).toMatchObject({ body: '{"message":"Too Many Requests"}', headers: { 'content-type': 'application/json' } });
  });

  test('who is above a limit keeps no authorizer busy', async () => {
    const harness = new Harness(httpApi([route('GET /a', { authorizationType: 'CUSTOM' })], { stages: [stage('$default', { defaultRouteSettings: limits(0, 0) })] }));
    expect((await harness.call('/a')).status).toBe(429);
    expect(harness.calls).toEqual([]);
  });
});

describe('authorization', () => {
  test('an authorizer sees the request as a function would, and as it was signed', async () => {
    const harness = new Harness(httpApi([route('GET /files/{name}', { authorizationType: 'JWT' })], { stages: [stage('dev', { variables: new Map([['a', 'b']]) })] }));
    await harness.call('/files/a%20b?q=1', { stage: 'dev', headers: ['Authorization', 'Bearer x', 'User-Agent', 'me'] });
    const [call] = harness.calls;
    if (!call) throw new Error('not asked');
    expect(call).toMatchObject({
      requestId: 'extended0000001=',
      stageName: 'dev',
      routeArn: 'arn:aws:execute-api:us-east-1:123456789012:abc123/dev/GET/files/a b',
      sentPath: '/dev/files/a%20b',
    });
    expect({ ...call.request }).toMatchObject({ method: 'GET', rawPath: '/files/a%20b', rawQuery: 'q=1', sourceIp: '127.0.0.1', query: new Map([['q', ['1']]]) });
    expect({ ...call.request }.headers.get('authorization')).toEqual({ name: 'Authorization', values: ['Bearer x'] });
    expect(call.headers()).toEqual(expect.arrayContaining([{ name: 'User-Agent', values: ['me'] }, { name: 'Host', values: ['localhost:3001'] }]));
    expect(call.context('routeKey')).toBe('GET /files/{name}');
    expect(call.context('identity.sourceIp')).toBe('127.0.0.1');
    expect(call.context('nothing')).toBeUndefined();
    expect(call.requestContext('1.0')).toMatchObject({ resourcePath: '/files/{name}', path: '/dev/files/a b' });
    expect(call.requestContext('2.0')).toMatchObject({ routeKey: 'GET /files/{name}', http: { path: '/dev/files/a b' } });
    expect(call.requestContext('2.0')).not.toHaveProperty('authorizer');
  });

  test.each([[true], [false]])('what it says ends the request (late: %s)', async (isLate) => {
    const harness = new Harness(httpApi([route('GET /', { authorizationType: 'JWT' })]));
    const answer = { failure: { status: 401, message: 'Unauthorized', headers: ['www-authenticate', 'Bearer'], reason: 'no token' } };
    harness.verdict = isLate ? Promise.resolve(answer) : answer;
    expect(await harness.call('/')).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}', headers: { 'www-authenticate': 'Bearer' } });
    expect(harness.reporter.of('request-failed')).toEqual([expect.objectContaining({ route: 'GET /', stage: '$default', status: 401, reason: 'no token', requestId: 'extended0000001=' })]);
  });

  test('one that breaks lets nobody in, and says nothing to the caller', async () => {
    const harness = new Harness(httpApi([route('GET /', { authorizationType: 'JWT' })]));
    harness.verdict = Promise.reject(new Error('secret'));
    expect(await harness.call('/')).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    expect(harness.reporter.of('problem')[0]?.message).toContain('secret');
  });

  test('an open route asks nobody', async () => {
    const harness = new Harness(httpApi([route('GET /')]));
    expect((await harness.call('/')).status).toBe(200);
    expect(harness.calls).toEqual([]);
  });
});

describe('access logs and metrics', () => {
  function logging(format: string, overrides: Parameters<typeof route>[1] = {}): Harness {
    const accessLog = { logGroup: '/aws/vendedlogs/orders', format };
    return new Harness(httpApi([route('GET /orders/{id}', overrides)], { stages: [stage('dev', { accessLog })] }));
  }

  test.each<[variable: string, value: string]>([
    ['accountId', '123456789012'], ['apiId', 'abc123'], ['domainName', 'localhost:3001'], ['domainPrefix', 'abc123'], ['extendedRequestId', 'extended0000001='],
    ['httpMethod', 'GET'], ['identity.sourceIp', '127.0.0.1'], ['identity.userAgent', 'me'], ['path', '/dev/orders/a b'], ['protocol', 'HTTP/1.1'],
    ['requestId', 'extended0000001='], ['requestTime', '21/Nov/2026:09:37:48 +0000'], ['requestTimeEpoch', '1795253868120'], ['routeKey', 'GET /orders/{id}'],
    ['stage', 'dev'], ['status', '200'], ['responseLength', '5'], ['responseLatency', '7'], ['dataProcessed', '8'], ['integrationLatency', '7'], ['integration.latency', '7'],
    ['integrationStatus', '200'], ['integration.integrationStatus', '200'], ['integration.status', '200'], ['awsEndpointRequestId', '00000000-0000-4000-8000-000000000001'],
    ['integration.requestId', '00000000-0000-4000-8000-000000000001'], ['error.message', '-'], ['error.responseType', '-'], ['authorizer.claims.sub', 'u1'], ['authorizer.claims', '-'],
    ['authorizer.claims.none', '-'], ['authorizer.principalId', '-'], ['customDomain.basePathMatched', '-'], ['identity.userArn', '-'], ['integrationErrorMessage', '-'], ['unknown', '-'],
  ])('$context.%s is %s', async (variable, value) => {
    const harness = logging(`$context.${variable}`, { authorizationType: 'JWT' });
    harness.verdict = { caller: { kind: 'jwt', claims: { sub: 'u1' }, scopes: null } };
    harness.handler(() => {
      harness.clock.advance(7);
      return { kind: 'success', payload: '{"statusCode":200,"body":"hello"}' };
    });
    await harness.call('/orders/a%20b', { stage: 'dev', headers: ['User-Agent', 'me'], body: 'abc' });
    expect(harness.reporter.of('access-log')).toEqual([{ kind: 'access-log', apiId: 'abc123', stage: 'dev', logGroup: '/aws/vendedlogs/orders', line: value }]);
  });

  test.each<[what: string, prepare: (harness: Harness) => void, line: string]>([
    ['a claim by another caller kind', (harness) => void (harness.verdict = { caller: { kind: 'lambda', context: { tenant: 't' }, principalId: 'p' } }), '200 t p - - -'],
    ['an IAM caller', (harness) => void (harness.verdict = { caller: { kind: 'iam', accessKey: 'A', accountId: '1', userArn: 'arn', userId: 'U', callerId: 'C' } }), '200 - - arn - -'],
    ['a refused caller', (harness) => void (harness.verdict = { failure: { status: 403, message: 'Forbidden', reason: 'no' }, trace: { error: 'insufficient_scope' } }), '403 - - - insufficient_scope Forbidden'],
    ['a broken function', (harness) => void harness.handler(returning({ statusCode: 200, headers: 1 })), '500 - - - - Internal Server Error'],
  ])('%s', async (_what, prepare, line) => {
    const harness = logging('$context.status $context.authorizer.tenant $context.authorizer.principalId $context.identity.userArn $context.authorizer.error $context.error.message', { authorizationType: 'CUSTOM' });
    prepare(harness);
    await harness.call('/orders/1', { stage: 'dev' });
    expect(harness.reporter.of('access-log').map((event) => event.line)).toEqual([line]);
  });

  test.each<[path: string, handler: ReturnType<typeof returning>, line: string]>([
    ['/nowhere', returning(1), '404 RESOURCE_NOT_FOUND "Not Found" -'],
    ['/orders/1', () => ({ kind: 'throttled' }), '503 INTEGRATION_FAILURE "Service Unavailable" Lambda invocation failed with status: 429'],
    ['/orders/1', returning(1), '200 - - -'],
  ])('the kind of an error: %s %s', async (path, handler, line) => {
    const harness = logging('$context.status $context.error.responseType $context.error.messageString $context.integration.error').handler(handler);
    await harness.call(path, { stage: 'dev' });
    expect(harness.reporter.of('access-log').map((event) => event.line)).toEqual([line]);
  });

  test('what a function did wrong is in the log in the service\'s words, and a caller can\'t end a line', async () => {
    const harness = logging('{"error":"$context.integrationErrorMessage","agent":"$context.identity.userAgent"}');
    harness.handler(returning({ statusCode: 200, headers: 1 }));
    await harness.call('/orders/1', { stage: 'dev', headers: ['User-Agent', 'x","admin":"y'] });
    const [line = ''] = harness.reporter.of('access-log').map((event) => event.line);
    expect(JSON.parse(line)).toEqual({
      error: 'The response from the Lambda function doesn\'t match the format that API Gateway expects. Lambda body contains the wrong type for field "headers"',
      agent: 'x","admin":"y',
    });
  });

  test('an unknown route is logged and measured, an unknown stage is not', async () => {
    const harness = logging('$context.status $context.routeKey');
    await harness.call('/nowhere', { stage: 'dev' });
    await harness.call('/nowhere', { stage: 'other' });
    expect(harness.reporter.of('access-log').map(({ line }) => line)).toEqual(['404 -']);
    expect(harness.measured).toEqual([{ measures: expect.objectContaining({ status: 404, integrationLatency: undefined }), routeKey: undefined }]);
  });

  test('what is measured', async () => {
    const harness = logging('x');
    harness.handler(() => {
      harness.clock.advance(12);
      return { kind: 'success', payload: '"four"' };
    });
    await harness.call('/orders/1', { stage: 'dev', body: 'abc' });
    expect(harness.measured).toEqual([{ measures: { status: 200, latency: 12, integrationLatency: 12, dataProcessed: 7, at: harness.clock.now() }, routeKey: 'GET /orders/{id}' }]);
  });
});

test('service actions get their parameters made of the request, and their answer is the reply', async () => {
  const integration = lambda({
    subtype: 'SQS-SendMessage',
    requestParameters: new Map([['QueueUrl', 'https://sqs/q'], ['MessageBody', '$request.body'], ['MessageGroupId', '${request.header.x-a}-${request.querystring.none}'], ['Missing', '$request.header.none']]),
    responseParameters: new Map([['200', new Map([['overwrite:statuscode', '202'], ['append:header.x-from', '$context.routeKey']])]]),
  });
  const harness = new Harness(httpApi([route('POST /jobs', { integration })]));
  const answer = await harness.call('/jobs', { method: 'POST', body: 'do it', headers: ['X-A', 'g'] });
  expect(harness.actions).toEqual([new Map([['QueueUrl', 'https://sqs/q'], ['MessageBody', 'do it'], ['MessageGroupId', 'g-']])]);
  expect(answer).toMatchObject({ status: 202, body: '<ok/>', headers: { 'content-type': 'text/xml', 'x-from': 'POST /jobs' } });
  harness.result = { status: 503, message: 'Service Unavailable', reason: 'no SQS' };
  expect(await harness.call('/jobs', { method: 'POST' })).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
});

test('what can\'t be served is named at start, and answers 501; the rest of the API is served', async () => {
  const harness = new Harness(httpApi([
    route('GET /action', { integration: lambda({ subtype: 'Unknown-Action' }) }),
    route('GET /private', { integration: proxy('arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/lb/1/2', { connectionType: 'VPC_LINK' }) }),
    route('GET /reserved', { integration: lambda({ requestParameters: new Map([['overwrite:header.Authorization', 'x']]) }) }),
    route('GET /works'),
  ]));
  expect(harness.gateway.notServed.map(({ detail }) => detail)).toEqual([
    'GET /action: there is no Unknown-Action: it answers 501',
    expect.stringContaining('--backend arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/lb/1/2=<local origin>'),
    expect.stringContaining('"Authorization"'),
  ]);
  expect((await harness.call('/action')).body).toBe('{"message":"apigateway-local: there is no Unknown-Action"}');
  expect((await harness.call('/works')).status).toBe(200);
});

const variables = join(process.env.AWS_TRUTH ?? '', 'context-variables.json');
const isThere = (process.env.AWS_TRUTH ?? '') !== '' && existsSync(variables);

(isThere ? test : test.skip)(isThere ? 'every variable that AWS documents' : 'every variable that AWS documents: skipped, AWS_TRUTH does not name a folder with them', async () => {
  const { http_logging: documented } = JSON.parse(readFileSync(variables, 'utf8')) as { http_logging: { name: string }[] };
  const format = documented.map(({ name }) => `${name}=${name}`.replace(/^\$/, '')).join('\n');
  const integration = proxy('https://b.example');
  const harness = new Harness(httpApi([route('GET /', { integration, authorizationType: 'AWS_IAM' })], { domains: [{ domainName: 'api.example.com', basePath: 'v1', stageName: '$default' }], stages: [stage('$default', { accessLog: { logGroup: 'g', format: format.replaceAll('\n', ' ') } })] }));
  harness.verdict = { caller: { kind: 'iam', accessKey: 'A', accountId: '1', userArn: 'arn', userId: 'U', callerId: 'C' } };
  await harness.call('/v1', { host: 'api.example.com', headers: ['User-Agent', 'me'] });
  const [{ line } = { line: '' }] = harness.reporter.of('access-log');
  const without = line.split(' context.').filter((entry) => entry.endsWith('=-')).map((entry) => entry.replace(/^context\.|=-$/g, ''));
  // A request that went well has no errors; the others belong to other callers than this one, or to what is not emulated.
  expect(without.filter((name) => !/^(authorizer|error|integration\.error|integrationErrorMessage|identity\.(cognito|clientCert|principalOrgId)|awsEndpointRequestId|integration\.requestId)/.test(name))).toEqual([]);
});
