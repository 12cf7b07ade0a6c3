import { FUNCTION_ARN, Harness, START, functionUri, lambdaProxy, returning } from './gateway-harness';
import { Json } from '../../../../local/json';
import { InvokeOptions } from '../../../../local/lambda/function-runtime';
import { RestApi, RestMethod } from '../../../../local/model/rest-api';
import { method, restApi } from '../../../support/models';

const ok = returning({ statusCode: 200, body: 'done' });
const api = (overrides: Partial<RestApi> = {}, ofMethod: Partial<RestMethod> = {}): RestApi =>
  restApi({ '/orders/{id}': [method('ANY', { integration: lambdaProxy(), ...ofMethod })], '/files/{path+}': [method('GET', { integration: lambdaProxy() })] }, overrides);

interface Event { [member: string]: Json; headers: { [name: string]: string }; multiValueHeaders: { [name: string]: string[] } }

/** The event that a function gets for a call. */
async function eventOf(model: RestApi, target: string, call: Parameters<Harness['call']>[1] = {}): Promise<Event> {
  const events: string[] = [];
  await new Harness(model).handler((event) => {
    events.push(event);
    return ok(event, { requestId: '', invokedArn: '' });
  }).call(target, call);
  return JSON.parse(events[0] ?? 'null') as Event;
}

describe('the event of a proxy function', () => {
  test('holds everything that payload 1.0 has', async () => {
    const event = await eventOf(api(), '/orders/7?color=red&color=blue&empty=&plus=a+b%2B', { method: 'POST', headers: ['X-Custom', 'one', 'x-custom', 'two', 'user-agent', 'test/1', 'Content-Type', 'application/json', 'Content-Length', '2'], body: '{}' });
    expect(event).toEqual({
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'POST',
      headers: {
        'Host': 'localhost:3001',
        'X-Custom': 'two',
        'User-Agent': 'test/1',
        'Content-Type': 'application/json',
        'X-Amzn-Trace-Id': 'Root=1-6920abcd-000000000000000000000001',
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': '3001',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: {
        'Host': ['localhost:3001'],
        'X-Custom': ['one', 'two'],
        'User-Agent': ['test/1'],
        'Content-Type': ['application/json'],
        'X-Amzn-Trace-Id': ['Root=1-6920abcd-000000000000000000000001'],
        'X-Forwarded-For': ['127.0.0.1'],
        'X-Forwarded-Port': ['3001'],
        'X-Forwarded-Proto': ['http'],
      },
      queryStringParameters: { color: 'blue', empty: '', plus: 'a b+' },
      multiValueQueryStringParameters: { color: ['red', 'blue'], empty: [''], plus: ['a b+'] },
      pathParameters: { id: '7' },
      stageVariables: null,
      requestContext: {
        resourceId: '/orders/{id}',
        resourcePath: '/orders/{id}',
        httpMethod: 'POST',
        extendedRequestId: 'extended0000001=',
        requestTime: '21/Nov/2026:09:37:48 +0000',
        path: '/prod/orders/7',
        accountId: '123456789012',
        protocol: 'HTTP/1.1',
        stage: 'prod',
        domainPrefix: 'abc123',
        requestTimeEpoch: START,
        requestId: '00000000-0000-4000-8000-000000000001',
        domainName: 'localhost:3001',
        deploymentId: 'd1',
        apiId: 'abc123',
        identity: {
          cognitoIdentityPoolId: null,
          accountId: null,
          cognitoIdentityId: null,
          caller: null,
          sourceIp: '127.0.0.1',
          principalOrgId: null,
          accessKey: null,
          cognitoAuthenticationType: null,
          cognitoAuthenticationProvider: null,
          userArn: null,
          userAgent: 'test/1',
          user: null,
        },
      },
      body: '{}',
      isBase64Encoded: false,
    });
  });

  test('says null where there is nothing', async () => {
    const event = await eventOf(restApi({ '/': [method('GET', { integration: lambdaProxy() })] }), '/');
    expect(event).toMatchObject({ path: '/', pathParameters: null, queryStringParameters: null, multiValueQueryStringParameters: null, stageVariables: null, body: null, isBase64Encoded: false });
  });

  test('keeps the path as it was sent', async () => {
    expect(await eventOf(api(), '/orders/a%2Fb%20c/')).toMatchObject({ path: '/orders/a%2Fb%20c/', pathParameters: { id: 'a%2Fb%20c' }, requestContext: { path: '/prod/orders/a%2Fb%20c/' } });
    expect(await eventOf(api(), '/files/../x/%zz')).toMatchObject({ path: '/files/../x/%zz', pathParameters: { path: '../x/%zz' } });
  });

  test('leaves out what ends at the gateway, and extends the chain of proxies', async () => {
    const event = await eventOf(api(), '/orders/7', { headers: ['Connection', 'close', 'TE', 'deflate', 'Upgrade', 'h2', 'WWW-Authenticate', 'x', 'X-Forwarded-For', '9.9.9.9', 'X-Forwarded-Proto', 'gopher'] });
    expect(Object.keys(event.headers).sort()).toEqual(['Host', 'X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto']);
    expect(event.headers['X-Forwarded-For']).toBe('9.9.9.9, 127.0.0.1');
    expect(event.headers['X-Forwarded-Proto']).toBe('http');
  });

  test('keeps the trace of a caller that has one', async () => {
    const trace = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
    expect((await eventOf(api(), '/orders/7', { headers: ['x-amzn-trace-id', trace] })).headers['X-Amzn-Trace-Id']).toBe(trace);
    expect((await eventOf(api(), '/orders/7', { headers: ['x-amzn-trace-id', 'mine'] })).headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-/);
  });

  test('is base64 for a binary media type only', async () => {
    const binary = api({ binaryMediaTypes: ['image/png'] });
    const body = Buffer.from([0, 255, 1]);
    expect(await eventOf(binary, '/orders/7', { method: 'POST', body, headers: ['Content-Type', 'image/png'] })).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
    expect(await eventOf(binary, '/orders/7', { method: 'POST', body: 'x', headers: ['Content-Type', 'image/gif'] })).toMatchObject({ body: 'x', isBase64Encoded: false });
    expect(await eventOf(api({ binaryMediaTypes: ['*/*'] }), '/orders/7', { method: 'POST', body: 'x' })).toMatchObject({ body: 'eA==', isBase64Encoded: true });
  });

  test('has members for hostile names, and no prototype is touched', async () => {
    const event = await eventOf(api(), '/orders/7?__proto__=x&constructor=y', { headers: ['__proto__', 'z'] });
    expect(Object.entries(event.queryStringParameters as object)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
    expect(Object.entries(event.headers)).toContainEqual(['__proto__', 'z']);
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  test('names stage variables', async () => {
    const [stage] = restApi({}).stages;
    const staged = api({ stages: stage ? [{ ...stage, variables: new Map([['fn', 'orders'], ['color', 'blue']]) }] : [] }, { integration: lambdaProxy({ uri: functionUri('arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}') }) });
    expect(await eventOf(staged, '/orders/7')).toMatchObject({ stageVariables: { fn: 'orders', color: 'blue' } });
  });
});

describe('a proxy function', () => {
  test('answers for itself', async () => {
    const harness = new Harness(api()).handler(returning({ statusCode: 201, headers: { 'X-A': '1' }, body: 'made' }));
    expect(await harness.call('/orders/7')).toMatchObject({
      status: 201,
      body: 'made',
      headers: { 'x-a': '1', 'content-type': 'application/json', 'x-amzn-requestid': '00000000-0000-4000-8000-000000000001', 'x-amz-apigw-id': 'extended0000001=', 'x-amzn-trace-id': 'Root=1-6920abcd-000000000000000000000001' },
    });
  });

  test.each([
    ['fails', () => ({ kind: 'error', payload: '{"errorMessage":"secret","errorType":"Error"}' } as const), 502, 'secret'],
    ['returns garbage', returning('text'), 502, 'returned a string'],
    ['is throttled', () => ({ kind: 'throttled' } as const), 500, 'reserved concurrency'],
  ])('that %s tells the caller nothing', async (_name, handler, status, reason) => {
    const harness = new Harness(api()).handler(handler);
    const answer = await harness.call('/orders/7');
    expect(answer).toMatchObject({ status, body: '{"message": "Internal server error"}', headers: { 'x-amzn-errortype': 'InternalServerErrorException', 'content-type': 'application/json' } });
    expect(answer.headers['x-amzn-trace-id']).toBeUndefined();
    expect(harness.reasons).toEqual([expect.stringContaining(reason)]);
  });

  test('that ends with the gateway is still called by its name', async () => {
    const harness = new Harness(api());
    harness.handler(() => {
      harness.functions.handlers.clear();
      return { kind: 'error', payload: '{"errorMessage":"the local gateway is closing","errorType":"Unhandled"}' };
    });
    await harness.call('/orders/7');
    expect(harness.reasons).toEqual(['function orders failed: Unhandled: the local gateway is closing']);
  });

  test('that takes too long is not waited for', async () => {
    let call: InvokeOptions | undefined;
    const harness = new Harness(api()).handler(async (_event, options) => {
      call = options;
      return new Promise(() => undefined);
    });
    const answer = harness.call('/orders/7');
    await Promise.resolve();
    expect(call?.isWanted?.()).toBe(true);
    harness.clock.advance(29_000);
    expect(await answer).toMatchObject({ status: 504, body: '{"message": "Endpoint request timed out"}' });
    expect(call?.isWanted?.()).toBe(false);
  });

  test('gets no event above 6 MB', async () => {
    const harness = new Harness(api()).handler(ok);
    expect(await harness.call('/orders/7', { method: 'POST', body: 'x'.repeat(6_291_456) })).toMatchObject({ status: 413, body: '{"message":"Request Too Long"}' });
    expect(await harness.call('/orders/7', { method: 'POST', body: 'x'.repeat(6_280_000) })).toMatchObject({ status: 200 });
  });

  test('that no template has is named', async () => {
    expect(await new Harness(api()).call('/orders/7')).toMatchObject({ status: 501, body: `{"message":"apigateway-local: the function ${FUNCTION_ARN} is in no loaded stack"}` });
  });

  test('is found by name when the template names another account', async () => {
    const elsewhere = api({}, { integration: lambdaProxy({ uri: functionUri('arn:aws:lambda:eu-west-1:999999999999:function:orders') }) });
    expect(await new Harness(elsewhere).handler(ok, 'orders').call('/orders/7')).toMatchObject({ status: 200 });
  });

  test.each<[string, Parameters<typeof lambdaProxy>[0]]>([
    ['another method than POST', { httpMethod: 'GET' }],
    ['a mapped Authorization', { requestParameters: new Map([['integration.request.header.Authorization', '\'x\'']]) }],
    ['a mapped Content-Length', { requestParameters: new Map([['integration.request.header.content-length', '\'0\'']]) }],
  ])('can not be called with %s', async (_name, overrides) => {
    const harness = new Harness(api({}, { integration: lambdaProxy(overrides) })).handler(ok);
    expect(await harness.call('/orders/7')).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  });

  test.each([
    ['image/png', 'test-data'],
    ['image/png;q=0.9, */*', 'test-data'],
    ['*/*', 'dGVzdC1kYXRh'],
    ['text/html, image/png', 'dGVzdC1kYXRh'],
    ['image/*', 'dGVzdC1kYXRh'],
  ])('sends binary to a caller that accepts %s as %s', async (accept, body) => {
    const harness = new Harness(api({ binaryMediaTypes: ['image/png'] })).handler(returning({ body: 'dGVzdC1kYXRh', isBase64Encoded: true }));
    expect(await harness.call('/orders/7', { headers: ['Accept', accept] })).toMatchObject({ status: 200, body });
  });
});
