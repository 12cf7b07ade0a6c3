import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { KeysUnreachable } from '../../../../local/authorization/jwt/verification-keys';
import { JsonObject } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';

const minute = 60_000;

class Issuer {
  public kids = ['k1'];
  public isDown = false;
  public fetches = 0;

  public async fetch(): Promise<readonly JsonObject[]> {
    this.fetches++;
    if (this.isDown) throw new KeysUnreachable('it is down');
    return this.kids.map((kid) => ({ kid }));
  }
}

let clock: LocalClock;
let issuer: Issuer;
let keys: RemoteKeys;
beforeEach(() => {
  clock = LocalClock.frozenAt(0);
  issuer = new Issuer();
  keys = new RemoteKeys('https://issuer.example/jwks.json', issuer, clock);
});

test('keys are fetched once and used for five minutes', async () => {
  for (let index = 0; index < 100; index++) expect(await keys.find('k1')).toHaveLength(1);
  clock.advance(5 * minute - 1);
  await keys.find('k1');
  expect(issuer.fetches).toBe(1);
  clock.advance(1);
  await keys.find('k1');
  expect(issuer.fetches).toBe(2);
});

test('callers at the same time share a fetch', async () => {
  await Promise.all(Array.from({ length: 50 }, async () => keys.find('k1')));
  expect(issuer.fetches).toBe(1);
});

test('10,000 unknown ids in a minute cause a handful of fetches, and known ones go on', async () => {
  for (let index = 0; index < 10_000; index++) {
    clock.advance(6);
    expect(await keys.find(`made-up-${index}`)).toEqual([]);
  }
  expect(issuer.fetches).toBeLessThanOrEqual(5);
  expect(await keys.find('k1')).toHaveLength(1);
});

test('a new key is picked up by the next token, a removed one is dropped', async () => {
  await keys.find('k1');
  issuer.kids = ['k2'];
  expect(await keys.find('k2')).toHaveLength(1);
  expect(await keys.find('k1')).toEqual([]);
});

test('a key that was removed works no longer because the clock was set back', async () => {
  clock.advance(600 * minute);
  const [key] = await keys.find('k1');
  issuer.kids = [];
  clock.set(0);
  expect(keys.counts(key ?? {})).toBe(false);
  expect(await keys.find('k1')).toEqual([]);
});

test('a key that was removed without a new one stops working within five minutes', async () => {
  issuer.kids = ['k1', 'k2'];
  await keys.find('k1');
  issuer.kids = ['k2'];
  expect(await keys.find('k1')).toHaveLength(1);
  clock.advance(5 * minute);
  expect(await keys.find('k1')).toEqual([]);
});

test('an outage loses no valid token for an hour, then everything is refused, with the reason', async () => {
  await keys.find('k1');
  issuer.isDown = true;
  for (let time = 0; time < 59; time++) {
    clock.advance(minute);
    expect(await keys.find('k1')).toHaveLength(1);
  }
  clock.advance(minute);
  await expect(keys.find('k1')).rejects.toThrow('the keys of https://issuer.example/jwks.json can\'t be had: it is down');
  issuer.isDown = false;
  clock.advance(minute);
  expect(await keys.find('k1')).toHaveLength(1);
});

test('an issuer that was never reached refuses', async () => {
  issuer.isDown = true;
  await expect(keys.find('k1')).rejects.toBeInstanceOf(KeysUnreachable);
});

test('a key counts as long as nobody has to ask for it again', async () => {
  const [key = {}] = await keys.find('k1');
  expect(keys.counts(key)).toBe(true);
  expect(keys.counts({ kid: 'k1' })).toBe(false);
  clock.advance(5 * minute - 1);
  expect(keys.counts(key)).toBe(true);
  clock.advance(1);
  expect(keys.counts(key)).toBe(false);
});

test('a key counts no more once the set without it is there', async () => {
  const [key = {}] = await keys.find('k1');
  issuer.kids = ['k2'];
  await keys.find('k2');
  expect(keys.counts(key)).toBe(false);
});
