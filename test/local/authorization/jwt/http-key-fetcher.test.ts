import { RequestListener } from 'node:http';
import { HttpKeyFetcher } from '../../../../local/authorization/jwt/http-key-fetcher';
import { LocalClock } from '../../../../local/local-clock';
import { TestServer } from '../../../support/test-server';

const clock = LocalClock.frozenAt(0);
const fetcher = new HttpKeyFetcher(clock);
let answer: RequestListener = (_, response) => { response.end(); };
let server: TestServer;
let url: string;
let received = 0;

beforeAll(async () => {
  server = await TestServer.start((request, response) => {
    received++;
    answer(request, response);
  });
  url = `${server.origin}/jwks.json`;
});
afterAll(async () => server.close());

test('a key set', async () => {
  answer = (_, response) => { response.end('{"keys":[{"kid":"a"},7,null]}'); };
  expect(await fetcher.fetch(url)).toEqual([{ kid: 'a' }]);
});

test.each<[string, RequestListener, string]>([
  ['an error', (_, response) => { response.writeHead(503).end(); }, 'it answered 503'],
  ['a redirect, which is not followed', (_, response) => { response.writeHead(302, { location: url }).end(); }, 'it answered 302'],
  ['an HTML page', (_, response) => { response.end('<html></html>'); }, 'its answer is not JSON'],
  ['broken JSON', (_, response) => { response.end('{"keys":['); }, 'its answer is not JSON'],
  ['something else', (_, response) => { response.end('{"keys":{}}'); }, 'its answer is not a key set'],
  ['a list', (_, response) => { response.end('[]'); }, 'its answer is not a key set'],
  ['50 MB', (_, response) => { response.end(Buffer.alloc(50 * 1024 * 1024, 'x')); }, 'its answer is larger than 256 KB'],
  ['half an answer', (_, response) => { response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()); }, 'broke off'],
  ['a cut connection', (request) => { request.socket.destroy(); }, 'it can\'t be reached'],
])('%s', async (_, handler, reason) => {
  answer = handler;
  const before = received;
  await expect(fetcher.fetch(url)).rejects.toThrow(reason);
  expect(received).toBe(before + 1);
});

test('an issuer that hangs', async () => {
  const arrived = new Promise<void>((resolve) => { answer = () => resolve(); });
  const pending = fetcher.fetch(url);
  await Promise.all([arrived.then(() => clock.advance(1500)), expect(pending).rejects.toThrow('it did not answer within 1.5 s')]);
});

test.each([
  ['plain http elsewhere', 'http://issuer.example/jwks.json', 'its address is not https'],
  ['a file', 'file:///etc/passwd', 'its address is not https'],
  ['no URL', 'issuer', 'its address is no URL'],
  ['a closed port', 'http://127.0.0.1:1/jwks.json', 'it can\'t be reached'],
])('%s', async (_, address, reason) => {
  await expect(fetcher.fetch(address)).rejects.toThrow(reason);
});
