import { get } from 'node:http';
import { connect } from 'node:net';
import { HostGuard } from '../../../local/listener/host-guard';
import { HttpListener, ListenerOptions } from '../../../local/listener/http-listener';
import { exchange, statusOf } from '../../support/raw-http';
import { RecordingReporter } from '../../support/recording-reporter';

const reporter = new RecordingReporter();
const open: HttpListener[] = [];

async function listen(options: Partial<ListenerOptions> = {}): Promise<HttpListener> {
  const listener = await HttpListener.open({
    name: 'Shop/Api',
    host: '127.0.0.1',
    port: 0,
    reporter,
    handler: async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end(JSON.stringify({ url: request.url, body: Buffer.concat(chunks).toString() }));
    },
    ...options,
  });
  open.push(listener);
  return listener;
}

const url = (listener: HttpListener, path = '/'): string => `http://127.0.0.1:${listener.port}${path}`;

afterEach(async () => {
  await Promise.all(open.splice(0).map(async (listener) => listener.close()));
  reporter.events.length = 0;
});

describe('what is not a proper request', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['binary noise', '\u0000\u0001\u0002\u0003\r\n\r\n', 400],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['no Host header', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Host headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.com\r\n\r\n', 400],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: localhost\r\nbroken\r\n\r\n', 400],
    ['a space in a header name', 'GET / HTTP/1.1\r\nHost: localhost\r\nx y: 1\r\n\r\n', 400],
    ['a NUL in a header value', 'GET / HTTP/1.1\r\nHost: localhost\r\nx: \u0000\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    ['a length and chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a chunk length that is none', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['a transfer encoding that is not known', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n', 400],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 400],
    ['10,000 headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${Array.from({ length: 10_000 }, (_, i) => `x-${i}: 1\r\n`).join('')}\r\n`, 431],
    ['one header of 11 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'a'.repeat(11_000)}\r\n\r\n`, 431],
    ['a path of 11 KB', `GET /${'a'.repeat(11_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    ['an expectation that is not known', 'POST / HTTP/1.1\r\nHost: localhost\r\nExpect: a-miracle\r\nContent-Length: 0\r\n\r\n', 417],
  ];

  test.each(cases)('%s is refused, and the next request is served', async (_name, request, status) => {
    const listener = await listen();
    const received = await exchange(listener.port, request, (text) => status === 417 && text.includes('\r\n\r\n'));
    expect(statusOf(received)).toBe(status);
    expect(received).not.toMatch(/\bat .*\.[jt]s\b|Error:|node:/);
    expect((await fetch(url(listener, '/next'))).status).toBe(200);
  });

  it('closes the connection after it', async () => {
    const listener = await listen();
    const received = await exchange(listener.port, 'nonsense\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(received).toContain('Connection: close');
  });

  it('never answers an earlier request of the connection with the refusal of a later one', async () => {
    let finish: () => void = () => undefined;
    const listener = await listen({ handler: async (_request, response) => { await new Promise<void>((resolve) => { finish = resolve; }); response.end('first'); } });
    const received = await exchange(listener.port, 'GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\nnonsense\r\n\r\n');
    finish();
    expect(received).toBe('');
  });
});

it('takes headers right up to the limit of the service', async () => {
  const listener = await listen();
  const line = 'GET /x HTTP/1.1';
  const fits = 10_240 - line.length - 'localhost'.length;
  const request = (size: number): string => `${line}\r\nHost: localhost\r\nx-pad: ${'a'.repeat(size)}\r\n\r\n`;
  expect(statusOf(await exchange(listener.port, request(fits), (text) => text.includes('"url"')))).toBe(200);
  const refused = await exchange(listener.port, request(fits + 1));
  expect(statusOf(refused)).toBe(431);
  expect(refused).toContain('HTTP header is larger than 10240 bytes.');
});

it('answers pipelined requests in their order', async () => {
  const listener = await listen();
  const request = (name: string): string => `GET /${name} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const received = await exchange(listener.port, request('a') + request('b') + request('c'), (text) => text.includes('"/c"'));
  expect(received.match(/"\/[abc]"/g)).toEqual(['"/a"', '"/b"', '"/c"']);
});

it('takes the path out of an absolute target', async () => {
  const listener = await listen();
  const received = await exchange(listener.port, 'GET http://localhost/prod/x?y=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(received).toContain('"/prod/x?y=1"');
});

describe('Expect: 100-continue', () => {
  const head = (length: number): string => `POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;

  it('invites a body within the limit', async () => {
    const listener = await listen();
    const received = await exchange(listener.port, `${head(2)}ok`);
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  });

  it('lets the handler refuse a larger one before it is sent', async () => {
    const listener = await listen({ handler: (_request, response) => { response.writeHead(413); response.end(); } });
    expect(statusOf(await exchange(listener.port, head(10_485_761)))).toBe(413);
  });
});

describe('slow callers', () => {
  const limits = { headersTimeout: 60, requestTimeout: 120, checkInterval: 20 };

  test.each([
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: localhost\r\nx'],
    ['a body that never comes', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc'],
  ])('%s end in a 408', async (_name, request) => {
    const listener = await listen({ limits });
    expect(statusOf(await exchange(listener.port, request))).toBe(408);
    expect((await fetch(url(listener))).status).toBe(200);
  });
});

describe('a handler that fails', () => {
  it('answers 500 without a reason and tells the developer', async () => {
    const listener = await listen({ handler: () => { throw new Error('the secret plan'); } });
    const response = await fetch(url(listener));
    expect([response.status, await response.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(reporter.of('problem')).toEqual([{ kind: 'problem', message: expect.stringContaining('the secret plan') }]);
  });

  it('cuts a response that has begun, so that the caller does not take it for whole', async () => {
    const listener = await listen({
      handler: async (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        await new Promise<void>((resolve) => response.write('begun', () => resolve()));
        throw new Error('too late');
      },
    });
    await expect(fetch(url(listener)).then(async (response) => response.text())).rejects.toThrow();
  });
});

describe('the guard against rebound names', () => {
  it('refuses a name of another site, once in the log', async () => {
    const listener = await listen({ guard: new HostGuard('127.0.0.1') });
    const request = 'GET / HTTP/1.1\r\nHost: evil.example:80\r\n\r\n';
    expect(statusOf(await exchange(listener.port, request))).toBe(403);
    expect(statusOf(await exchange(listener.port, request))).toBe(403);
    expect(reporter.of('problem')).toHaveLength(1);
  });
});

describe('ports', () => {
  it('names a port that is taken and the way out', async () => {
    const { port } = await listen();
    await expect(listen({ port })).rejects.toThrow(new RegExp(`^port ${port} for Shop/Api is taken on 127\\.0\\.0\\.1; .*--port`));
  });

  it('names an address that is not of this machine', async () => {
    await expect(listen({ host: '192.0.2.1' })).rejects.toThrow(/"192\.0\.2\.1" is not an address of this machine/);
  });
});

describe('the end', () => {
  it('lets a running request finish when it drains, and takes no new one', async () => {
    let finish: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => { begun = resolve; });
    const listener = await listen({
      handler: async (_request, response) => {
        begun();
        await new Promise<void>((resolve) => { finish = resolve; });
        response.end('done');
      },
    });
    const { port } = listener;
    const answered = fetch(url(listener));
    await running;
    const drained = listener.drain();
    finish();
    expect(await (await answered).text()).toBe('done');
    await drained;
    await expect(exchange(port, 'GET / HTTP/1.1\r\n')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('cuts running requests when it closes', async () => {
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => { begun = resolve; });
    const listener = await listen({ handler: async () => { begun(); await new Promise(() => undefined); } });
    const ended = new Promise((resolve) => get(url(listener)).on('error', resolve));
    await running;
    await listener.close();
    expect(await ended).toMatchObject({ code: 'ECONNRESET' });
  });

  it('keeps a connection over a change of handler', async () => {
    const listener = await listen();
    let connections = 0;
    const first = 'GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(listener.port, '127.0.0.1', () => { connections += 1; socket.write(first); });
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        const before = text;
        text += chunk;
        if (!before.includes('"/1"') && text.includes('"/1"')) {
          listener.use((_request, response) => { response.end('new handler'); });
          socket.write(first);
        }
        if (text.includes('new handler')) { socket.destroy(); resolve(text); }
      });
    });
    expect(received).toContain('new handler');
    expect(connections).toBe(1);
  });
});
