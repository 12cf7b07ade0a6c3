import { StubSecret } from './http-fixture';
import { originSecret } from '../../../../handlers/authorizers/http/origin-secret';
import { StubIssuer } from '../support/stub-issuer';

let clock: StubIssuer;
beforeEach(() => { clock = new StubIssuer(); });

const lifetimes = { refreshSeconds: 300, staleSeconds: 3600 };
const check = (versions: StubSecret) => originSecret({ versions, lifetimes, clock, log: (entry) => { clock.entries.push(entry); } });

it('current, pending and previous values are accepted', async () => {
  const accept = check(new StubSecret('current', 'pending', 'previous'));
  for (const value of ['current', 'pending', 'previous']) await accept(value);
  await expect(accept('older')).rejects.toThrow('origin-secret-unknown');
});

it('an empty value of the secret is none', async () => {
  await expect(check(new StubSecret(''))('')).rejects.toThrow('origin-secret-missing');
  await expect(check(new StubSecret(''))('x')).rejects.toThrow('origin-secret-unavailable');
});

it('is read once for many requests at the same time, and again after five minutes', async () => {
  const secret = new StubSecret('current');
  const accept = check(secret);
  await Promise.all(Array.from({ length: 50 }, () => accept('current')));
  clock.advance(299);
  await accept('current');
  expect(secret.reads).toBe(1);
  clock.advance(1);
  await accept('current');
  expect(secret.reads).toBe(2);
});

it('a value that is newer than what is known is found at once', async () => {
  const secret = new StubSecret('one');
  const accept = check(secret);
  await accept('one');
  for (const value of ['two', 'three', 'four', 'five', 'six']) {
    secret.values = [value, ...secret.values].slice(0, 2);
    await accept(value);
  }
  await expect(accept('one')).rejects.toThrow('origin-secret-unknown');
});

it('a value that was taken away is refused five minutes later', async () => {
  const secret = new StubSecret('one');
  const accept = check(secret);
  await accept('one');
  secret.values = ['two'];
  await accept('one');
  clock.advance(300);
  await expect(accept('one')).rejects.toThrow('origin-secret-unknown');
});

it('a flood of wrong values causes a handful of reads, and good ones pass meanwhile', async () => {
  const secret = new StubSecret('current');
  const accept = check(secret);
  for (let flood = 0; flood < 10_000; flood += 1) {
    await expect(accept(`wrong-${flood}`)).rejects.toThrow('origin-secret-unknown');
    clock.advance(60 / 10_000);
    if (flood % 1000 === 0) await accept('current');
  }
  expect(secret.reads).toBeLessThanOrEqual(5);
}, 30_000);

describe('while Secrets Manager is down', () => {
  it('known values pass for an hour, unknown ones never, and it is asked rarely', async () => {
    const secret = new StubSecret('current');
    const accept = check(secret);
    await accept('current');
    secret.error = new Error('down');
    for (let second = 0; second < 3599; second += 1) {
      clock.advance(1);
      await accept('current');
      await expect(accept('wrong')).rejects.toThrow('origin-secret-unknown');
    }
    expect(secret.reads).toBeLessThan(260);
    clock.advance(1);
    await expect(accept('current')).rejects.toThrow('origin-secret-unavailable');
  });

  it('nothing passes that never was known, and what is right passes as soon as it answers again', async () => {
    const secret = new StubSecret('current');
    secret.error = new Error('down');
    const accept = check(secret);
    await expect(accept('current')).rejects.toThrow('origin-secret-unavailable');
    secret.error = undefined;
    clock.advance(2);
    await accept('current');
  });
});
