import { request as send, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { GatewayReply } from '../../../../local/gateway/message/reply';
import { writeReply } from '../../../../local/gateway/message/write-reply';
import { exchange } from '../../../support/raw-http';
import { TestServer } from '../../../support/test-server';

const replies: Record<string, () => GatewayReply> = {
  '/text': () => ({ status: 200, headers: ['Content-Type', 'text/plain'], body: 'grüße' }),
  '/bytes': () => ({ status: 201, headers: [], body: Buffer.from([1, 2, 3]) }),
  '/empty': () => ({ status: 200, headers: [], body: '' }),
  '/nothing': () => ({ status: 204, headers: [], body: 'never sent' }),
  '/large': () => ({ status: 200, headers: [], body: 'x'.repeat(50_000_000) }),
};

let server: TestServer;
let latest: Socket;

beforeEach(async () => {
  server = await TestServer.start((request, response) => {
    latest = request.socket;
    writeReply(response, replies[request.url ?? '']?.() ?? { status: 404, headers: [], body: '' });
  });
});

afterEach(async () => server.close());

/** Sends requests in one go and reads until the server closes, which the last of them asks for. */
async function ask(...lines: string[]): Promise<string> {
  const asked = lines.map((line, index) => `${line} HTTP/1.1\r\nHost: x\r\n${index === lines.length - 1 ? 'Connection: close\r\n' : ''}\r\n`);
  return Buffer.from(await exchange(server.port, asked.join('')), 'latin1').toString();
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
  const idle = connect(server.port, '127.0.0.1');
  idle.pause();
  idle.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
  const before = latest;
  while (latest === before || latest.bytesWritten === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(latest.timeout).toBe(330_000);
  idle.destroy();
});

interface Answer {
  readonly status: number | undefined;
  readonly length: string | undefined;
  readonly body: string;
}

/** Answers that a server gives when it gets two requests at once and replies to both in one turn of the event loop. */
async function answersOf(reply: (first: ServerResponse, second: ServerResponse) => void): Promise<Answer[]> {
  const waiting: ServerResponse[] = [];
  const both = await TestServer.start((_request, response) => {
    waiting.push(response);
    const [first, second] = waiting;
    if (first && second) reply(first, second);
  });
  const { port } = both;
  const answers = await Promise.all(['/1', '/2'].map(async (path) => new Promise<Answer>((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      response.on('end', () => resolve({ status: response.statusCode, length: response.headers['content-length'], body }));
    }).on('error', reject).end();
  })));
  await both.close();
  return answers;
}

test('replies of one turn all reach their callers', async () => {
  const answers = await answersOf((first, second) => {
    writeReply(first, { status: 200, headers: [], body: 'grün' });
    writeReply(second, { status: 201, headers: [], body: Buffer.from('two') });
  });
  expect(answers).toEqual(expect.arrayContaining([{ status: 200, length: '5', body: 'grün' }, { status: 201, length: '3', body: 'two' }]));
});

test.each([204, 304])('a %i has no length', async (status) => {
  const answers = await answersOf((first, second) => [first, second].forEach((response) => writeReply(response, { status, headers: [], body: '' })));
  expect(answers).toEqual([{ status, length: undefined, body: '' }, { status, length: undefined, body: '' }]);
});

test('headers that can not be sent fail at once, for the reply that has them only', async () => {
  const answers = await answersOf((first, second) => {
    expect(() => writeReply(first, { status: 200, headers: ['x-bad', 'one\r\ntwo'], body: '' })).toThrow('x-bad');
    writeReply(first, { status: 500, headers: [], body: 'failed' });
    writeReply(second, { status: 200, headers: [], body: 'fine' });
  });
  expect(answers.map(({ body }) => body).sort()).toEqual(['failed', 'fine']);
});

test('a caller that is gone keeps no other from its reply', async () => {
  const leaving = await TestServer.start((_request, response) => {
    response.destroy();
    writeReply(response, { status: 200, headers: [], body: 'nobody reads this' });
  });
  const { port } = leaving;
  await expect(new Promise((_resolve, reject) => { send({ host: '127.0.0.1', port, agent: false }).on('error', reject).end(); })).rejects.toThrow('socket hang up');
  await leaving.close();
});
