import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { readCompactToken } from '../../../local/authorization/jwt/compact-token';
import { readIssuerState, removeIssuerState, writeIssuerState } from '../../../local/issuer/issuer-state';
import { LocalIssuer } from '../../../local/issuer/local-issuer';
import { mintToken } from '../../../local/issuer/mint';
import { LocalClock } from '../../../local/local-clock';

const profile = { issuer: 'https://issuer.example', kind: 'oidc' as const, audience: ['api'], clientIds: [], local: false };
let folder: string;
let file: string;
let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = new LocalIssuer(LocalClock.frozenAt(0));
  await issuer.ready;
  issuer.standInFor([profile]);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'issuer-'));
  file = path.join(folder, '.apigateway-local', 'issuer.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('another process of the owner makes tokens with the same key', async () => {
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  const { key, profiles } = readIssuerState(file);
  const token = readCompactToken(mintToken(key, profiles, { sub: 'ann' }, 0));
  expect(token).toMatchObject({ header: { kid: issuer.signingKeys[0]?.kid }, claims: { sub: 'ann', iss: profile.issuer } });
});

test('nobody but the owner can read it, also when something else was there before', () => {
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  writeFileSync(file, '{}', { mode: 0o644 });
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  expect((statSync(file).mode % 0o1000).toString(8)).toBe('600');
});

test('it is kept out of version control', () => {
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  expect(readFileSync(path.join(path.dirname(file), '.gitignore'), 'utf8')).toBe('*\n');
});

test('it goes with its gateway, and with no other', () => {
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"pid":\d+/, '"pid":1'));
  removeIssuerState(file);
  expect(existsSync(file)).toBe(true);
  writeIssuerState(file, issuer, 'http://127.0.0.1:1');
  removeIssuerState(file);
  expect(existsSync(file)).toBe(false);
});

test.each([['is not there', undefined], ['is broken', '{'], ['holds no key', '{"pid":1}']])('says how to get one when the file %s', (_, content) => {
  if (content !== undefined) {
    writeIssuerState(file, issuer, 'http://127.0.0.1:1');
    writeFileSync(file, content);
  }
  expect(() => readIssuerState(file)).toThrow('start one with "apigateway-local start"');
});
