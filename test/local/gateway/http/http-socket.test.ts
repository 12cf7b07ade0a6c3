import { Harness, returning } from './http-harness';
import { HttpListener } from '../../../../local/listener/http-listener';
import { httpApi, lambda, route, stage } from '../../../support/http-models';
import { exchange, statusOf } from '../../../support/raw-http';

const harness = new Harness(httpApi([
  route('ANY /echo'),
  route('GET /throws', { integration: lambda({ uri: 'arn:aws:lambda:us-east-1:123456789012:function:throws' }) }),
  route('GET /nothing', { integration: lambda({ uri: 'arn:aws:lambda:us-east-1:123456789012:function:nothing' }) }),
], { stages: [stage('$default')] }));
let listener: HttpListener;
let echoed: string[] = [];

beforeAll(async () => {
  harness.handler((event) => {
    echoed.push(event.text);
    return { kind: 'success', payload: JSON.stringify({ statusCode: 200, body: 'echo', cookies: ['a=1', 'b=2'] }) };
  });
  harness.handler(() => { throw new Error('secret of the gateway'); }, 'arn:aws:lambda:us-east-1:123456789012:function:throws');
  harness.handler(returning({ statusCode: 204 }), 'arn:aws:lambda:us-east-1:123456789012:function:nothing');
  listener = await HttpListener.open({
    name: 'Shop/OrdersApi',
    host: '127.0.0.1',
    port: 0,
    reporter: harness.reporter,
    handler: (request, response, failed) => harness.gateway.handle(request, response, failed),
  });
});

beforeEach(() => { echoed = []; });

afterAll(async () => listener.close());

async function send(head: readonly string[], body: string | Buffer = '', until?: (received: string) => boolean): Promise<string> {
  return exchange(listener.port, Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]), until);
}

const HOST = 'Host: localhost';
const CLOSE = 'Connection: close';

test('a reply on the wire: every cookie has a header, the length is told, the time too', async () => {
  const received = await send(['POST /echo?a=%20b HTTP/1.1', HOST, CLOSE, 'Content-Type: text/plain', 'Content-Length: 3'], 'abc');
  const [head = '', body] = received.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const headers = head.split('\r\n').slice(1);
  expect(headers).toEqual(expect.arrayContaining(['Set-Cookie: a=1', 'Set-Cookie: b=2', 'Content-Length: 4', 'Content-Type: text/plain; charset=utf-8']));
  expect(headers).toEqual(expect.arrayContaining([expect.stringMatching(/^Date: /), expect.stringMatching(/^Apigw-Requestid: extended\d{7}=$/)]));
  expect(body).toBe('echo');
  expect(JSON.parse(echoed[0] ?? '')).toMatchObject({ rawPath: '/echo', rawQueryString: 'a=%20b', body: 'abc' });
});

test('a reply without a body has no length, and to HEAD no body follows', async () => {
  expect(await send(['GET /nothing HTTP/1.1', HOST, CLOSE])).not.toMatch(/content-length|content-type/i);
  const received = await send(['HEAD /echo HTTP/1.1', HOST, CLOSE]);
  expect(received).toContain('Content-Length: 4');
  expect(received.endsWith('\r\n\r\n')).toBe(true);
});

const SMUGGLED = 'GET /echo HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: 1\r\n\r\n';

test.each<[what: string, head: string[], body: string]>([
  ['Content-Length and Transfer-Encoding', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
  ['Transfer-Encoding and Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 60'], `0\r\n\r\n${SMUGGLED}`],
  ['two lengths', ['Content-Length: 5', 'Content-Length: 6'], `abcdef${SMUGGLED}`],
  ['a list of lengths', ['Content-Length: 5, 6'], `abcdef${SMUGGLED}`],
  ['a length that is none', ['Content-Length: +5'], `abcde${SMUGGLED}`],
  ['a negative length', ['Content-Length: -1'], SMUGGLED],
  ['an unknown coding', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${SMUGGLED}`],
  ['chunked that is not last', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${SMUGGLED}`],
  ['a space before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${SMUGGLED}`],
  ['a folded header', ['X-A: b', ' Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
  ['a bare line feed', ['X-A: b\nTransfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
  ['a bare carriage return', ['X-A: b\rTransfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
  ['a null in a header', ['X-A: b\u0000c'], SMUGGLED],
  ['two hosts', ['Host: evil.example'], ''],
  ['a chunk size that is none', ['Transfer-Encoding: chunked'], `zz\r\n\r\n${SMUGGLED}`],
])('%s: one refusal, and nothing reaches a function', async (_what, head, body) => {
  const received = await send(['POST /echo HTTP/1.1', HOST, ...head], body);
  expect(statusOf(received)).toBe(400);
  expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(echoed).toEqual([]);
});

test('requests in one piece of data are answered one by one', async () => {
  const received = await send(['GET /echo HTTP/1.1', HOST, '', 'GET /nothing HTTP/1.1', HOST, '', 'GET /nowhere HTTP/1.1', HOST, CLOSE]);
  expect([...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)).toEqual(['200', '204', '404']);
});

describe('bodies', () => {
  test('of ten megabytes are refused before they are read when they tell their length', async () => {
    const received = await send(['POST /echo HTTP/1.1', HOST, CLOSE, 'Content-Length: 10485761'], 'abc', (text) => text.includes('}'));
    expect(statusOf(received)).toBe(413);
    expect(received).toContain('\r\n\r\n{"message":"Request Entity Too Large"}');
    expect(received).toContain('Apigw-Requestid: ');
  });

  test('and when they do not', async () => {
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000, 'x'), Buffer.from('\r\n')]);
    const received = await send(['POST /echo HTTP/1.1', HOST, 'Transfer-Encoding: chunked'], Buffer.concat([...Array<Buffer>(11).fill(chunk), Buffer.from('0\r\n\r\n')]), (text) => text.includes('}'));
    expect(statusOf(received)).toBe(413);
    expect(echoed).toEqual([]);
  });

  test('in pieces arrive as one', async () => {
    await send(['POST /echo HTTP/1.1', HOST, CLOSE, 'Content-Type: text/plain', 'Transfer-Encoding: chunked'], '3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n');
    expect(JSON.parse(echoed[0] ?? '')).toMatchObject({ body: 'abcde', headers: { 'content-length': '5' } });
    expect(JSON.parse(echoed[0] ?? '')).not.toHaveProperty(['headers', 'transfer-encoding']);
  });
});

test('a defect of the gateway is a 500 that says nothing, and is reported', async () => {
  const received = await send(['GET /throws HTTP/1.1', HOST, CLOSE]);
  expect(statusOf(received)).toBe(500);
  expect(received).toContain('{"message":"Internal Server Error"}');
  expect(received).not.toContain('secret');
  expect(harness.reporter.of('problem').some(({ message }) => message.includes('secret of the gateway'))).toBe(true);
});

test.each(['/echo/%0d%0aX-Evil:%201', '/nowhere%0d%0a%0d%0a<script>', '/echo?x=%0d%0aX-Evil:1'])('encoded line breaks in %s end no line', async (target) => {
  const received = await send([`GET ${target} HTTP/1.1`, HOST, CLOSE]);
  expect(received).not.toMatch(/^x-evil/im);
  expect(received).not.toContain('<script>');
});
