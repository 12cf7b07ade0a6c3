import { IncomingMessage, ServerResponse } from 'node:http';
import { BackendRequest, BackendResult } from '../../../../local/gateway/backends/backend-client';
import { NodeBackendClient } from '../../../../local/gateway/backends/node-backend-client';
import { TestServer } from '../../../support/test-server';

describe('the HTTP client of integrations', () => {
  let server: TestServer;
  let origin = '';
  let respond: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = await TestServer.start((request, response) => respond(request, response));
    origin = server.origin;
  });

  afterEach(async () => server.close());

  const send = async (overrides: Partial<BackendRequest> = {}, abort = new AbortController().signal): Promise<BackendResult> =>
    new NodeBackendClient().send({ origin, method: 'POST', target: '/x?y=1', headers: ['Host', 'api.example.com', 'X-A', '1', 'X-A', '2', 'Content-Length', '2'], body: 'hi', ...overrides }, abort);

  test('sends headers as they are given and gives back the raw answer', async () => {
    respond = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        response.writeHead(302, ['Location', '/elsewhere', 'X-B', '1', 'X-B', '2']);
        response.end(JSON.stringify({ url: request.url, host: request.headers.host, a: request.headers['x-a'], body: Buffer.concat(chunks).toString() }));
      });
    };
    const result = await send();
    expect(result).toMatchObject({ kind: 'answer', status: 302 });
    if (result.kind !== 'answer') return;
    expect(JSON.parse(result.body.toString())).toEqual({ url: '/x?y=1', host: 'api.example.com', a: '1, 2', body: 'hi' });
    expect(result.rawHeaders.join()).toContain('Location,/elsewhere,X-B,1,X-B,2');
  });

  test('says when nobody listens, when the connection breaks, and when the target can not be sent', async () => {
    expect(await send({ origin: 'http://127.0.0.1:1' })).toMatchObject({ kind: 'broken' });
    expect(await send({ origin: 'http://' })).toMatchObject({ kind: 'unknown-host' });
    expect(await send({ target: '/a b' })).toMatchObject({ kind: 'broken' });
    respond = (request) => request.socket.destroy();
    expect(await send()).toMatchObject({ kind: 'broken' });
  });

  test.each([
    ['HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', { kind: 'answer', status: 101 }],
    ['HTTP/1.1 103 Early Hints\r\n\r\n', { kind: 'broken' }],
    ['HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n', { kind: 'answer', status: 99 }],
    ['nonsense', { kind: 'broken' }],
  ])('comes to an end with %j', async (text, result) => {
    respond = (request) => request.socket.end(text);
    expect(await send()).toMatchObject(result);
  });

  test('says when an answer breaks off', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half');
      response.socket?.end();
    };
    expect(await send()).toMatchObject({ kind: 'broken' });
  });

  test('refuses an answer above 10 MB', async () => {
    respond = (_request, response) => response.end(Buffer.alloc(10_485_761));
    expect(await send()).toMatchObject({ kind: 'broken', reason: expect.stringContaining('larger than') as string });
  });

  test('can be given up', async () => {
    const abort = new AbortController();
    respond = () => abort.abort();
    expect(await send({}, abort.signal)).toMatchObject({ kind: 'broken' });
  });
});
