import { createServer, Server } from 'node:http';
import { RequestHandler } from '../../../local/listener/http-listener';
import { ApiListeners } from '../../../local/runtime/api-listeners';
import { exchange } from '../../support/raw-http';
import { RecordingReporter } from '../../support/recording-reporter';

const reporter = new RecordingReporter();
const says = (text: string): RequestHandler => (_request, response) => { response.end(text); };
const listening = (key: string, text = key) => ({ key, name: key, handler: says(text) });
const cleanups: (() => Promise<void>)[] = [];

function listeners(basePort = 0): ApiListeners {
  const all = new ApiListeners({ host: '127.0.0.1', basePort, reporter });
  cleanups.push(async () => all.close());
  return all;
}

/** Below the ports that systems give to whoever asks for any: nobody takes one of these between two steps of a test. */
const FIRST_PORT = 15_000;
const LAST_PORT = 31_000;
/** Most ports after the base that a test uses. */
const NEIGHBOURS = 4;

/** A base port with free ones after it, of which those at the given distances are then taken by somebody else. */
async function baseWithTaken(...offsets: number[]): Promise<number> {
  for (;;) {
    const base = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    const servers = Array.from({ length: NEIGHBOURS + 1 }, () => createServer());
    const close = async (server: Server): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); });
    const bound = await Promise.all(servers.map(async (server, offset) => new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(base + offset, '127.0.0.1', () => resolve(true));
    })));
    const isFree = bound.every(Boolean);
    const kept = servers.filter((_, offset) => isFree && offsets.includes(offset));
    await Promise.all(servers.filter((server) => !kept.includes(server)).map(close));
    cleanups.push(...kept.map((server) => async () => close(server)));
    if (isFree) return base;
  }
}

const textAt = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

afterEach(async () => {
  await Promise.all(cleanups.splice(0).map(async (cleanup) => cleanup()));
});

it('gives the ports after the base in order', async () => {
  const base = await baseWithTaken();
  const all = listeners(base);
  await all.apply([listening('a'), listening('b')]);
  expect([all.port('a'), all.port('b')]).toEqual([base + 1, base + 2]);
});

it('keeps the port of every API that stays, and gives new ones the next free one', async () => {
  const all = listeners(await baseWithTaken());
  await all.apply([listening('b'), listening('c')]);
  const [b, c] = [all.port('b'), all.port('c')];
  await all.apply([listening('a'), listening('b', 'new b'), listening('c')]);
  expect([all.port('b'), all.port('c')]).toEqual([b, c]);
  expect(await textAt(b)).toBe('new b');
  expect(await textAt(all.port('a'))).toBe('a');
});

it('stops listening for an API that is gone', async () => {
  const all = listeners();
  await all.apply([listening('a'), listening('b')]);
  const port = all.port('a');
  await all.apply([listening('b')]);
  await expect(exchange(port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).rejects.toThrow(/ECONNREFUSED/);
});

it('leaves everything as it was when a port is taken, and names it', async () => {
  const base = await baseWithTaken(2);
  const all = listeners(base);
  await all.apply([listening('a', 'old')]);
  await expect(all.apply([listening('a', 'new'), listening('b')])).rejects.toThrow(`port ${base + 2} for b is taken`);
  expect(await textAt(base + 1)).toBe('old');
  expect(() => all.port('b')).toThrow();
});

it('answers foreign names only when the port is open to the network', async () => {
  const request = 'GET / HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n\r\n';
  const local = listeners();
  await local.apply([listening('a')]);
  expect(await exchange(local.port('a'), request)).toMatch(/^HTTP\/1\.1 403/);
  const shared = new ApiListeners({ host: '0.0.0.0', basePort: 0, reporter });
  cleanups.push(async () => shared.close());
  await shared.apply([listening('a')]);
  expect(await exchange(shared.port('a'), request)).toMatch(/^HTTP\/1\.1 200/);
});
