import { KeysUnreachable } from '../../../local/authorization/jwt/verification-keys';
import { IssuerProfile } from '../../../local/issuer/issuer-profile';
import { unreachable } from '../../../local/issuer/reachability';

const profile = (overrides: Partial<IssuerProfile>): IssuerProfile => ({ issuer: 'https://issuer.example', kind: 'oidc', audience: [], clientIds: [], local: false, ...overrides });

test.each<[string, Partial<IssuerProfile>, string]>([
  ['an OIDC issuer', {}, 'https://issuer.example/.well-known/openid-configuration'],
  ['one with a slash at the end', { issuer: 'https://shop.eu.auth0.com/' }, 'https://shop.eu.auth0.com/.well-known/openid-configuration'],
  ['a user pool', { kind: 'cognito' }, 'https://issuer.example/.well-known/jwks.json'],
  ['one whose keys are elsewhere', { jwksUri: 'https://keys.example/x' }, 'https://keys.example/x'],
])('%s is asked where its keys are found', async (_, overrides, expected) => {
  const asked: string[] = [];
  expect(await unreachable(profile(overrides), { json: async (url) => { asked.push(url); return {}; } })).toBeUndefined();
  expect(asked).toEqual([expected]);
});

test('an issuer that does not answer is said to be unreachable, with the reason', async () => {
  expect(await unreachable(profile({}), { json: async () => { throw new KeysUnreachable('it can\'t be reached (ENOTFOUND)'); } })).toBe('it can\'t be reached (ENOTFOUND)');
});

test('one that a template creates is not asked at all', async () => {
  expect(await unreachable(profile({ local: true }), { json: async () => { throw new Error('asked'); } })).toBe('a template creates it');
});

test('a defect of our own is not taken for an unreachable issuer', async () => {
  await expect(unreachable(profile({}), { json: async () => { throw new TypeError('oops'); } })).rejects.toThrow('oops');
});
