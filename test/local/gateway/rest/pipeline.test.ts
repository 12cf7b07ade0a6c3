import { Harness, lambdaProxy, mock, returning } from './gateway-harness';
import { RestApi, RestStage } from '../../../../local/model/rest-api';
import { ApiKey, UsagePlan } from '../../../../local/model/usage/usage-plan';
import { method, restApi } from '../../../support/models';

const key: ApiKey = { id: 'k1', stack: 'Shop', logicalId: 'Key', name: 'acme', value: 'secret-key-of-acme-0123', enabled: true };
const plan = (overrides: Partial<UsagePlan> = {}): UsagePlan =>
  ({ id: 'p1', stack: 'Shop', logicalId: 'Plan', name: 'basic', apiStages: [{ apiId: 'abc123', stageName: 'prod', methodThrottles: new Map() }], keyIds: ['k1'], ...overrides });
const stage = (overrides: Partial<RestStage> = {}): RestStage =>
  ({ logicalId: 'Prod', name: 'prod', variables: new Map(), methodSettings: new Map(), tracing: false, deploymentId: 'd1', ...overrides });

/** `/keyed` needs a key and the parameter q. */
const api = (overrides: Partial<RestApi> = {}): RestApi => restApi({
  '/open': [method('GET', { integration: mock('{"ok": true}') })],
  '/keyed': [method('GET', { integration: lambdaProxy(), apiKeyRequired: true, validateParameters: true, requestParameters: new Map([['method.request.querystring.q', true]]) })],
}, overrides);

describe('the pipeline', () => {
  test('knows only the stages of the API', async () => {
    const harness = new Harness(api());
    expect(await harness.call('/open', { stage: 'dev' })).toMatchObject({ status: 403, body: '{"message":"Forbidden"}', headers: { 'x-amzn-errortype': 'ForbiddenException' } });
    expect(harness.reasons).toEqual(['the API has no stage "dev": paths start with /prod/']);
    expect(await harness.call('/open', { stage: '__proto__' })).toMatchObject({ status: 403 });
  });

  test('asks for the key before it looks at parameters, and for both before it calls the function', async () => {
    let calls = 0;
    const harness = new Harness(api(), { plans: [plan()], keys: [key] }).handler(() => {
      calls++;
      return { kind: 'success', payload: '{}' };
    });
    expect(await harness.call('/keyed')).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(await harness.call('/keyed?q=1', { headers: ['x-api-key', 'wrong'] })).toMatchObject({ status: 403 });
    expect(await harness.call('/keyed', { headers: ['X-API-Key', key.value] })).toMatchObject({ status: 400 });
    expect(calls).toBe(0);
    expect(await harness.call('/keyed?q=1', { headers: ['X-API-Key', key.value] })).toMatchObject({ status: 200 });
    expect(calls).toBe(1);
  });

  test('takes no key from a header where an authorizer has to give it', async () => {
    const harness = new Harness(api({ apiKeySource: 'AUTHORIZER' }), { plans: [plan()], keys: [key] }).handler(returning({}));
    expect(await harness.call('/keyed?q=1', { headers: ['X-API-Key', key.value] })).toMatchObject({ status: 403 });
  });

  test('throttles and meters by plan and stage', async () => {
    const harness = new Harness(api({ stages: [stage({ methodSettings: new Map([['*/*', { throttle: { rateLimit: 1, burstLimit: 2 }, metrics: false }]]) })] }),
      { plans: [plan({ quota: { limit: 3, period: 'DAY', offset: 0 } })], keys: [key] }).handler(returning({}));
    const statuses = async (count: number): Promise<number[]> => {
      const all = [];
      for (let index = 0; index < count; index++) all.push((await harness.call('/keyed?q=1', { headers: ['X-API-Key', key.value] })).status);
      return all;
    };
    expect(await statuses(3)).toEqual([200, 200, 429]);
    harness.clock.advance(5000);
    expect(await statuses(2)).toEqual([200, 429]);
    expect(harness.reasons.at(-1)).toContain('quota');
    expect(await harness.call('/open')).toMatchObject({ status: 200 });
  });

  test('tells functions and logs which key was used, and never the developer its value', async () => {
    const format = '$context.identity.apiKeyId $context.status $context.integrationLatency $context.responseLength $context.error.responseType';
    const harness = new Harness(api({ stages: [stage({ accessLog: { logGroup: 'logs', format } })] }), { plans: [plan()], keys: [key] })
      .handler((event) => ({ kind: 'success', payload: JSON.stringify({ body: event }) }));
    const answer = await harness.call('/keyed?q=1', { headers: ['X-API-Key', key.value] });
    expect(JSON.parse(answer.body)).toMatchObject({ requestContext: { identity: { apiKey: key.value, apiKeyId: 'k1' } } });
    await harness.call('/keyed?q=1', { headers: ['X-API-Key', 'not-a-key'] });
    expect(harness.reporter.of('access-log').map(({ line }) => line)).toEqual([`k1 200 0 ${answer.bytes.length} -`, '- 403 - 23 INVALID_API_KEY']);
    expect(JSON.stringify(harness.reporter.of('request-failed'))).not.toContain('not-a-key');
  });

  test('logs every request of a stage in its format, one line each', async () => {
    const format = '{"path":"$context.path","route":"$context.httpMethod $context.resourcePath","status":"$context.status","time":"$context.requestTime","ua":"$context.identity.userAgent"}';
    const harness = new Harness(api({ stages: [stage({ accessLog: { logGroup: '/aws/orders', format } })] }));
    await harness.call('/open', { headers: ['User-Agent', 'test'] });
    await harness.call('/nowhere%0Ax');
    expect(harness.reporter.of('access-log')).toEqual([
      { kind: 'access-log', apiId: 'abc123', stage: 'prod', logGroup: '/aws/orders', line: '{"path":"/prod/open","route":"GET /open","status":"200","time":"21/Nov/2026:09:37:48 +0000","ua":"test"}' },
      { kind: 'access-log', apiId: 'abc123', stage: 'prod', logGroup: '/aws/orders', line: '{"path":"/prod/nowhere%0Ax","route":"GET -","status":"403","time":"21/Nov/2026:09:37:48 +0000","ua":"-"}' },
    ]);
  });

  test('survives a defect of its own without a word to the caller', async () => {
    const harness = new Harness(api(), { plans: [plan()], keys: [key] }).handler(() => { throw new Error('secret internals'); });
    expect(await harness.call('/keyed?q=1', { headers: ['X-API-Key', key.value] })).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
    expect(harness.reasons.at(-1)).toBe('the local gateway failed');
    expect(harness.reporter.of('problem').at(-1)?.message).toContain('secret internals');
  });

  test('serves the rest of an API of which a part can not be compiled', async () => {
    const harness = new Harness(restApi({
      '/good': [method('GET', { integration: mock('{}') })],
      '/vtl': [method('GET', { integration: mock('#set($a = 1)$a') })],
      '/sqs': [method('POST', { integration: { ...mock(''), type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' } })],
      '/vpc': [method('GET', { integration: { ...mock(''), type: 'HTTP_PROXY', connectionType: 'VPC_LINK', uri: 'http://internal.example/x' } })],
    }));
    expect(harness.gateway.notServed.map(({ detail }) => detail)).toEqual([
      'GET /vtl: the template uses #set, and the template language is not evaluated yet: only text and references are: it answers 501',
      'POST /sqs: its AWS service integration (arn:aws:apigateway:us-east-1:sqs:path/1/q) is not served yet: it answers 501',
      'GET /vpc: its VPC link leads nowhere here: give the local origin of http://internal.example/x with --backend <origin>=<local origin>: it answers 501',
    ]);
    expect(await harness.call('/good')).toMatchObject({ status: 200 });
    expect(await harness.call('/vtl')).toMatchObject({ status: 501, body: expect.stringContaining('{"message":"apigateway-local: the template uses #set') as string });
  });

  test('compresses what is large enough for a caller that takes it', async () => {
    const large = new Harness(api({ minimumCompressionSize: 5 }));
    expect(await large.call('/open', { headers: ['Accept-Encoding', 'br, gzip'] })).toMatchObject({ headers: { 'content-encoding': 'gzip' } });
    expect(await large.call('/open', { headers: ['Accept-Encoding', 'deflate, gzip;q=0'] })).toMatchObject({ headers: { 'content-encoding': 'deflate' } });
    expect((await large.call('/open')).headers['content-encoding']).toBeUndefined();
    expect((await new Harness(api({ minimumCompressionSize: 5000 })).call('/open', { headers: ['Accept-Encoding', 'gzip'] })).body).toBe('{"ok": true}');
  });
});
