import { createServer, Server } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';
import { GatewayReply } from '../../../../local/gateway/message/reply';
import { writeReply } from '../../../../local/gateway/message/write-reply';
import { exchange } from '../../../support/raw-http';

const replies: Record<string, () => GatewayReply> = {
  '/text': () => ({ status: 200, headers: ['Content-Type', 'text/plain'], body: 'grüße' }),
  '/bytes': () => ({ status: 201, headers: [], body: Buffer.from([1, 2, 3]) }),
  '/empty': () => ({ status: 200, headers: [], body: '' }),
  '/nothing': () => ({ status: 204, headers: [], body: 'never sent' }),
  '/large': () => ({ status: 200, headers: [], body: 'x'.repeat(50_000_000) }),
};

let server: Server;
let latest: Socket;

beforeEach(async () => {
  server = createServer((request, response) => {
    latest = request.socket;
    writeReply(response, replies[request.url ?? '']?.() ?? { status: 404, headers: [], body: '' });
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => { server.close(closed); });
});

/** Sends requests in one go and reads until the server closes, which the last of them asks for. */
async function ask(...lines: string[]): Promise<string> {
  const asked = lines.map((line, index) => `${line} HTTP/1.1\r\nHost: x\r\n${index === lines.length - 1 ? 'Connection: close\r\n' : ''}\r\n`);
  return Buffer.from(await exchange(port(), asked.join('')), 'latin1').toString();
}

function port(): number {
  return (server.address() as AddressInfo).port;
}

test.each([
  ['GET /text', '200 OK', 'Content-Length: 7', 'grüße'],
  ['GET /bytes', '201 Created', 'Content-Length: 3', '\u0001\u0002\u0003'],
  ['GET /empty', '200 OK', 'Content-Length: 0', ''],
  ['HEAD /text', '200 OK', 'Content-Length: 7', ''],
])('%s is answered whole', async (line, status, length, body) => {
  const [head = '', text] = (await ask(line)).split('\r\n\r\n');
  expect(head.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
  expect(head).toContain(length);
  expect(text).toBe(body);
});

test('a reply without content has neither a body nor the length of one', async () => {
  const answer = await ask('GET /nothing');
  expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
  expect(answer).not.toMatch(/content-length|never sent/i);
});

test('requests that are sent before the first is answered are answered in their order', async () => {
  const answer = await ask('GET /text', 'HEAD /text', 'GET /nothing', 'GET /empty', 'GET /bytes');
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 204', 'HTTP/1.1 200', 'HTTP/1.1 201']);
  expect(answer.endsWith('\u0001\u0002\u0003')).toBe(true);
});

test('a caller that does not read its reply is not waited for for ever; all others cost no timer', async () => {
  await ask('GET /text');
  expect(latest.timeout ?? 0).toBe(0);
  const idle = connect(port(), '127.0.0.1');
  idle.pause();
  idle.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
  const before = latest;
  while (latest === before || latest.bytesWritten === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(latest.timeout).toBe(330_000);
  idle.destroy();
});
