import { Harness, integration } from './gateway-harness';
import { RestIntegration } from '../../../../local/model/rest-api';
import { method, restApi } from '../../../support/models';

const ORIGIN = 'https://api.example.com';

function serve(type: 'HTTP' | 'HTTP_PROXY', overrides: Partial<RestIntegration> = {}): Harness {
  const of = integration(type, {
    uri: `${ORIGIN}/`, httpMethod: 'POST', responses: [{ statusCode: '200', responseParameters: new Map(), responseTemplates: new Map() }], ...overrides,
  });
  return new Harness(restApi({ '/{id}': [method('ANY', { integration: of })], '/a/{path+}': [method('ANY', { integration: of })] }), { backends: new Map([[ORIGIN, 'http://127.0.0.1:9']]) });
}

function sent(harness: Harness): { method: string; target: string; origin: string; headers: Record<string, string>; body: string } {
  const [request] = harness.backend.requests;
  if (!request) throw new Error('nothing was sent');
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.headers.length; index += 2) headers[(request.headers[index] ?? '').toLowerCase()] = request.headers[index + 1] ?? '';
  return { method: request.method, target: request.target, origin: request.origin, headers, body: request.body.toString() };
}

describe('HTTP_PROXY', () => {
  test('passes the request on, with mapped parameters over it', async () => {
    const harness = serve('HTTP_PROXY', {
      uri: `${ORIGIN}/?testVar={pathVar}&testQs={qsVar}`,
      requestParameters: new Map([
        ['integration.request.header.headerVar', 'method.request.header.foobar'], ['integration.request.path.qsVar', 'method.request.querystring.testVar'],
        ['integration.request.path.pathVar', 'method.request.path.id'], ['integration.request.querystring.queryString', 'method.request.querystring.testQueryString'],
        ['integration.request.querystring.testQs', 'method.request.querystring.testQueryString'], ['integration.request.querystring.testEmptyQs', 'method.request.header.emptyheader'],
      ]),
    });
    await harness.call('/foobar?testQueryString=foo&testVar=bar', { method: 'PUT', headers: ['foobar', 'mapped-value', 'headerVar', 'request-value', 'Connection', 'keep-alive', 'Content-Type', 'application/json'], body: '{"a":1}' });
    expect(sent(harness)).toEqual({
      origin: 'http://127.0.0.1:9',
      method: 'POST',
      target: '/?testVar=foobar&testQs=bar&testQueryString=foo&testVar=bar&queryString=foo&testQs=foo',
      body: '{"a":1}',
      headers: {
        'host': 'api.example.com',
        'foobar': 'mapped-value',
        'headervar': 'mapped-value',
        'content-type': 'application/json',
        'content-length': '7',
        'x-amzn-apigateway-api-id': 'abc123',
        'x-amzn-trace-id': 'Root=1-6920abcd-000000000000000000000001',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '3001',
        'x-forwarded-proto': 'http',
      },
    });
  });

  test('gives back what the backend answered, renaming the headers of the gateway', async () => {
    const harness = serve('HTTP_PROXY');
    harness.backend.answer = { kind: 'answer', status: 404, rawHeaders: ['Content-Type', 'text/plain', 'Connection', 'keep-alive', 'Content-Length', '4', 'Date', 'now', 'x-amzn-RequestId', 'theirs', 'Transfer-Encoding', 'chunked', 'X-A', '1', 'X-A', '2'], body: Buffer.from('gone') };
    expect(await harness.call('/1')).toMatchObject({
      status: 404,
      body: 'gone',
      headers: {
        'content-type': 'text/plain',
        'x-amzn-remapped-connection': 'keep-alive',
        'x-amzn-remapped-content-length': '4',
        'x-amzn-remapped-date': 'now',
        'x-amzn-remapped-x-amzn-requestid': 'theirs',
        'x-a': '1|2',
        'x-amzn-requestid': '00000000-0000-4000-8000-000000000001',
        'x-amzn-trace-id': 'Root=1-6920abcd-000000000000000000000001',
      },
    });
  });

  test.each([99, 101, 199, 600, 999])('an answer with the status %i is none', async (status) => {
    const harness = serve('HTTP_PROXY');
    harness.backend.answer = { kind: 'answer', status, rawHeaders: ['Upgrade', 'x'], body: Buffer.alloc(0) };
    expect(await harness.call('/1')).toMatchObject({ status: 502, body: '{"message": "Internal server error"}' });
    expect(harness.reasons).toEqual([expect.stringContaining(`status ${status}: expected 200 to 599`)]);
  });

  test.each([
    ['/a/b/c.txt', '/files/b/c.txt'],
    ['/a/b%2Fc%20d', '/files/b%2Fc%20d'],
    ['/a/%zz', '/files/%zz'],
    ['/a/x?y=1%262', '/files/x?y=1%262'],
  ])('fills %s into the URI', async (call, target) => {
    const harness = serve('HTTP_PROXY', { uri: `${ORIGIN}/files/{path}`, requestParameters: new Map([['integration.request.path.path', 'method.request.path.path']]) });
    await harness.call(call);
    expect(sent(harness).target).toBe(target);
  });

  test('escapes what would change the URI', async () => {
    const harness = serve('HTTP_PROXY', { uri: `${ORIGIN}/x/{q}`, requestParameters: new Map([['integration.request.path.q', 'method.request.querystring.q']]) });
    await harness.call('/1?q=a%3Fb%23c%20d%0D%0Ae');
    expect(sent(harness).target).toBe('/x/a%3Fb%23c%20d%0D%0Ae?q=a%3Fb%23c%20d%0D%0Ae');
  });

  test('characters beyond the first plane reach the URI; half of one is replaced', async () => {
    const harness = serve('HTTP_PROXY', { uri: `${ORIGIN}/x/{q}`, requestParameters: new Map([['integration.request.path.q', 'method.request.body.q']]) });
    await harness.call('/1', { headers: ['Content-Type', 'application/json'], body: '{"q":"\u2615 \ud83d\ude0a\ud83d!"}' });
    expect(sent(harness).target).toBe('/x/%E2%98%95%20%F0%9F%98%8A%EF%BF%BD!');
  });

  test('refuses to send a header that a caller broke', async () => {
    const harness = serve('HTTP_PROXY', { requestParameters: new Map([['integration.request.header.X-Q', 'method.request.querystring.q']]) });
    expect(await harness.call('/1?q=a%0D%0AHost:%20evil')).toMatchObject({ status: 500 });
    expect(harness.backend.requests).toEqual([]);
  });

  test('lets no caller choose the host', async () => {
    expect((await serve('HTTP_PROXY', { uri: 'https://{id}/x' }).call('/evil.example')).status).toBe(501);
    expect((await serve('HTTP_PROXY', { uri: 'file:///etc/passwd' }).call('/1')).status).toBe(501);
  });

  test('keeps the verb of the caller where the integration has none of its own', async () => {
    const harness = serve('HTTP_PROXY', { httpMethod: 'ANY' });
    await harness.call('/1', { method: 'PATCH' });
    expect(sent(harness).method).toBe('PATCH');
  });

  test('reaches the stage\'s own backend, and the real one where none is given', async () => {
    const [stage] = restApi({}).stages;
    const of = integration('HTTP_PROXY', { uri: 'http://${stageVariables.host}/v1', httpMethod: 'GET' });
    const harness = new Harness(restApi({ '/x': [method('GET', { integration: of })] }, { stages: stage ? [{ ...stage, variables: new Map([['host', 'blue.example:8080']]) }] : [] }));
    await harness.call('/x');
    expect(sent(harness)).toMatchObject({ origin: 'http://blue.example:8080', target: '/v1', headers: { host: 'blue.example:8080' } });
  });
});

describe('HTTP', () => {
  test('sends only what is mapped', async () => {
    const harness = serve('HTTP');
    await harness.call('/1?q=1', { method: 'POST', headers: ['X-Secret', 'x', 'Content-Type', 'application/json', 'User-Agent', 'test'], body: '{"a":1}' });
    expect(sent(harness)).toMatchObject({
      target: '/',
      body: '{"a":1}',
      headers: { 'host': 'api.example.com', 'accept': 'application/json', 'user-agent': 'AmazonAPIGateway_abc123', 'content-type': 'application/json', 'content-length': '7', 'x-amzn-apigateway-api-id': 'abc123' },
    });
    expect(sent(harness).headers).not.toHaveProperty('x-secret');
  });

  test('maps the answer by its status', async () => {
    const none = { responseParameters: new Map<string, string>(), responseTemplates: new Map<string, string>() };
    const harness = serve('HTTP', {
      responses: [
        { ...none, statusCode: '200' },
        { ...none, statusCode: '404', selectionPattern: '4\\d{2}', responseParameters: new Map([['method.response.header.X-Id', 'integration.response.header.x-id']]), responseTemplates: new Map([['application/json', '{"gone": $input.json(\'$.why\')}']]) },
      ],
    });
    harness.backend.answer = { kind: 'answer', status: 410, rawHeaders: ['X-Id', 'seven'], body: Buffer.from('{"why": "moved"}') };
    expect(await harness.call('/1')).toMatchObject({ status: 404, body: '{"gone": "moved"}', headers: { 'x-id': 'seven', 'content-type': 'application/json' } });
    harness.backend.answer = { kind: 'answer', status: 500, rawHeaders: ['X-Id', 'hidden', 'Content-Type', 'text/plain'], body: Buffer.from('oops') };
    const plain = await harness.call('/1');
    expect(plain).toMatchObject({ status: 200, body: 'oops', headers: { 'content-type': 'text/plain' } });
    expect(plain.headers['x-id']).toBeUndefined();
  });

  test.each(['Content-Length', 'transfer-encoding'])('fails when it maps %s', async (name) => {
    expect(await serve('HTTP', { requestParameters: new Map([[`integration.request.header.${name}`, '\'0\'']]) }).call('/1')).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  });
});

describe('a backend', () => {
  test.each([
    [{ kind: 'broken', reason: 'ECONNREFUSED' }, 504, '{"message": "Network error communicating with endpoint"}'],
    [{ kind: 'unknown-host', reason: 'ENOTFOUND' }, 500, '{"message": "Internal server error"}'],
  ] as const)('that can not be reached: %j', async (answer, status, body) => {
    const harness = serve('HTTP_PROXY');
    harness.backend.answer = answer;
    expect(await harness.call('/1')).toMatchObject({ status, body });
    expect(harness.reasons[0]).toContain('--backend');
  });

  test('that takes too long is given up', async () => {
    const harness = serve('HTTP_PROXY', { timeoutMilliseconds: 500 });
    harness.backend.answer = 'never';
    const answer = harness.call('/1');
    await Promise.resolve();
    harness.clock.advance(500);
    expect(await answer).toMatchObject({ status: 504, body: '{"message": "Endpoint request timed out"}' });
  });

  test('behind a VPC link is the one of --backend', async () => {
    const harness = serve('HTTP_PROXY', { connectionType: 'VPC_LINK' });
    expect((await harness.call('/1')).status).toBe(200);
    expect(sent(harness).origin).toBe('http://127.0.0.1:9');
  });
});
