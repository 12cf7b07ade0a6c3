import { IncomingMessage, ServerResponse } from 'node:http';
import { PackagedAuthorizer } from './support/packaged-authorizer';
import { restEvent } from './support/rest-event';
import { TokenLab } from './token-lab';
import { TestServer } from '../../support/test-server';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

let server: TestServer;
let behave: Behaviour;
let lab: TokenLab;
let visits: string[];
let authorizer: PackagedAuthorizer;

const good: Behaviour = (_, response) => { response.setHeader('content-type', 'application/json').end(JSON.stringify(lab.jwks())); };

beforeEach(async () => {
  visits = [];
  server = await TestServer.start((request, response) => {
    visits.push(request.url ?? '');
    response.on('error', () => undefined);
    behave(request, response);
  });
  const issuer = server.origin;
  lab = new TokenLab({ issuer, audience: 'a', now: Math.floor(Date.now() / 1000) });
  authorizer = await PackagedAuthorizer.start({ issuers: [{ issuer, audience: ['a'], jwksUri: `${issuer}/jwks.json` }], loopbackAllowed: true });
}, 60_000);

afterEach(async () => {
  await authorizer.stop();
  await server.close();
});

const faults: Record<string, [reason: string, behaviour: Behaviour]> = {
  'never answers': ['fetch-timeout', () => undefined],
  'answers with headers only': ['fetch-timeout', (_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(); }],
  'sends a byte now and then': ['fetch-timeout', (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  }],
  'redirects': ['fetch-status', (_, response) => { response.writeHead(302, { location: '/elsewhere' }).end(); }],
  'redirects for ever': ['fetch-status', (request, response) => { response.writeHead(307, { location: request.url ?? '/' }).end(); }],
  'sends 50 MB': ['fetch-too-large', (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    let left = 800;
    const write = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
      response.end();
    };
    write();
  }],
  'sends invalid JSON': ['fetch-not-json', (_, response) => { response.setHeader('content-type', 'application/json').end('{"keys":['); }],
  'sends an HTML page': ['fetch-content-type', (_, response) => { response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>'); }],
  'breaks off': ['fetch-failed', (_, response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"keys":'); setTimeout(() => response.destroy(), 20); }],
  'hangs up': ['fetch-failed', (request) => { request.socket.destroy(); }],
  'is not there': ['fetch-status', (_, response) => { response.writeHead(404).end(); }],
};

it.each(Object.entries(faults))('denies within two seconds when the issuer %s, and recovers', async (_, [reason, behaviour]) => {
  behave = behaviour;
  const start = Date.now();
  expect(await authorizer.invoke(restEvent(lab.token()))).toEqual({ error: { name: 'Error', message: 'Unauthorized' } });
  // The limit that users are promised is what is tested here, so this one looks at the clock.
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(visits).toEqual(['/jwks.json']);
  expect(authorizer.logged()).toContain(`"reason":"${reason}"`);
  behave = good;
  expect(await authorizer.invoke(restEvent(lab.token()))).toMatchObject({ result: { principalId: 'ann' } });
}, 15_000);

it('stops reading soon after the limit', async () => {
  const sent = new Promise<number>((resolve) => {
    behave = (request, response) => {
      request.socket.on('close', () => resolve(request.socket.bytesWritten));
      faults['sends 50 MB']?.[1](request, response);
    };
  });
  await authorizer.invoke(restEvent(lab.token()));
  // What the two sockets hold is on its way already.
  expect(await sent).toBeLessThan(20_000_000);
});
