import { ISSUER } from './support/authorizer-configuration';
import { json, StubIssuer } from './support/stub-issuer';
import { FetchError } from '../../../handlers/authorizers/errors';
import { FetchedDocument } from '../../../handlers/authorizers/network/fetcher';

const down = (): never => { throw new FetchError('fetch-failed', 'ECONNREFUSED'); };
let issuer: StubIssuer;

beforeEach(() => { issuer = new StubIssuer(); });

it('fetches once for many tokens at the same time', async () => {
  const verify = issuer.verifier();
  await Promise.all(Array.from({ length: 50 }, () => verify(issuer.lab().token())));
  expect(issuer.fetched).toEqual([`${ISSUER}/jwks.json`]);
});

it('does not fetch for a token that is refused anyway', async () => {
  const verify = issuer.verifier();
  const lab = issuer.lab();
  for (const token of ['x', lab.token({ claims: { exp: 1 } }), lab.token({ claims: { iss: 'https://evil.example' } }), lab.token({ header: { alg: 'none' } })]) {
    await expect(verify(token)).rejects.toThrow();
  }
  expect(issuer.fetched).toEqual([]);
});

it('fetches a handful of times for 10,000 unknown keys in a minute, and serves good tokens meanwhile', async () => {
  const verify = issuer.verifier();
  const lab = issuer.lab();
  for (let flood = 0; flood < 10_000; flood += 1) {
    await expect(verify(lab.token({ header: { kid: `unknown-${flood}` }, signature: () => Buffer.alloc(256, 1) }))).rejects.toThrow('key-unknown');
    issuer.advance(60 / 10_000);
    if (flood % 1000 === 0) await verify(lab.token());
  }
  expect(issuer.fetched.length).toBeLessThanOrEqual(5);
}, 30_000);

it('loses no valid token in an outage of ten minutes, and asks rarely', async () => {
  const verify = issuer.verifier();
  await verify(issuer.lab().token());
  issuer.answer = down;
  for (let second = 0; second < 600; second += 1) {
    issuer.advance(1);
    await verify(issuer.lab().token());
  }
  expect(issuer.fetched.length).toBeLessThan(20);
  issuer.answer = () => issuer.serve('rsa-2');
  issuer.advance(31);
  await verify(issuer.lab().token({ key: 'rsa-2' }));
});

it('drops the keys when the outage lasts longer than the bound', async () => {
  const verify = issuer.verifier({ keys: { refreshSeconds: 60, staleSeconds: 900 } });
  await verify(issuer.lab().token());
  issuer.answer = down;
  issuer.advance(899);
  await verify(issuer.lab().token());
  issuer.advance(1);
  await expect(verify(issuer.lab().token())).rejects.toThrow('keys-unavailable');
});

it('picks a rotation up with the next token, time after time', async () => {
  const verify = issuer.verifier();
  await verify(issuer.lab().token());
  for (const key of ['rsa-2', 'ec-384', 'rsa-any', 'ec-521', 'rsa-512', 'rsa-384']) {
    issuer.answer = () => issuer.serve(key);
    await verify(issuer.lab().token({ key }));
  }
});

it('picks a rotation up after a flood within half a minute', async () => {
  const verify = issuer.verifier();
  for (let flood = 0; flood < 100; flood += 1) await expect(verify(issuer.lab().token({ header: { kid: `unknown-${flood}` } }))).rejects.toThrow();
  issuer.answer = () => issuer.serve('rsa-2');
  issuer.advance(30);
  await verify(issuer.lab().token({ key: 'rsa-2' }));
});

it('stops accepting a removed key within the bound', async () => {
  const verify = issuer.verifier({ keys: { refreshSeconds: 120 } });
  await verify(issuer.lab().token());
  issuer.answer = () => issuer.serve('rsa-2', 'ec-256');
  issuer.advance(119);
  await verify(issuer.lab().token());
  issuer.advance(1);
  await expect(verify(issuer.lab().token())).rejects.toThrow('key-unknown');
});

it('takes an empty key set at its word', async () => {
  const verify = issuer.verifier();
  await verify(issuer.lab().token());
  issuer.answer = () => json({ keys: [] });
  issuer.advance(300);
  await expect(verify(issuer.lab().token())).rejects.toThrow('key-unknown');
});

it('needs no key id with a single key, and one with several', async () => {
  issuer.answer = () => json({ keys: [{ ...issuer.lab().key('rsa-1').jwk, kid: undefined }] });
  const token = issuer.lab().token({ header: { kid: undefined } });
  await issuer.verifier()(token);
  issuer.answer = () => issuer.serve('rsa-1', 'enc-use');
  await expect(issuer.verifier()(token)).rejects.toThrow('key-id-missing');
});

const answers: Record<string, () => FetchedDocument | Promise<FetchedDocument>> = {
  'no connection': down,
  'something unexpected': () => { throw new TypeError('x'); },
  'a redirect': () => ({ status: 302, body: '' }),
  'an error': () => ({ status: 500, contentType: 'application/json', body: '{"keys":[]}' }),
  'no content': () => ({ status: 204, body: '' }),
  'HTML': () => ({ status: 200, contentType: 'text/html', body: '<html>{"keys":[]}</html>' }),
  'JSON that says it is HTML': () => ({ ...issuer.serve('rsa-1'), contentType: 'text/html' }),
  'invalid JSON': () => ({ status: 200, contentType: 'application/json', body: '{"keys":[' }),
  'JSON that is no key set': () => json({ error: 'no' }),
  'a list': () => json([issuer.lab().key('rsa-1').jwk]),
  'keys that are not a list': () => json({ keys: { 0: issuer.lab().key('rsa-1').jwk } }),
  'null': () => json(null),
  'more than the limit': () => ({ status: 200, contentType: 'application/json', body: JSON.stringify({ keys: [issuer.lab().key('rsa-1').jwk], x: ' '.repeat(262_144) }) }),
};

describe.each(Object.entries(answers))('an issuer that answers with %s', (_, answer) => {
  it('gets everybody denied, and is asked again at the next token', async () => {
    const verify = issuer.verifier();
    issuer.answer = answer;
    await expect(verify(issuer.lab().token())).rejects.toThrow('keys-unavailable');
    expect(issuer.entries).toEqual([expect.objectContaining({ level: 'ERROR', issuer: ISSUER, reason: expect.any(String) })]);
    issuer.answer = () => issuer.serve('rsa-1');
    await verify(issuer.lab().token());
  });

  it('does not cost a token whose key is known', async () => {
    const verify = issuer.verifier();
    await verify(issuer.lab().token());
    issuer.answer = answer;
    issuer.advance(300);
    await verify(issuer.lab().token());
  });
});

it('reads the good keys of a set with useless entries', async () => {
  issuer.answer = () => json({ keys: [null, 1, 'x', [], {}, { kty: 'RSA' }, { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'rsa-1' }, issuer.lab().key('rsa-1').jwk] });
  await issuer.verifier()(issuer.lab().token());
});

it.each([['AQ', 'one'], ['Ag', 'two'], ['AAAA', 'zero']])('refuses an RSA key with the exponent %s (%s)', async (e) => {
  issuer.answer = () => json({ keys: [{ ...issuer.lab().key('rsa-1').jwk, e }] });
  await expect(issuer.verifier()(issuer.lab().token())).rejects.toThrow('key-unknown');
});

describe('discovery', () => {
  const discover = (document: unknown) => {
    issuer.answer = () => issuer.fetched.at(-1)?.endsWith('openid-configuration') ? json(document) : issuer.serve('rsa-1');
    return issuer.verifier({}, { jwksUri: undefined });
  };

  it('finds the keys where the document says, and does not ask twice', async () => {
    const verify = discover({ issuer: ISSUER, jwks_uri: 'https://keys.example/set' });
    await verify(issuer.lab().token());
    issuer.advance(300);
    await verify(issuer.lab().token());
    expect(issuer.fetched).toEqual([`${ISSUER}/.well-known/openid-configuration`, 'https://keys.example/set', 'https://keys.example/set']);
  });

  it.each([
    { issuer: `${ISSUER}/`, jwks_uri: 'https://keys.example/set' },
    { issuer: 'https://evil.example', jwks_uri: 'https://keys.example/set' },
    { jwks_uri: 'https://keys.example/set' },
    { issuer: ISSUER },
    { issuer: ISSUER, jwks_uri: 'http://keys.example/set' },
    { issuer: ISSUER, jwks_uri: 'http://127.0.0.1/set' },
    { issuer: ISSUER, jwks_uri: 'file:///etc/passwd' },
    { issuer: ISSUER, jwks_uri: 'https://user:pass@keys.example/set' },
    { issuer: ISSUER, jwks_uri: ['https://keys.example/set'] },
    null, [], 'x',
  ])('refuses the document %j', async (document) => {
    await expect(discover(document)(issuer.lab().token())).rejects.toThrow('keys-unavailable');
    expect(issuer.fetched).toEqual([`${ISSUER}/.well-known/openid-configuration`]);
  });

  it('needs none for Cognito', async () => {
    const verify = issuer.verifier({}, { jwksUri: undefined, kind: 'cognito' });
    await verify(issuer.lab().token({ claims: { token_use: 'access' } }));
    expect(issuer.fetched).toEqual([`${ISSUER}/.well-known/jwks.json`]);
  });
});
