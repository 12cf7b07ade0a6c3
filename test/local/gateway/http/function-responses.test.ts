import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Harness, returning } from './http-harness';
import { httpApi, lambda, route } from '../../../support/http-models';

const ERROR = '{"message":"Internal Server Error"}';
const V1 = lambda({ payloadFormatVersion: '1.0' });

function api(integration = lambda(), overrides = {}): Harness {
  return new Harness(httpApi([route('$default', { integration, ...overrides })]));
}

test('a function that can not run here is no error of its own', async () => {
  const harness = api();
  jest.spyOn(harness.functions, 'find').mockReturnValue({ name: 'Shop-Py', logicalId: 'Py', notServed: 'its runtime is python', run: jest.fn() });
  expect(await harness.call('/')).toMatchObject({ status: 501, body: expect.stringContaining('function Py can\'t run here') as string });
});

describe('payload 2.0', () => {
  test.each<[payload: string, body: string]>([
    ['"Hello from Lambda!"', 'Hello from Lambda!'],
    ['"test \\"quoted\\" text"', 'test "quoted" text'],
    ['""', ''],
    ['{ "message": "Hello" }', '{ "message": "Hello" }'],
    ['{"headers":{"content-type":"application/xml"},"body":"x"}', '{"headers":{"content-type":"application/xml"},"body":"x"}'],
    ['[1, 2]', '[1, 2]'],
    ['42', '42'],
    ['true', 'true'],
    ['null', 'null'],
  ])('%s has no statusCode: it is the body of a 200', async (payload, body) => {
    const answer = await api().handler(() => ({ kind: 'success', payload })).call('/');
    expect(answer).toMatchObject({ status: 200, body, headers: { 'content-type': 'application/json', 'apigw-requestid': 'extended0000001=' } });
  });

  test.each<[value: unknown, expected: object]>([
    [{ statusCode: 200, body: 'Test body' }, { status: 200, body: 'Test body', headers: { 'content-type': 'text/plain; charset=utf-8' } }],
    [{ statusCode: '201', body: '{}', headers: { 'Content-Type': 'application/xml' } }, { status: 201, headers: { 'content-type': 'application/xml' } }],
    [{ statusCode: 200, body: 'dGVzdA==', isBase64Encoded: true }, { body: 'test' }],
    [{ statusCode: 200, body: 'dGVzdA==', isBase64Encoded: false }, { body: 'dGVzdA==' }],
    [{ statusCode: 200, body: null, headers: null, cookies: null, isBase64Encoded: null }, { status: 200, body: '' }],
    [{ statusCode: 204, unknown: 1, multiValueHeaders: { a: ['b'] } }, { status: 204, body: '' }],
    [{ statusCode: 200, cookies: ['a=1; HttpOnly', 'b=2'], headers: { myheader: 'x,y', n: 1, b: true, none: null } }, { headers: { 'set-cookie': 'a=1; HttpOnly|b=2', 'myheader': 'x,y', 'n': '1', 'b': 'true' } }],
  ])('%j', async (value, expected) => {
    expect(await api().handler(returning(value)).call('/')).toMatchObject(expected);
  });

  test('what the gateway writes itself does not come from functions', async () => {
    const { headers } = await api().handler(returning({
      statusCode: 200, body: 'x', headers: { 'Connection': 'close', 'transfer-encoding': 'chunked', 'content-length': '9', 'Date': 'never', 'apigw-requestid': 'mine', 'www-authenticate': 'Basic', 'server': 'me' },
    })).call('/');
    expect(headers).toEqual({ 'www-authenticate': 'Basic', 'server': 'me', 'content-type': 'text/plain; charset=utf-8', 'apigw-requestid': 'extended0000001=' });
  });

  test('header names are written as the service writes them', async () => {
    const { headerNames } = await api().handler(returning({ statusCode: 200, headers: { 'myheader': '1', 'X-CUSTOM-id': '2', 'content-type': 'a/b' } })).call('/');
    expect(headerNames).toEqual(['Myheader', 'X-Custom-Id', 'Content-Type', 'Apigw-Requestid']);
  });
});

describe('payload 1.0', () => {
  test.each<[value: unknown, expected: object]>([
    [{ statusCode: 200, body: 'Hello' }, { status: 200, body: 'Hello', headers: { 'content-type': 'text/plain; charset=utf-8' } }],
    [
      { statusCode: 200, headers: { 'Combined-Header': 'single' }, multiValueHeaders: { 'Combined-Header': ['one', 'two'], 'X-Multi': ['a', 'b'], 'none': null } },
      { headers: { 'combined-header': 'single|one|two', 'x-multi': 'a|b' } },
    ],
    [{ statusCode: 200, body: 'dGVzdA==', isBase64Encoded: true }, { body: 'test' }],
    [{ statusCode: 200, body: 'x', headers: { 'content-type': 'text/html' }, multiValueHeaders: { 'Content-Type': ['text/css'] } }, { headers: { 'content-type': 'text/html' } }],
  ])('%j', async (value, expected) => {
    expect(await api(V1).handler(returning(value)).call('/')).toMatchObject(expected);
  });
});

test.each<[version: '1.0' | '2.0' | 'any', value: unknown]>([
  ['1.0', 'Not a valid proxy response object'],
  ['1.0', {}],
  ['1.0', { body: 'no status' }],
  ['1.0', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
  ['1.0', { statusCode: 200, multiValueHeaders: ['a'] }],
  ['2.0', { statusCode: 200, cookies: 'a=1' }],
  ['2.0', { statusCode: 200, cookies: [1] }],
  ['2.0', { statusCode: 200, cookies: ['a=1\r\nevil: 1'] }],
  ['any', { statusCode: 0, body: '{"key":"This body should be replaced"}' }],
  ['any', { statusCode: 200.5 }],
  ['any', { statusCode: 600 }],
  ['any', { statusCode: 101 }],
  ['any', { statusCode: '2x0' }],
  ['any', { statusCode: null }],
  ['any', { statusCode: 200, body: { a: 1 } }],
  ['any', { statusCode: 200, body: 1 }],
  ['any', { statusCode: 200, headers: { 'set-cookie': ['a', 'b'] } }],
  ['any', { statusCode: 200, headers: 'a' }],
  ['any', { statusCode: 200, headers: { a: 'x\r\nevil: 1' } }],
  ['any', { statusCode: 200, headers: { 'a b': 'x' } }],
  ['any', { statusCode: 200, headers: { a: '\u2615' } }],
  ['any', { statusCode: 200, body: 'x', isBase64Encoded: 'true' }],
])('payload %s: %j is no response, and the caller learns nothing of it', async (version, value) => {
  for (const integration of version === 'any' ? [V1, lambda()] : [version === '1.0' ? V1 : lambda()]) {
    const harness = api(integration).handler(returning(value));
    expect(await harness.call('/')).toMatchObject({ status: 500, body: ERROR, headers: { 'content-type': 'application/json' } });
    expect(harness.reasons).toEqual([expect.stringContaining('the function returned')]);
  }
});

describe('what goes wrong with a function', () => {
  test('it throws', async () => {
    const harness = api().handler(() => ({ kind: 'error', payload: JSON.stringify({ errorType: 'Error', errorMessage: 'secret at /var/task/index.js', trace: ['at x'] }) }));
    expect(await harness.call('/')).toMatchObject({ status: 500, body: ERROR });
    expect(harness.reasons).toEqual(['function orders failed: Error: secret at /var/task/index.js']);
  });

  test('it takes too long', async () => {
    const harness = api(lambda({ timeoutMilliseconds: 50 })).handler(() => 'never');
    const answer = harness.call('/');
    await new Promise(setImmediate);
    harness.clock.advance(50);
    expect(await answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test('it is throttled', async () => {
    expect(await api().handler(() => ({ kind: 'throttled' })).call('/')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test('its event is too large', async () => {
    const body = Buffer.alloc(6_291_456, 'x');
    expect(await api().call('/', { method: 'POST', body, headers: ['Content-Type', 'text/plain'] })).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  });

  test('nobody has it', async () => {
    const harness = api(lambda({ uri: `${'arn:aws:lambda:us-east-1:123456789012:function:'}gone` }));
    expect(await harness.call('/')).toMatchObject({ status: 501, headers: { 'x-amzn-errortype': 'NotServedLocally' } });
  });

  test('its integration is no function: the start says so, and the route', async () => {
    const harness = api(lambda({ uri: 'arn:aws:s3:::bucket' }));
    expect(harness.gateway.notServed).toEqual([expect.objectContaining({ logicalId: 'OrdersIntegration', detail: expect.stringContaining('$default: its URI') })]);
    expect((await harness.call('/')).status).toBe(501);
  });

  test('a route without integration answers 500', async () => {
    expect(await api(undefined, { integration: undefined }).call('/')).toMatchObject({ status: 500, body: ERROR });
  });
});

test.each([
  'arn:aws:lambda:us-east-1:123456789012:function:orders',
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations',
  'arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.name}',
])('the function of %s is called', async (uri) => {
  const seen: string[] = [];
  const made = httpApi([route('$default', { integration: lambda({ uri }) })]);
  const harness = new Harness({ ...made, stages: made.stages.map((one) => ({ ...one, variables: new Map([['name', 'orders']]) })) });
  harness.handler((_event, { invokedArn, requestId, traceId }) => {
    seen.push(invokedArn, requestId, traceId ?? '');
    return { kind: 'success', payload: '1' };
  });
  expect((await harness.call('/', { headers: ['X-Amzn-Trace-Id', 'Self=1;Root=1-6920abcd-aaaaaaaaaaaaaaaaaaaaaaaa'] })).status).toBe(200);
  expect(seen).toEqual(['arn:aws:lambda:us-east-1:123456789012:function:orders', '00000000-0000-4000-8000-000000000001', 'Self=1;Root=1-6920abcd-aaaaaaaaaaaaaaaaaaaaaaaa']);
});

const recorded = join(process.env.AWS_TRUTH ?? '', 'payload-v2-inference.json');
const isThere = (process.env.AWS_TRUTH ?? '') !== '' && existsSync(recorded);

(isThere ? describe : describe.skip)(isThere ? 'recorded on AWS' : 'recorded on AWS: skipped, AWS_TRUTH does not name a folder with the recordings', () => {
  interface Case {
    readonly id: string;
    readonly lambdaReturn: unknown;
    readonly expect: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly json?: unknown; readonly text?: string };
  }
  const { cases } = (isThere ? JSON.parse(readFileSync(recorded, 'utf8')) : { cases: [] }) as { cases: Case[] };

  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, { lambdaReturn, expect: { status, headers, json, text } }) => {
    const answer = await api().handler(returning(lambdaReturn)).call('/');
    expect(answer.status).toBe(status);
    // The recordings are of a function URL: with a status and no type a deployed HTTP API says text, as the notes in their file tell.
    const isResponse = typeof lambdaReturn === 'object' && lambdaReturn !== null && 'statusCode' in lambdaReturn;
    expect(answer.headers['content-type']).toBe(isResponse ? 'text/plain; charset=utf-8' : headers['content-type']);
    if (text === undefined) expect(JSON.parse(answer.body)).toEqual(json);
    else expect(answer.body).toBe(text);
    expect(String(answer.bytes.length)).toBe(headers['content-length']);
  });
});
