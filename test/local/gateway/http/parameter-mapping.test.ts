import * as fc from 'fast-check';
import { Harness, returning } from './http-harness';
import { isSendable } from '../../../../local/gateway/message/reply';
import { httpApi, lambda, proxy, route, stage } from '../../../support/http-models';

type Mappings = Readonly<Record<string, string>>;

function api(request: Mappings, response: Readonly<Record<string, Mappings>> = {}): Harness {
  const integration = proxy('https://backend.example/base', {
    requestParameters: new Map(Object.entries(request)),
    responseParameters: new Map(Object.entries(response).map(([status, mappings]) => [status, new Map(Object.entries(mappings))])),
  });
  const stages = [stage('$default', { variables: new Map([['env', 'test']]) })];
  return new Harness(httpApi([route('POST /pets/{id}', { integration }), route('POST /open', { integration, authorizationType: 'JWT' })], { stages }));
}

/** Values of a header of the one request that the backend got. */
function sent(harness: Harness, lowerCaseName: string): string[] {
  const headers = harness.backend.requests.at(-1)?.headers ?? [];
  return headers.filter((_value, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === lowerCaseName);
}

const CALL = { method: 'POST', headers: ['X-A', '1', 'x-a', '2', 'User-Agent', 'me'], body: '{"name":"Rex","tags":["a","b"],"owner":{"n":1},"none":null}' };

test.each<[expression: string, value: string | undefined]>([
  ['static text', 'static text'],
  ['\'quoted\'', '\'quoted\''],
  ['$request.header.X-A', '1,2'],
  ['$request.querystring.q', 'x y,z'],
  ['$request.querystring.Q', undefined],
  ['$request.path', '/pets/a b'],
  ['$request.path.id', 'a b'],
  ['$request.body.name', 'Rex'],
  ['$request.body.tags[1]', 'b'],
  ['$request.body.owner', '{"n":1}'],
  ['$request.body.none', undefined],
  ['$request.body.missing', undefined],
  ['$request.body', CALL.body],
  ['$context.requestId', 'extended0000001='],
  ['$context.identity.sourceIp', '127.0.0.1'],
  ['$context.nothing', undefined],
  ['$stageVariables.env', 'test'],
  ['$stageVariables.none', undefined],
  ['${request.path.id}', 'a b'],
  ['a-${request.path.id}-${stageVariables.env}-${request.header.none}-z', 'a-a b-test--z'],
  ['costs 5$', 'costs 5$'],
])('the header of %s is %s', async (expression, value) => {
  const harness = api({ 'overwrite:header.x-mapped': expression });
  await harness.call('/pets/a%20b?q=x%20y&q=z', CALL);
  expect(sent(harness, 'x-mapped')).toEqual(value === undefined ? [] : [value]);
});

test('a claim of the caller', async () => {
  const harness = api({ 'append:header.x-user': '$context.authorizer.claims.sub' });
  harness.verdict = { caller: { kind: 'jwt', claims: { sub: 'u1' }, scopes: null } };
  await harness.call('/open', { method: 'POST' });
  expect(sent(harness, 'x-user')).toEqual(['u1']);
});

test.each<[mappings: Mappings, headers: Readonly<Record<string, string[]>>, target: string]>([
  [{ 'append:header.x-a': '3' }, { 'x-a': ['1', '2', '3'] }, '/base?q=1&q=2'],
  [{ 'append:header.x-new': '3' }, { 'x-new': ['3'] }, '/base?q=1&q=2'],
  [{ 'overwrite:header.X-A': '3' }, { 'x-a': ['3'] }, '/base?q=1&q=2'],
  [{ 'overwrite:header.x-a': '$request.header.none' }, { 'x-a': ['1', '2'] }, '/base?q=1&q=2'],
  [{ 'remove:header.x-a': '\'\'' }, { 'x-a': [] }, '/base?q=1&q=2'],
  [{ 'append:header.x-a': '' }, { 'x-a': ['1', '2'] }, '/base?q=1&q=2'],
  [{ 'remove:header.x-a': '', 'remove:querystring.q': '' }, { 'x-a': [] }, '/base'],
  // Renamed: all values are taken from the request as it came.
  [{ 'append:header.x-b': '$request.header.x-a', 'remove:header.x-a': '\'\'' }, { 'x-a': [], 'x-b': ['1,2'] }, '/base?q=1&q=2'],
  [{ 'append:querystring.q': 'a b' }, {}, '/base?q=1&q=2&q=a%20b'],
  [{ 'overwrite:querystring.q': '$request.path.id' }, {}, '/base?q=7'],
  [{ 'remove:querystring.q': '\'\'' }, {}, '/base'],
  [{ 'overwrite:path': '/new/${request.path.id}' }, {}, '/new/7?q=1&q=2'],
  [{ 'overwrite:path': '$request.path' }, {}, '/pets/7?q=1&q=2'],
  [{ 'overwrite:path': 'new' }, {}, '/new?q=1&q=2'],
  [{ 'overwrite:header.Host': 'my.host' }, { host: ['my.host'] }, '/base?q=1&q=2'],
  [{ 'remove:header.Host': '\'\'' }, { host: ['backend.example'] }, '/base?q=1&q=2'],
  [{ 'overwrite:header.x-new': '1' }, { host: ['backend.example'] }, '/base?q=1&q=2'],
])('%j', async (mappings, headers, target) => {
  const harness = api(mappings);
  await harness.call('/pets/7?q=1&q=2', CALL);
  for (const [name, values] of Object.entries(headers)) expect(sent(harness, name)).toEqual(values);
  expect(harness.backend.requests[0]?.target).toBe(target);
});

test('a function sees what is mapped too', async () => {
  const integration = lambda({ requestParameters: new Map([['overwrite:path', '$request.path'], ['append:header.x-a', '2'], ['overwrite:querystring.q', 'x'], ['remove:header.cookie', '\'\'']]) });
  for (const payloadFormatVersion of ['2.0', '1.0'] as const) {
    const harness = new Harness(httpApi([route('GET /orders', { integration: { ...integration, payloadFormatVersion } })], { stages: [stage('dev')] })).echoing();
    const event = JSON.parse((await harness.call('/orders?q=1', { stage: 'dev', headers: ['x-a', '1', 'Cookie', 'a=b'] })).body) as Record<string, unknown>;
    expect(event).toMatchObject(payloadFormatVersion === '2.0'
      ? { rawPath: '/orders', rawQueryString: 'q=x', queryStringParameters: { q: 'x' }, headers: { 'x-a': '1,2' } }
      : { path: '/orders', queryStringParameters: { q: 'x' }, multiValueHeaders: { 'x-a': ['1', '2'] } });
    expect(event.cookies).toBeUndefined();
    expect(Object(event.headers)).not.toHaveProperty('Cookie');
  }
});

test('of a body above 100 KB no path finds anything, and the whole is still taken', async () => {
  const harness = api({ 'append:header.x-name': '$request.body.name' });
  await harness.call('/pets/7', { method: 'POST', body: JSON.stringify({ name: 'Rex', fill: 'x'.repeat(102_400) }) });
  expect(sent(harness, 'x-name')).toEqual([]);
});

describe('responses', () => {
  const answer = (status: number, rawHeaders: readonly string[]): Harness['backend']['answer'] => ({ kind: 'answer', status, rawHeaders, body: Buffer.from('{"code":"E1"}') });

  test.each<[status: number, mappings: Readonly<Record<string, Mappings>>, expected: object]>([
    [500, { 500: { 'append:header.x-id': '$context.requestId', 'overwrite:statuscode': '403' } }, { status: 403, headers: { 'x-id': 'extended0000001=' } }],
    [404, { 404: { 'append:header.error': '$stageVariables.env' } }, { status: 404, headers: { error: 'test' } }],
    [404, { 500: { 'append:header.error': 'x' } }, { status: 404, headers: expect.not.objectContaining({ error: 'x' }) }],
    [200, { 200: { 'overwrite:header.server': 'hidden', 'remove:header.x-internal': '', 'append:header.x-code': '$response.body.code' } }, { headers: { 'server': 'hidden', 'x-code': 'E1' } }],
    [200, { 200: { 'append:header.server': 'and me' } }, { headers: { server: 'nginx|and me' } }],
    [200, { 200: { 'overwrite:header.x-all': '${response.header.server}/${response.header.X-Internal}' } }, { headers: { 'x-all': 'nginx/secret' } }],
    [200, { 200: { 'overwrite:statuscode': '$response.body.code' } }, { status: 500, body: '{"message":"Internal Server Error"}' }],
  ])('%s with %j', async (status, mappings, expected) => {
    const harness = api({}, mappings);
    harness.backend.answer = answer(status, ['Server', 'nginx', 'X-Internal', 'secret']);
    const got = await harness.call('/pets/7', { method: 'POST' });
    expect(got).toMatchObject(expected);
    if (mappings[200]?.['remove:header.x-internal'] !== undefined) expect(got.headers).not.toHaveProperty('x-internal');
  });

  test('of a function', async () => {
    const integration = lambda({ responseParameters: new Map([['200', new Map([['append:header.x-a', '$response.body.a'], ['overwrite:statuscode', '201']])]]) });
    const harness = new Harness(httpApi([route('GET /', { integration })])).handler(returning({ a: 'b' }));
    expect(await harness.call('/')).toMatchObject({ status: 201, headers: { 'x-a': 'b' } });
  });
});

test.each<[request: Mappings, response: Readonly<Record<string, Mappings>>, problem: string]>([
  [{ 'overwrite:header.Authorization': 'x' }, {}, 'reserves'],
  [{ 'append:header.X-Amzn-Trace-Id': 'x' }, {}, 'reserves'],
  [{ 'append:header.access-control-allow-origin': 'x' }, {}, 'reserves'],
  [{ 'append:header.a b': 'x' }, {}, 'no name of a header'],
  [{ 'append:header.a\r\nb': 'x' }, {}, 'no name of a header'],
  [{ 'append:path': '/x' }, {}, 'expected append|overwrite|remove:header.name'],
  [{ 'overwrite:statuscode': '200' }, {}, 'overwrite:path'],
  [{ 'append:header.x': '$request.nothing.a' }, {}, 'can\'t read the mapping'],
  [{ 'append:header.x': '$response.header.a' }, {}, 'can\'t read the mapping'],
  [{ 'append:header.x': '${request.header}' }, {}, 'can\'t read the mapping'],
  [{ 'append:header.x': '$request.body..a' }, {}, 'recursive descent'],
  // https://github.com/aws/aws-cdk/issues/22010
  [{ 'append:header.x': '$context.authorizer.claims.custom:tenant' }, {}, 'refuses names with a colon'],
  [{}, { abc: {} }, '200 to 599'],
  [{}, { 200: { 'overwrite:path': '/x' } }, 'overwrite:statuscode'],
  [{}, { 200: { 'append:header.Connection': 'x' } }, 'reserves'],
  [{}, { 200: { 'append:header.x': '$request.header.a' } }, 'can\'t read the mapping'],
])('%j %j is refused at start', async (request, response, problem) => {
  const harness = api(request, response);
  expect(harness.gateway.notServed[0]?.detail).toContain(problem);
  expect((await harness.call('/pets/7', { method: 'POST' })).status).toBe(501);
  expect(harness.backend.requests).toEqual([]);
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom('\r\n', '\n', '\r', '\u0000', '\u2028', '\u010a'), fc.string()).map(([end, text]) => `x${end}evil: ${text}`),
).map((text) => Buffer.from(text).toString().replace(/[/?]/g, ''));

test('no value ends its header: it is sent as it is, or the request is refused', async () => {
  await fc.assert(fc.asyncProperty(hostile, fc.constantFrom('$request.path.id', 'a${request.path.id}b', '$request.body.v', '$request.querystring.v'), async (text, expression) => {
    const harness = api({ 'overwrite:header.x-mapped': expression, 'overwrite:querystring.m': expression }, { 200: { 'overwrite:header.x-back': '$response.body.v' } });
    harness.backend.answer = { kind: 'answer', status: 200, rawHeaders: [], body: Buffer.from(JSON.stringify({ v: text })) };
    const { status, headers } = await harness.call(`/pets/${encodeURIComponent(`p${text}`)}?v=${encodeURIComponent(text)}`, { method: 'POST', body: JSON.stringify({ v: text }) });
    expect([200, 400, 404, 500]).toContain(status);
    for (const value of sent(harness, 'x-mapped')) expect(isSendable('x', value)).toBe(true);
    for (const { target } of harness.backend.requests) expect(target).toMatch(/^[\x21-\x7e]+$/);
    for (const [name, value] of Object.entries(headers)) expect(isSendable(name, value)).toBe(true);
    if (status === 200) expect(Object.keys(headers)).not.toContain('evil');
  }), { numRuns: 300 });
});
