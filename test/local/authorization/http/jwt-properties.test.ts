import * as fc from 'fast-check';
import { call, jwtStage } from './scenario';
import { verifier } from '../../../../handlers/authorizers/verifier';
import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { AUDIENCE, configurationOf, ISSUER } from '../../../handlers/authorizers/support/authorizer-configuration';
import { json, START } from '../../../handlers/authorizers/support/stub-issuer';
import { TokenLab } from '../../../handlers/authorizers/token-lab';

const lab = new TokenLab({ issuer: ISSUER, audience: AUDIENCE, now: START });
const clock = LocalClock.frozenAt(START * 1000);
const keys = new RemoteKeys(ISSUER, { fetch: async () => lab.jwks().keys as readonly JsonObject[] }, clock);
const stage = jwtStage(ISSUER, [AUDIENCE], keys, clock);

const isLetIn = async (authorization: string): Promise<boolean> => {
  const { caller, failure } = await stage.authorize(call({ headers: { authorization } }));
  expect(caller === undefined).toBe(failure !== undefined);
  if (failure) expect(failure.status).toBe(401);
  return caller !== undefined;
};

it('takes any text for a header', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.string({ unit: fc.constantFrom('.', 'e', 'y', 'J', '-', '_', '=', ' ', ',', 'Bearer ') }));
  await fc.assert(fc.asyncProperty(text, async (value) => expect(await isLetIn(value)).toBe(false)), { numRuns: 1000 });
});

it('takes any JSON for header and claims', async () => {
  const part = fc.oneof(fc.json(), fc.string(), fc.record({ alg: fc.constantFrom('RS256', 'none', 'HS256'), kid: fc.anything() }).map((value) => JSON.stringify(value)));
  await fc.assert(fc.asyncProperty(part, part, async (headerText, claimsText) => {
    expect(await isLetIn(`Bearer ${lab.token({ headerText, claimsText })}`)).toBe(false);
  }), { numRuns: 300 });
});

it('notices any change of a good token, remembered or not', async () => {
  const token = lab.token();
  expect(await isLetIn(token)).toBe(true);
  await fc.assert(fc.asyncProperty(fc.nat(token.length - 1), fc.string({ unit: fc.constantFrom('A', 'z', '0', '-', '.', '=', ' '), maxLength: 2 }), async (position, replacement) => {
    const changed = token.slice(0, position) + replacement + token.slice(position + 1);
    if (changed !== token) expect(await isLetIn(`Bearer ${changed}`)).toBe(false);
  }), { numRuns: 1000 });
});

it('agrees with the packaged verifier on any claims, where the service has no rule of its own', async () => {
  // Without a tolerance, with all claims there, and with an audience, no documented difference is left.
  const packaged = verifier(configurationOf({ clockToleranceSeconds: 0 }), {
    clock: { now: () => START * 1000 }, log: () => undefined, fetcher: { get: async () => json(lab.jwks()) },
  });
  const date = fc.oneof(fc.integer({ min: START - 3, max: START + 3 }), fc.double(), fc.constantFrom(0, -1, START * 1000, '1', null, true));
  const text = (good: string): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(good) }, { weight: 1, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.string() });
  const audience = fc.oneof(text(AUDIENCE), fc.array(fc.oneof(fc.constant(AUDIENCE), fc.string(), fc.integer()), { maxLength: 3 }));
  const soon = fc.oneof({ weight: 4, arbitrary: fc.constant(START + 60) }, { weight: 1, arbitrary: date });
  const past = fc.oneof({ weight: 4, arbitrary: fc.constant(START - 60) }, { weight: 1, arbitrary: date });
  const claims = fc.record({ iss: text(ISSUER), aud: audience, sub: text('ann'), exp: soon, iat: past, nbf: past, more: fc.jsonValue() });
  const key = fc.constantFrom('rsa-1', 'rsa-1', 'rsa-2', 'rsa-384', 'rsa-512', 'rsa-any', 'stranger', 'small', 'enc-use', 'leaked');
  const seen = { allow: 0, deny: 0 };
  await fc.assert(fc.asyncProperty(claims, key, async (members, name) => {
    const token = lab.token({ claims: members, key: name });
    const expected = await packaged(token).then(() => true, () => false);
    expect(await isLetIn(`Bearer ${token}`)).toBe(expected);
    seen[expected ? 'allow' : 'deny']++;
  }), { numRuns: 500 });
  expect(seen.allow).toBeGreaterThan(20);
  expect(seen.deny).toBeGreaterThan(100);
}, 60_000);

it('still takes a good token after all that', async () => {
  expect(await isLetIn(`Bearer ${lab.token({ key: 'rsa-2' })}`)).toBe(true);
});
