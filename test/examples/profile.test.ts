import { mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { App, Lazy } from 'aws-cdk-lib';
import { ProfileStack } from '../../examples/profile/profile-stack';
import { type SignedClaims, SignInServer } from '../../examples/profile/sign-in-server';
import { startLocal, type LocalGateway } from 'cdk-apigateway-patterns/local';

// Below the repository, so that the functions find the AWS SDK where Lambda's runtime would provide it.
const folder = mkdtempSync(path.join(__dirname, 'cdk.out-'));
const page = 'https://page.profile.example';
const audience = 'https://api.profile.example';
const ada = { sub: 'auth0|ada', aud: audience, scope: 'openid' };
const grace = { ...ada, sub: 'auth0|grace' };
const admin = { ...ada, sub: 'auth0|root', scope: 'openid profile/admin' };

let issuer: SignInServer;
let stranger: SignInServer;
let local: LocalGateway;

beforeAll(async () => {
  [issuer, stranger] = await Promise.all([SignInServer.start(), SignInServer.start()]);
  const app = new App({ outdir: folder });
  // Synthesis takes https issuers only, as AWS does; the one of this test is on this machine.
  new ProfileStack(app, 'Profile', { pageOrigin: page, issuerUrl: Lazy.string({ produce: () => issuer.issuer }) });
  app.synth();
  local = await startLocal({ app: folder });
}, 60_000);
afterAll(async () => {
  await Promise.all([local?.close(), issuer?.stop(), stranger?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

interface Call {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function call(method: string, route: string, { body, token, headers }: Call = {}): Promise<Answer> {
  const answer = await fetch(`${local.url('Profile')}${route}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) as Record<string, unknown>, headers: answer.headers };
}
const as = async (claims: SignedClaims): Promise<Call> => ({ token: await issuer.token(claims) });

describe('everybody', () => {
  test('learns which fields a profile has, without a token', async () => {
    expect(await call('GET', '/fields')).toMatchObject({ status: 200, body: { fields: [{ name: 'displayName' }, { name: 'about' }] } });
  });

  test.each([['GET', '/profile'], ['PUT', '/profile'], ['GET', '/profiles'], ['GET', '/profiles/auth0%7Cada']])('may not %s %s', async (method, route) => {
    const answer = await call(method, route);
    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});

describe('a user', () => {
  test('has an empty profile, fills it in and reads it again', async () => {
    const user = await as({ ...ada, sub: 'auth0|new' });
    expect(await call('GET', '/profile', user)).toMatchObject({ status: 200, body: { displayName: '', about: '' } });
    const wanted = { displayName: 'Ada Lovelace', about: 'Writes programs.\nFor engines that do not exist.' };
    expect(await call('PUT', '/profile', { ...user, body: wanted })).toMatchObject({ status: 200, body: wanted });
    expect(await call('GET', '/profile', user)).toMatchObject({ status: 200, body: wanted });
  });

  test('touches nobody else\'s profile, whatever the body and the address say', async () => {
    await call('PUT', '/profile', { ...await as(grace), body: { displayName: 'Grace Hopper' } });
    const user = await as(ada);
    expect((await call('PUT', '/profile', { ...user, body: { displayName: 'Mallory', sub: grace.sub } })).status).toBe(400);
    expect((await call('PUT', `/profile?sub=${encodeURIComponent(grace.sub)}`, { ...user, body: { displayName: 'Ada' } })).status).toBe(200);
    expect((await call('PUT', `/profile/${encodeURIComponent(grace.sub)}`, { ...user, body: { displayName: 'Mallory' } })).status).toBe(404);
    expect(await call('GET', '/profile', await as(grace))).toMatchObject({ body: { displayName: 'Grace Hopper' } });
    expect(await call('GET', '/profile', user)).toMatchObject({ body: { displayName: 'Ada' } });
  });

  test.each<[string, unknown]>([
    ['text that is not JSON', '{'],
    ['nothing', ''],
    ['a list', []],
    ['null', 'null'],
    ['no name', { about: 'me' }],
    ['a blank name', { displayName: ' ' }],
    ['a name that is a number', { displayName: 7 }],
    ['a name that is too long', { displayName: 'x'.repeat(81) }],
    ['a name with a control character', { displayName: 'Ada\u001b[2J' }],
    ['a name that turns the text around', { displayName: 'Ada\u202e' }],
    ['too much about them', { displayName: 'Ada', about: 'x'.repeat(501) }],
    ['a field that there is not', { displayName: 'Ada', admin: true }],
  ])('is told what is wrong with %s, and nothing else', async (_, body) => {
    const answer = await call('PUT', '/profile', { ...await as({ ...ada, sub: 'auth0|clumsy' }), body });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toEqual(['message']);
    expect(JSON.stringify(answer.body)).not.toMatch(/Error|at |\.mjs|unexpected/i);
  });

  test('may send JSON under another name, which arrives encoded', async () => {
    const answer = await call('PUT', '/profile', { ...await as(ada), body: '{"displayName":"Zoë"}', headers: { 'Content-Type': 'application/octet-stream' } });
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'Zoë' } });
  });

  test('gets answers that no cache in between keeps', async () => {
    expect((await call('GET', '/profile', await as(ada))).headers.get('cache-control')).toBe('no-store');
  });

  test.each([['GET', '/profiles'], ['GET', '/profiles/auth0%7Cgrace']])('without the scope may not %s %s', async (method, route) => {
    const answer = await call(method, route, await as(ada));
    expect([answer.status, answer.body]).toEqual([403, { message: 'Forbidden' }]);
  });

  test('that a token is not about has no profile', async () => {
    expect((await call('GET', '/profile', await as({ aud: audience }))).status).toBe(403);
    expect((await call('PUT', '/profile', { ...await as({ aud: audience }), body: { displayName: 'Nobody' } })).status).toBe(403);
  });
});

describe('an admin', () => {
  test('reads anybody\'s profile by the subject of their tokens', async () => {
    await call('PUT', '/profile', { ...await as(grace), body: { displayName: 'Grace Hopper' } });
    expect(await call('GET', '/profiles/auth0%7Cgrace', await as(admin))).toMatchObject({ status: 200, body: { sub: grace.sub, displayName: 'Grace Hopper' } });
    expect(await call('GET', '/profiles/nobody', await as(admin))).toMatchObject({ status: 404, body: { message: 'No such profile' } });
    expect((await call('GET', `/profiles/${'x'.repeat(3000)}`, await as(admin))).status).toBe(404);
  });

  test('lists everybody, page by page', async () => {
    for (const sub of ['page-1', 'page-2', 'page-3']) await call('PUT', '/profile', { ...await as({ ...ada, sub }), body: { displayName: sub } });
    const seen: unknown[] = [];
    let after: unknown;
    do {
      const query = new URLSearchParams({ limit: '2', ...(after !== undefined && { after: String(after) }) });
      const { status, body } = await call('GET', `/profiles?${query.toString()}`, await as(admin));
      expect(status).toBe(200);
      const profiles = body.profiles as { displayName: string }[];
      expect(profiles.length).toBeLessThanOrEqual(2);
      seen.push(...profiles.map(({ displayName }) => displayName));
      after = body.next;
    } while (after !== undefined);
    expect(seen).toEqual(expect.arrayContaining(['page-1', 'page-2', 'page-3']));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'after='])('is told that %s is wrong', async (query) => {
    expect((await call('GET', `/profiles?${query}`, await as(admin))).status).toBe(400);
  });

  test('has a profile of their own like everybody', async () => {
    expect((await call('GET', '/profile', await as(admin))).status).toBe(200);
  });
});

test.each<[string, () => Promise<string>]>([
  ['for another API', () => issuer.token({ ...ada, aud: 'https://api.other.example' })],
  ['for the page itself', () => issuer.token({ ...ada, aud: 'profile-page' })],
  ['for no API', () => issuer.token({ sub: ada.sub })],
  ['that has expired', () => issuer.token(ada, -60)],
  ['of another issuer', () => stranger.token(ada)],
  ['of another issuer in the name of this one', () => stranger.token({ ...ada, iss: issuer.issuer })],
  ['that was tampered with', async () => {
    const [header, , signature] = (await issuer.token(ada)).split('.');
    const payload = Buffer.from(JSON.stringify({ ...grace, iss: issuer.issuer, exp: 4102444800 })).toString('base64url');
    return [header, payload, signature].join('.');
  }],
])('a token %s is refused', async (_, token) => {
  const answer = await call('GET', '/profile', { token: await token() });
  expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
});

describe('a script in a browser', () => {
  const preflight = (origin: string, method: string, route = '/profile'): Promise<Answer> => (
    call('OPTIONS', route, { headers: { 'Origin': origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'authorization,content-type' } })
  );

  test.each([['GET', '/profile'], ['PUT', '/profile'], ['GET', '/profiles/auth0%7Cada'], ['GET', '/fields']])('of the page may %s %s: its preflight needs no token', async (method, route) => {
    const { status, headers } = await preflight(page, method, route);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, page]);
    expect(headers.get('access-control-allow-methods')).toContain(method);
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
  });

  test('of another origin may not', async () => {
    expect((await preflight('https://elsewhere.example', 'GET')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await call('GET', '/fields', { headers: { Origin: 'https://elsewhere.example' } })).headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([[401, undefined], [403, ada]])('of the page reads why it is refused with %d', async (status, claims) => {
    const answer = await call('GET', '/profiles', { ...(claims && await as(claims)), headers: { Origin: page } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, page]);
  });
});

test('without an issuer of its own the stack works with tokens of the local gateway', async () => {
  const other = mkdtempSync(path.join(__dirname, 'cdk.out-'));
  const app = new App({ outdir: other });
  new ProfileStack(app, 'Profile');
  app.synth();
  const alone = await startLocal({ app: other });
  try {
    const statusOf = async (route: string, token: string): Promise<number> => (
      (await fetch(`${alone.url('Profile')}${route}`, { headers: { Authorization: `Bearer ${token}` } })).status
    );
    expect(await statusOf('/profile', alone.token({ sub: 'ada' }))).toBe(200);
    expect(await statusOf('/profiles', alone.token({ sub: 'ada' }))).toBe(403);
    expect(await statusOf('/profiles', alone.token({ sub: 'root', scopes: ['profile/admin'] }))).toBe(200);
    expect(await statusOf('/profile', await issuer.token(ada))).toBe(401);
  } finally {
    await alone.close();
    rmSync(other, { recursive: true, force: true });
  }
}, 60_000);

// These come last: they change the issuer's keys and the gateway's clock.
describe('the issuer\'s keys', () => {
  test('may be joined by a new one, whose first token counts', async () => {
    const kids = new Set<string | undefined>();
    await issuer.addKey('RS256');
    for (let turn = 0; turn < 4; turn++) {
      const token = await issuer.token(ada);
      kids.add((JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid?: string }).kid);
      expect((await call('GET', '/profile', { token })).status).toBe(200);
    }
    expect(kids.size).toBe(2);
  });

  test('may be replaced: new tokens count at once, old ones not for long', async () => {
    const old = await issuer.token(ada);
    expect((await call('GET', '/profile', { token: old })).status).toBe(200);
    local.clock.advance(2 * 60_000);
    await issuer.replaceKeys('RS256');
    expect((await call('GET', '/profile', await as(ada))).status).toBe(200);
    local.clock.advance(6 * 60_000);
    expect((await call('GET', '/profile', { token: old })).status).toBe(401);
  });
});
