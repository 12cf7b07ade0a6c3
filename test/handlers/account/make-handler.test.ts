import type { AccountSetting, Roles } from '../../../handlers/account/account-setting';
import { makeHandler } from '../../../handlers/account/make-handler';
import type { Clock } from '../../../handlers/shared/clock';
import type { CustomResourceEvent, CustomResourceResult, Responder } from '../../../handlers/shared/custom-resource';

const OURS = 'arn:aws:iam::111111111111:role/ours';
const THEIRS = 'arn:aws:iam::111111111111:role/theirs';

const failure = (name: string, message = name) => Object.assign(new Error(message), { name });
const throttled = failure('TooManyRequestsException');
const denied = failure('AccessDeniedException', 'not authorized to perform: apigateway:GET');
const notYet = failure('BadRequestException', 'The role ARN does not have required permissions configured.');

interface State {
  readonly type?: CustomResourceEvent['RequestType'];
  readonly role?: unknown;
  readonly configured?: string;
  readonly exists?: boolean;
  /** How often nobody can tell before `exists` is known. */
  readonly unknownFirst?: number;
  /** What reading and setting throw, one after another. */
  readonly reading?: Error[];
  readonly setting?: Error[];
}

/** Runs one request against an account in a given state, on a clock that never waits. */
async function run({ type = 'Create', role = OURS, configured, exists, unknownFirst = 0, reading = [], setting = [] }: State) {
  let now = 0;
  let current = configured;
  let writes = 0;
  const failures = { reading: [...reading], setting: [...setting] };
  const fail = (queue: Error[]) => {
    const error = queue.shift();
    if (error) throw error;
  };
  const account: AccountSetting = {
    roleArn: async () => {
      fail(failures.reading);
      return current;
    },
    setRoleArn: async (arn) => {
      writes++;
      fail(failures.setting);
      current = arn;
    },
  };
  let lookups = 0;
  const roles: Roles = { exists: async () => lookups++ < unknownFirst ? undefined : exists };
  const clock: Clock = { now: () => now, sleep: async (milliseconds) => { now += milliseconds; } };
  const results: CustomResourceResult[] = [];
  const responder: Responder = { respond: async (_, result) => { results.push(result); } };
  const handler = makeHandler({ account, roles, clock, responder, log: () => undefined });
  const request = { ResponseURL: 'https://example.com', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' };
  await handler({ ...request, RequestType: type, ResourceProperties: { RoleArn: role } });
  expect(results).toHaveLength(1);
  return { current, writes, waited: now, result: results[0] };
}

test.each<[string, State, string | undefined]>([
  ['none configured: ours is set', {}, OURS],
  ['ours configured: nothing to do', { configured: OURS, exists: false }, OURS],
  ['a live one configured: it stays', { configured: THEIRS, exists: true }, THEIRS],
  ['one configured that nobody can look up: it stays', { configured: THEIRS, exists: undefined }, THEIRS],
  ['one configured that is gone: ours is set', { configured: THEIRS, exists: false }, OURS],
  ['one configured that is gone, which IAM tells only after a while: ours is set', { configured: THEIRS, exists: false, unknownFirst: 3 }, OURS],
  ['permissions that are seconds old: it is asked again', { reading: [denied, denied], setting: [denied] }, OURS],
  ['update, none configured: ours is set', { type: 'Update' }, OURS],
  ['update, a live one configured: it stays', { type: 'Update', configured: THEIRS, exists: true }, THEIRS],
  ['the account is busy: it is asked again', { reading: [throttled, throttled], setting: [throttled] }, OURS],
  ['the role is not visible yet: it is tried again', { setting: [notYet, notYet, notYet] }, OURS],
  ['delete, ours configured: it stays', { type: 'Delete', configured: OURS }, OURS],
  ['delete, none configured: none is set', { type: 'Delete' }, undefined],
  ['delete, the account can\'t be read: it does not matter', { type: 'Delete', reading: [failure('AccessDenied')] }, undefined],
])('%s', async (_, state, expected) => {
  const { current, result } = await run(state);
  expect(current).toBe(expected);
  expect(result).toMatchObject({ status: 'SUCCESS', physicalResourceId: 'ApiGatewayAccountLogging', ...(state.type !== 'Delete' && { data: { RoleArn: expected } }) });
});

test.each<[string, State]>([
  ['a live role', { configured: THEIRS, exists: true }],
  ['a role that nobody can look up', { configured: THEIRS }],
  ['our own', { configured: OURS, exists: true }],
])('nothing is written where there is %s, by no request', async (_, state) => {
  for (const type of ['Create', 'Update', 'Delete'] as const) expect((await run({ ...state, type })).writes).toBe(0);
});

test.each<[string, State, string]>([
  ['what can\'t be read', { reading: [failure('NotFoundException', 'no such account')] }, 'NotFoundException: no such account'],
  ['what can\'t be set', { setting: [failure('BadRequestException', 'invalid patch path')] }, 'invalid patch path'],
  ['no role', { role: null }, 'RoleArn is null'],
  ['an empty role', { role: '' }, 'RoleArn is ""'],
])('%s is told to CloudFormation at once', async (_, state, reason) => {
  const { result, waited } = await run(state);
  expect(result).toMatchObject({ status: 'FAILED', reason: expect.stringContaining(reason) });
  expect(waited).toBe(0);
});

test('a denial that lasts is told to CloudFormation before the function is stopped', async () => {
  const { result, waited } = await run({ reading: Array.from({ length: 1000 }, () => denied) });
  expect(result).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('AccessDeniedException') });
  expect(waited).toBeLessThan(240_000);
});

test('it gives up before the function is stopped, and says why', async () => {
  const { result, waited } = await run({ setting: Array.from({ length: 1000 }, () => throttled) });
  expect(result).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('TooManyRequestsException') });
  expect(waited).toBeGreaterThan(60_000);
  expect(waited).toBeLessThan(240_000);
});
