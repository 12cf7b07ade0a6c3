import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Harness, lambdaProxy, mock, returning } from './gateway-harness';
import { BODIES } from '../../../../local/gateway/message/body-budget';
import { HttpListener } from '../../../../local/listener/http-listener';
import { method, restApi } from '../../../support/models';
import { exchange, statusOf } from '../../../support/raw-http';

const model = restApi({
  '/hello': [method('ANY', { integration: lambdaProxy() })],
  '/mock': [method('ANY', { integration: mock('{"ok": true}') })],
  '/{proxy+}': [method('ANY', { integration: lambdaProxy() })],
}, { minimumCompressionSize: 1000 });

describe('a REST API on a socket', () => {
  let harness: Harness;
  let server: Server;
  let port = 0;

  beforeEach(async () => {
    harness = new Harness(model).handler((event) => ({ kind: 'success', payload: JSON.stringify({ body: event }) }));
    // What a listener lets through is not limited here: the gateway itself has to cope.
    server = createServer({ maxHeaderSize: 2_000_000 }, (request, response) => {
      harness.gateway.handle(request, response, (error) => response.destroy(error instanceof Error ? error : undefined));
    });
    server.maxHeadersCount = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const get = async (target: string, init: RequestInit = {}): Promise<Response> => fetch(`http://127.0.0.1:${port}${target}`, init);

  test('answers with a complete response in the shape of the service', async () => {
    const response = await get('/prod/mock');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json', 'content-length': '12', 'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string, 'x-amz-apigw-id': expect.any(String) as string,
    });
    expect(await response.text()).toBe('{"ok": true}');
  });

  test.each([
    ['/', 403, '{"message":"Forbidden"}'],
    ['/prod', 403, '{"message":"Missing Authentication Token"}'],
    ['/prod?x=1', 403, '{"message":"Missing Authentication Token"}'],
    ['/dev/hello', 403, '{"message":"Forbidden"}'],
    ['/prod/hello/', 200, undefined],
    ['//prod/hello', 403, '{"message":"Forbidden"}'],
  ])('GET %s is %i', async (target, status, body) => {
    const received = await exchange(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(statusOf(received)).toBe(status);
    if (body !== undefined) expect(received.endsWith(body)).toBe(true);
  });

  test('hands the function a body however it was sent', async () => {
    const event = async (init: RequestInit): Promise<unknown> => ((await (await get('/prod/hello', init)).json()) as { body: unknown }).body;
    expect(await event({ method: 'POST', body: '{"ä": 1}' })).toBe('{"ä": 1}');
    expect(await event({ method: 'POST' })).toBeNull();
    const chunked = await exchange(port, 'POST /prod/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n');
    expect(chunked).toContain('"body":"abcde"');
  });

  test('a HEAD request gets the length and no body', async () => {
    const received = await exchange(port, 'HEAD /prod/mock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(received).toMatch(/Content-Length: 12\r\n/i);
    expect(received.endsWith('\r\n\r\n')).toBe(true);
  });

  test('204 has neither body nor length', async () => {
    harness.handler(returning({ statusCode: 204, body: 'ignored' }));
    const received = await exchange(port, 'GET /prod/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(statusOf(received)).toBe(204);
    expect(received).not.toMatch(/content-length/i);
    expect(received.endsWith('\r\n\r\n')).toBe(true);
  });

  test.each([
    ['declared', 'Content-Length: 10485761\r\n\r\n', ''],
    ['streamed', 'Transfer-Encoding: chunked\r\n\r\n', `a00001\r\n${'x'.repeat(10_485_761)}\r\n0\r\n\r\n`],
  ])('a body above 10 MB that is %s is refused before it is held', async (_name, head, body) => {
    const received = await exchange(port, `POST /prod/hello HTTP/1.1\r\nHost: localhost\r\n${head}${body}`, (text) => text.includes('bytes.'));
    expect(statusOf(received)).toBe(413);
    expect(received.endsWith('HTTP content length exceeded 10485760 bytes.')).toBe(true);
    expect(harness.reporter.of('request-failed')).toHaveLength(1);
  });

  test('many bodies that never end take no more memory than there is for all of them, and give it back', async () => {
    const share = BODIES.share();
    expect(share.take(256 * 1024 * 1024 - 450)).toBe(true);
    try {
      const caller = connect(port, '127.0.0.1');
      const arrived = new Promise((resolve) => server.once('request', (request: IncomingMessage) => request.once('data', resolve)));
      caller.write(`POST /prod/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(100)}`);
      await arrived;
      const refused = await exchange(port, `POST /prod/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n${'x'.repeat(100)}`);
      expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*Connection: close[^]*\{"message":"Service Unavailable"\}$/);
      expect(harness.reasons).toEqual([expect.stringContaining('more than the gateway holds in memory')]);
      expect((await get('/prod/mock')).status).toBe(200);
      caller.destroy();
      // The place is given back once the server has seen the end of the connection: at the latest after another round trip or two.
      let status = 503;
      for (let attempt = 0; attempt < 50 && status === 503; attempt++) status = (await get('/prod/hello', { method: 'POST', body: 'x'.repeat(100) })).status;
      expect(status).toBe(200);
    } finally {
      share.release();
    }
  });

  test('a caller that goes away in the middle of its body leaves nothing behind', async () => {
    const gone = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)));
    const caller = connect(port, '127.0.0.1');
    server.once('request', () => caller.destroy());
    caller.write('POST /prod/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
    await gone;
    expect((await get('/prod/mock')).status).toBe(200);
    expect(harness.reporter.events).toEqual([]);
  });

  test.each(['', 'x'])('what fails inside, with the body %j, is a 500 for the caller and a problem for the developer', async (body) => {
    const failing = new Harness(model).handler(() => { throw new Error('secret detail'); });
    expect(await failing.call('/hello', { method: 'POST', body })).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
    expect(failing.reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringContaining('secret detail') as string })]);
  });

  test.each(['', 'x'])('what fails when the reply is written, with the body %j, is contained by the listener', async (body) => {
    const listener = await HttpListener.open({
      name: 'Shop/Api',
      host: '127.0.0.1',
      port: 0,
      reporter: harness.reporter,
      handler: (request, response, failed) => {
        jest.spyOn(response, 'writeHead').mockImplementationOnce(() => { throw new Error('secret detail'); });
        return harness.gateway.handle(request, response, failed);
      },
    });
    const response = await fetch(`http://127.0.0.1:${listener.port}/prod/mock`, { method: 'POST', body });
    expect([response.status, await response.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(harness.reporter.of('problem')).toEqual([expect.objectContaining({ message: expect.stringContaining('secret detail') as string })]);
    await listener.close();
  });

  test('10,000 headers and a huge query are passed on', async () => {
    const headers = Array.from({ length: 10_000 }, (_value, index) => `x-${index}: ${index}\r\n`).join('');
    const query = Array.from({ length: 20_000 }, (_value, index) => `q${index % 10}=${index}`).join('&');
    const received = await exchange(port, `GET /prod/hello?${query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
    expect(statusOf(received)).toBe(200);
    const event = JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4)) as { headers: Record<string, string>; multiValueQueryStringParameters: Record<string, string[]> };
    expect(event.headers['x-9999']).toBe('9999');
    expect(event.multiValueQueryStringParameters.q0).toHaveLength(2000);
  });

  test.each(['/prod/%zz?%zz=%zz', '/prod/..%2f..%2fetc/passwd', '/prod/%00', '/prod/a//b', '/prod/hello?__proto__[x]=1&constructor=2', '/prod/hello?&&==&=x&'])('%s does no harm', async (target) => {
    const received = await exchange(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(statusOf(received)).toBe(200);
    expect(received).toContain(`"path":"${target.split('?')[0]?.slice('/prod'.length)}"`);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('compresses a large answer', async () => {
    harness.handler(returning({ body: 'x'.repeat(5000) }));
    const received = await exchange(port, 'GET /prod/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n');
    expect(received).toMatch(/Content-Encoding: gzip/);
    expect(gunzipSync(Buffer.from(received.slice(received.indexOf('\r\n\r\n') + 4), 'latin1')).toString()).toBe('x'.repeat(5000));
  });
});
