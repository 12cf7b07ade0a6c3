import * as fc from 'fast-check';
import { configurationOf } from './support/authorizer-configuration';
import { restEvent } from './support/rest-event';
import { StubIssuer } from './support/stub-issuer';
import { makeRestHandler } from '../../../handlers/authorizers/rest/handler';

const issuer = new StubIssuer();
const lab = issuer.lab();
const authorize = makeRestHandler({ configuration: configurationOf(), fetcher: issuer, clock: issuer, log: () => undefined });

/** The only thing that may come out, whatever goes in. */
async function expectUnauthorized(event: unknown): Promise<void> {
  const outcome = await authorize(event).then((result) => result, (error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  expect(Object.getOwnPropertyNames(outcome).sort()).toEqual(['message', 'stack']);
  expect(outcome).toMatchObject({ message: 'Unauthorized', stack: 'Error: Unauthorized' });
}

it('takes any event', async () => {
  const kinds = { withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true };
  await fc.assert(fc.asyncProperty(fc.anything(kinds), expectUnauthorized), { numRuns: 500 });
});

it('takes any value in any place of an event', async () => {
  const good = restEvent(lab.token());
  const place = fc.constantFrom('type', 'methodArn', 'headers', 'multiValueHeaders');
  await fc.assert(fc.asyncProperty(place, fc.anything(), async (name, value) => {
    // Without the list of values the token is still in the headers, and the other way round.
    const others = name === 'headers' ? { multiValueHeaders: undefined } : name === 'multiValueHeaders' ? { headers: undefined } : {};
    await expectUnauthorized({ ...good, ...others, [name]: value });
  }), { numRuns: 500 });
});

it('takes any text for a token', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.string({ unit: fc.constantFrom('.', 'e', 'y', 'J', '-', '_', '=', ' ', ',') }),
    fc.array(fc.string({ unit: fc.constantFrom('A', 'e', 'y', 'J', '-', '_') }), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')));
  await fc.assert(fc.asyncProperty(text, async (token) => expectUnauthorized(restEvent(token))), { numRuns: 1000 });
});

it('takes any JSON for header and claims', async () => {
  const part = fc.oneof(fc.json(), fc.string(), fc.record({ alg: fc.constantFrom('RS256', 'none', 'HS256'), kid: fc.anything() }).map((value) => JSON.stringify(value)));
  await fc.assert(fc.asyncProperty(part, part, async (headerText, claimsText) => {
    await expectUnauthorized(restEvent(lab.token({ headerText, claimsText })));
  }), { numRuns: 300 });
});

it('notices any change of a good token', async () => {
  const token = lab.token({ key: 'ec-256' });
  await fc.assert(fc.asyncProperty(fc.nat(token.length - 1), fc.string({ unit: fc.constantFrom('A', 'z', '0', '-', '.', '=', ' '), maxLength: 2 }), async (position, replacement) => {
    const changed = token.slice(0, position) + replacement + token.slice(position + 1);
    if (changed !== token) await expectUnauthorized(restEvent(changed));
  }), { numRuns: 1000 });
});

it.each<[string, () => unknown]>([
  ['a getter that throws', () => ({ get type() { throw new Error('secret'); } })],
  ['headers with a getter that throws', () => ({ ...restEvent(lab.token()), headers: { get Authorization() { throw new Error('secret'); } } })],
  ['a proxy that throws', () => new Proxy({}, { ownKeys() { throw new Error('secret'); } })],
  ['ten million characters', () => restEvent('x'.repeat(10_000_000))],
  ['ten million dots', () => restEvent('.'.repeat(10_000_000))],
  ['a very long ARN', () => ({ ...restEvent(lab.token()), methodArn: 'arn:aws:execute-api:'.repeat(500_000) })],
  ['a hundred thousand headers', () => ({ ...restEvent(''), headers: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x-${index}`, 'y'])) })],
  ['an event that contains itself', () => { const event: Record<string, unknown> = { type: 'REQUEST' }; event.headers = event; return event; }],
])('takes %s', async (_, make) => {
  await expectUnauthorized(make());
});

it('still takes a good token after all that', async () => {
  expect(await authorize(restEvent(lab.token()))).toMatchObject({ principalId: 'ann' });
});
