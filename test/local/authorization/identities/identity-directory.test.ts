import { LocalIdentities } from '../../../../local/authorization/credential-store';
import { IdentityDirectory } from '../../../../local/authorization/identities/identity-directory';
import { conditionContext } from '../../../../local/authorization/policy/condition-context';
import { Json } from '../../../../local/json';
import { PrincipalModel } from '../../../../local/model/principals/principal';

const account = '123456789012';
const policy = (Effect: string, Action: string, Resource: string): Json => ({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] });
const invoke = policy('Allow', 'execute-api:Invoke', 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/*');

function role(name: string, policies: readonly Json[], overrides: Partial<PrincipalModel> = {}): PrincipalModel {
  return { stack: 'Shop', logicalId: name, kind: 'role', name, arn: `arn:aws:iam::${account}:role/${name}`, account, policies, unknownPolicies: [], tags: new Map(), ...overrides };
}

function directory(...principals: PrincipalModel[]): IdentityDirectory {
  return new IdentityDirectory(new LocalIdentities('seed'), principals, 'seed');
}

function ask(of: IdentityDirectory, accessKeyId: string | undefined, path = 'GET/orders'): string {
  const resource = `arn:aws:execute-api:us-east-1:${account}:abc123/prod/${path}`;
  return of.callerOf(accessKeyId ?? '')?.evaluate({ action: 'execute-api:Invoke', resource, context: conditionContext({}) }) ?? 'nobody';
}

test.each([
  ['a grant', [invoke], 1],
  ['a grant of everything', [policy('Allow', '*', '*')], 1],
  ['a grant with a wildcard', [policy('Allow', 'execute-api:*', '*')], 1],
  ['another service', [policy('Allow', 's3:*', '*')], 0],
  ['a deny alone', [policy('Deny', 'execute-api:Invoke', '*')], 0],
  ['no policy', [], 0],
])('keys are made for roles that may call: %s', (_, policies, keys) => {
  expect(directory(role('caller', policies)).credentials).toHaveLength(keys);
});

test('a role signs as a session of its own and may do what its policies say', () => {
  const all = directory(role('caller', [invoke, policy('Deny', 'execute-api:Invoke', '*/prod/GET/secret')]));
  const [made] = all.credentials;
  expect(made?.credential).toMatchObject({
    accessKeyId: expect.stringMatching(/^LOCL[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^.{40}$/),
    identity: { userArn: `arn:aws:sts::${account}:assumed-role/caller/local`, accountId: account },
  });
  const key = made?.credential.accessKeyId;
  expect(all.find(key ?? '')).toEqual(made?.credential);
  expect([ask(all, key), ask(all, key, 'POST/orders')]).toEqual(['allow', 'implicit-deny']);
  expect(all.callerOf(key ?? '')?.principal.roleArn).toBe(`arn:aws:iam::${account}:role/caller`);
});

test('keys are the same at every start, and differ from role to role and from place to place', () => {
  const keyOf = (name: string, seed: string) =>
    new IdentityDirectory(new LocalIdentities(seed), [role(name, [invoke])], seed).credentials[0]?.credential.secretAccessKey;
  expect(keyOf('a', 'x')).toBe(keyOf('a', 'x'));
  expect(new Set([keyOf('a', 'x'), keyOf('b', 'x'), keyOf('a', 'y')]).size).toBe(3);
});

test.each([
  ['that allows', policy('Allow', 'execute-api:*', '*'), 'allow'],
  ['that is silent', policy('Allow', 's3:*', '*'), 'implicit-deny'],
  ['that denies', policy('Deny', '*', '*'), 'explicit-deny'],
  ['that is in no template', null, 'implicit-deny'],
])('a boundary %s', (_, boundary, verdict) => {
  const all = directory(role('caller', [invoke], { boundary }));
  expect(ask(all, all.credentials[0]?.credential.accessKeyId)).toBe(verdict);
});

test('a role whose policy can not be read may do nothing, and that is said', () => {
  const all = directory(role('caller', [invoke, { Version: '2012-10-17', Statement: [{ Effect: 'Deny' }] }]));
  expect(all.problems).toEqual([expect.stringContaining('role caller of Shop may do nothing')]);
  expect(ask(all, all.credentials[0]?.credential.accessKeyId)).toBe('nobody');
});

test('the local user of an account may call everything; a stranger is nobody', () => {
  const locals = new LocalIdentities('seed');
  const all = new IdentityDirectory(locals, [], 'seed');
  expect(ask(all, locals.ofAccount(account).accessKeyId, 'DELETE/anything')).toBe('allow');
  expect(ask(all, 'LOCLSTRANGER')).toBe('nobody');
});
