import { LocalIdentities } from '../../../local/authorization/credential-store';

test('one user an account, the same one at every call and for every start with the same seed', () => {
  const first = new LocalIdentities('seed').ofAccount('111111111111');
  const store = new LocalIdentities('seed');
  expect(store.ofAccount('111111111111')).toEqual(first);
  expect(store.ofAccount('111111111111')).toBe(store.ofAccount('111111111111'));
  expect(first.identity.userArn).toBe('arn:aws:iam::111111111111:user/local');
});

test('another account or seed has other keys', () => {
  const store = new LocalIdentities('seed');
  const made = [store.ofAccount('1'), store.ofAccount('2'), new LocalIdentities('other').ofAccount('1')];
  expect(new Set(made.map((one) => one.accessKeyId)).size).toBe(3);
  expect(new Set(made.map((one) => one.secretAccessKey)).size).toBe(3);
});

test('keys have the form that SDKs expect and are not taken for keys of AWS', () => {
  const { accessKeyId, secretAccessKey } = new LocalIdentities('seed').ofAccount('1');
  expect(accessKeyId).toMatch(/^LOCL[A-Z2-7]{16}$/);
  expect(secretAccessKey).toMatch(/^[\w-]{40}$/);
});

test('only keys that were made are found', () => {
  const store = new LocalIdentities('seed');
  const made = store.ofAccount('1');
  expect(store.find(made.accessKeyId)).toBe(made);
  expect(store.find('constructor')).toBeUndefined();
});
