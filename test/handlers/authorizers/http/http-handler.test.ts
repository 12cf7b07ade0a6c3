import { HEADER, httpEvent, httpHandler, StubSecret } from './http-fixture';
import { makeRefusingHttpHandler } from '../../../../handlers/authorizers/http/handler';
import { AUDIENCE, ISSUER } from '../support/authorizer-configuration';
import { StubIssuer } from '../support/stub-issuer';

const SECRET = 'the-current-value';
let issuer: StubIssuer;

beforeEach(() => { issuer = new StubIssuer(); });

const token = (claims: object = {}): string => issuer.lab().token({ claims: { ...claims } });
const reason = () => issuer.entries.at(-1)?.reason;

/** What the authorizer says to a request that came through CloudFront. */
async function verdict(routeKey: string, authorization?: string, members: object = {}, issuerMembers: object = {}) {
  const headers = { [HEADER]: SECRET, ...(authorization !== undefined && { authorization }) };
  return httpHandler(issuer, new StubSecret(SECRET), members, issuerMembers)(httpEvent(routeKey, headers));
}

describe('the origin secret comes first', () => {
  const ask = async (headers: Record<string, unknown>, routeKey = 'GET /orders', secret = new StubSecret(SECRET)) =>
    httpHandler(issuer, secret)(httpEvent(routeKey, { authorization: `Bearer ${token()}`, ...headers }));

  it.each([['x-origin-verify'], ['X-Origin-Verify']])('as header %s', async (name) => {
    expect(await ask({ [name]: SECRET })).toMatchObject({ isAuthorized: true });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['none', {}, 'origin-secret-missing'],
    ['an empty one', { [HEADER]: '' }, 'origin-secret-missing'],
    ['a wrong one', { [HEADER]: 'wrong' }, 'origin-secret-unknown'],
    ['a part of it', { [HEADER]: SECRET.slice(0, -1) }, 'origin-secret-unknown'],
    ['a longer one', { [HEADER]: `${SECRET} ` }, 'origin-secret-unknown'],
    ['several', { [HEADER]: `${SECRET},${SECRET}` }, 'origin-secret-unknown'],
    ['two spellings of the header', { [HEADER]: SECRET, [HEADER.toUpperCase()]: 'wrong' }, 'header-ambiguous'],
    ['something that is no text', { [HEADER]: [SECRET] }, 'header-ambiguous'],
  ])('%s is refused, on guarded and public routes', async (_, headers, expected) => {
    for (const routeKey of ['GET /orders', 'GET /health']) {
      expect(await ask(headers, routeKey)).toEqual({ isAuthorized: false });
      expect(reason()).toBe(expected);
    }
  });

  it('no key of an issuer is fetched for a request that came around CloudFront', async () => {
    await ask({ [HEADER]: 'wrong' });
    expect(issuer.fetched).toEqual([]);
  });

  it('is never logged, nor the value that came instead', async () => {
    await ask({ [HEADER]: 'a-guessed-value' });
    await ask({ [HEADER]: SECRET }, 'GET /nowhere');
    expect(JSON.stringify(issuer.entries)).not.toMatch(/a-guessed-value|the-current-value/);
  });

  it('Secrets Manager being down denies', async () => {
    const secret = new StubSecret(SECRET);
    secret.error = new Error('down');
    expect(await ask({ [HEADER]: SECRET }, 'GET /health', secret)).toEqual({ isAuthorized: false });
    expect(issuer.entries).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'the origin secret could not be read' }),
      expect.objectContaining({ message: 'forbidden', reason: 'origin-secret-unavailable' }),
    ]);
  });
});

describe('a public route', () => {
  it('needs no token, and looks at none', async () => {
    expect(await verdict('GET /health')).toEqual({ isAuthorized: true });
    expect(await verdict('GET /health', 'Bearer nonsense')).toEqual({ isAuthorized: true });
    expect(issuer.fetched).toEqual([]);
  });
});

describe('the address of the caller, as CloudFront and API Gateway append theirs', () => {
  const seen = async (forwarded: string, routeKey = 'GET /health', members: object = {}) => {
    const event = httpEvent(routeKey, { [HEADER]: SECRET, 'authorization': `Bearer ${token({ viewerAddress: '6.6.6.6' })}`, 'x-forwarded-for': forwarded });
    return (await httpHandler(issuer, new StubSecret(SECRET), members)(event)).context;
  };

  it.each([
    ['203.0.113.7, 64.252.1.1', '203.0.113.7'],
    ['10.0.0.1, 6.6.6.6,203.0.113.7, 64.252.1.1', '203.0.113.7'],
    ['2001:db8::7, 64.252.1.1', '2001:db8::7'],
  ])('of %s is %s', async (forwarded, viewerAddress) => {
    expect(await seen(forwarded)).toEqual({ viewerAddress });
    expect(await seen(forwarded, 'GET /orders', { contextClaims: ['sub', 'viewerAddress'] })).toMatchObject({ viewerAddress, sub: 'ann' });
  });

  it.each(['', '64.252.1.1', 'x, 64.252.1.1', '"},', '203.0.113.7"\n, 64.252.1.1'])('of %j is none', async (forwarded) => {
    expect(await seen(forwarded)).toBeUndefined();
  });
});

describe('what a route asks of a token', () => {
  it.each<[string, string, object, string | undefined]>([
    ['any token', 'GET /orders', {}, undefined],
    ['any token, on $default', '$default', {}, undefined],
    ['one of the scopes', 'POST /orders', { scope: 'x orders/admin' }, undefined],
    ['one of the scopes, in a list', 'POST /orders', { scope: undefined, scp: ['orders/write'] }, undefined],
    ['none of the scopes', 'POST /orders', { scope: 'orders/read' }, 'scope'],
    ['no scopes', 'POST /orders', { scope: undefined }, 'scope'],
    ['a scope that begins like it', 'POST /orders', { scope: 'orders/writer' }, 'scope'],
    ['a token of another route\'s issuer', 'GET /partners', {}, 'issuer'],
    ['a token of an unknown issuer', 'GET /orders', { iss: 'https://evil.example' }, 'issuer'],
    ['a wrong audience', 'GET /orders', { aud: 'other' }, 'audience'],
    ['a wrong audience, whatever the client is', 'GET /orders', { aud: 'other', client_id: AUDIENCE }, 'audience'],
    ['one audience of several', 'GET /orders', { aud: ['other', AUDIENCE] }, undefined],
    ['the client in place of an audience', 'GET /orders', { aud: undefined, client_id: AUDIENCE }, undefined],
    ['another client in place of an audience', 'GET /orders', { aud: undefined, client_id: 'other' }, 'audience'],
    ['a list of clients', 'GET /orders', { aud: undefined, client_id: [AUDIENCE] }, 'claim-aud'],
    ['neither audience nor client', 'GET /orders', { aud: undefined, client_id: undefined }, 'claim-aud'],
    ['no subject', 'GET /orders', { sub: undefined }, undefined],
    ['a subject that is no text', 'GET /orders', { sub: 7 }, 'claim-sub'],
    ['no date of issue', 'GET /orders', { iat: undefined }, undefined],
    ['expired', 'GET /orders', { exp: 1_799_999_000 }, 'expired'],
    ['no expiry', 'GET /orders', { exp: undefined }, 'claim-exp'],
    ['not yet valid', 'GET /orders', { nbf: 1_800_000_600 }, 'not-yet-valid'],
    ['issued in the future', 'GET /orders', { iat: 1_800_000_600 }, 'issued-in-the-future'],
    ['an unknown route', 'GET /nowhere', {}, 'route-unknown'],
    ['a name that every object has', 'constructor', {}, 'route-unknown'],
  ])('%s', async (_, routeKey, claims, expected) => {
    expect((await verdict(routeKey, `Bearer ${token(claims)}`)).isAuthorized).toBe(expected === undefined);
    expect(reason()).toBe(expected);
  });

  it.each<[string, (good: string) => string, string | undefined]>([
    ['the token alone', (good) => good, undefined],
    ['any spelling of the scheme', (good) => `bEARER ${good}`, undefined],
    ['nothing', () => '', 'token-scheme'],
    ['another scheme', (good) => `Basic ${good}`, 'token-scheme'],
    ['two tokens', (good) => `Bearer ${good},Bearer ${good}`, 'token-scheme'],
    ['a changed token', (good) => `Bearer ${good.slice(0, -3)}AAA`, 'signature'],
  ])('the header holds %s', async (_, headerOf, expected) => {
    expect((await verdict('GET /orders', headerOf(token()))).isAuthorized).toBe(expected === undefined);
    expect(reason()).toBe(expected);
  });

  it('a token is needed', async () => {
    expect(await verdict('GET /orders')).toEqual({ isAuthorized: false });
    expect(reason()).toBe('token-missing');
  });

  it('keys that can\'t be had deny', async () => {
    issuer.answer = () => { throw new Error('down'); };
    expect(await verdict('GET /orders', `Bearer ${token()}`)).toEqual({ isAuthorized: false });
  });

  it('what the issuer was configured with beyond the native authorizer is asked, too', async () => {
    const ask = (issuerMembers: object, claims: object) => verdict('GET /orders', token(claims), {}, issuerMembers);
    expect(await ask({ clientIds: ['web'] }, { client_id: 'app' })).toEqual({ isAuthorized: false });
    expect(await ask({ clientIds: ['web'] }, { client_id: 'web' })).toMatchObject({ isAuthorized: true });
    const cognito = { kind: 'cognito', clientIds: [AUDIENCE], audience: undefined };
    expect(await ask(cognito, { token_use: 'access' })).toMatchObject({ isAuthorized: true });
    expect(await ask(cognito, { token_use: 'id' })).toEqual({ isAuthorized: false });
  });
});

describe('the context', () => {
  const contextOf = async (claims: object, members: object = {}) => (await verdict('GET /orders', token(claims), members)).context;

  it('has claims and scopes as the native authorizer has them, and chosen ones by themselves', async () => {
    const context = await contextOf({ 'cognito:groups': ['a', 'b'], 'address': { street: 'x' }, 'email_verified': true }, { contextClaims: ['sub', 'cognito:groups', 'nothing', 'claims'] });
    expect(context).toEqual({
      sub: 'ann',
      cognito_groups: 'a b',
      scopes: ['orders/read'],
      claims: expect.objectContaining({ 'iss': ISSUER, 'sub': 'ann', 'exp': expect.any(String), 'cognito:groups': 'a b', 'email_verified': 'true' }),
    });
    expect(context?.claims).not.toHaveProperty('address');
  });

  it('stays below what API Gateway takes', async () => {
    const claims = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`claim${index}`, 'é'.repeat(80)]));
    const scope = Array.from({ length: 150 }, (_, index) => `scope-${index}`).join(' ');
    const result = await verdict('GET /orders', token({ ...claims, scope }), { contextClaims: ['sub', 'claim1', 'claim2', 'claim3', 'claim4'] });
    expect(result).toMatchObject({ isAuthorized: true, context: { sub: 'ann', claims: { sub: 'ann' } } });
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(8_000);
    expect(result.context?.claims).not.toHaveProperty('claim24');
  });
});

it.each([[undefined], [null], ['x'], [[]], [{}], [{ version: '1.0', type: 'REQUEST' }], [{ ...httpEvent('GET /orders', {}), headers: null }], [{ ...httpEvent('x', {}), routeKey: 7 }]])(
  'an event like %j is denied, not failed', async (event) => {
    expect(await httpHandler(issuer, new StubSecret(SECRET))(event)).toEqual({ isAuthorized: false });
  });

it('a wrong configuration denies everything and says why', async () => {
  const entries: object[] = [];
  const handler = makeRefusingHttpHandler(new Error('x'), (entry) => { entries.push(entry); });
  expect(await handler(httpEvent('GET /health', { [HEADER]: SECRET }))).toEqual({ isAuthorized: false });
  expect(entries).toEqual([expect.objectContaining({ level: 'ERROR', reason: 'configuration' }), expect.objectContaining({ reason: 'configuration' })]);
});
