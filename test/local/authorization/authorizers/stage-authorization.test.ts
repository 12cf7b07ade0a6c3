import { arnOf, Asked, authorizerModel, call, policyFor, StubFunction } from './scenario';
import { AuthorizationDependencies, StageAuthorization } from '../../../../local/authorization/authorizers/stage-authorization';
import { Caller } from '../../../../local/authorization/identities/caller';
import { compilePolicy } from '../../../../local/authorization/policy/policy';
import { Json } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';
import { RestMethod } from '../../../../local/model/rest-api';
import { restApi } from '../../../support/models';
import { RecordingReporter } from '../../../support/recording-reporter';

const home = '123456789012';
const statement = (Effect: string, extra: object = {}) => ({ Effect, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...extra });
const document = (...Statement: object[]): Json => ({ Version: '2012-10-17', Statement } as unknown as Json);
const everybody = { Principal: '*' };

interface World {
  readonly policy?: Json;
  /** What the caller's own policies say. */
  readonly own?: Json;
  readonly account?: string;
  readonly answer?: unknown;
}

function setUp({ policy, own = document(), account = home, answer }: World) {
  const reporter = new RecordingReporter();
  const functions = new StubFunction(() => answer);
  const arn = `arn:aws:iam::${account}:user/ann`;
  const identity = { accessKey: 'LOCL1', accountId: account, userArn: arn, userId: 'U1', caller: 'U1' };
  const grants = compilePolicy(own, { kind: 'identity' });
  const caller: Caller = {
    principal: { account, arn },
    evaluate: (request) => grants.evaluate(request),
    conditions: { account, arn, userId: 'U1', type: 'User', username: 'ann', temporary: false, tags: new Map() },
  };
  const paths: string[] = [];
  const dependencies: AuthorizationDependencies = {
    clock: LocalClock.frozenAt(0),
    reporter,
    functions,
    callers: { callerOf: () => caller },
    keysOf: () => ({ find: async () => [] }),
    signatures: {
      verify: async ({ rawPath }) => {
        paths.push(rawPath);
        return { kind: 'verified', identity };
      },
    },
  };
  const api = restApi({}, { authorizers: [authorizerModel()], ...(policy !== undefined && { policy }) });
  const [stage] = api.stages;
  if (!stage) throw new Error('no stage');
  const authorization = new StageAuthorization(api, stage, dependencies);
  const ask = async (type: RestMethod['authorizationType'], asked: Asked = {}) =>
    authorization.authorize({ authorizationType: type, authorizerId: 'auth1' }, call({ headers: { Authorization: 't' }, ...asked }));
  return { ask, reporter, functions, paths };
}

const allowed = undefined;
const anonymous = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arnOf('GET/orders/7').replace(home, '********9012')}`;

describe('a method without authorization', () => {
  const range = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
  test.each<[string, Json | undefined, Asked, string | undefined]>([
    ['no policy', undefined, {}, allowed],
    ['an allow', document(statement('Allow', everybody)), {}, allowed],
    ['an allow in short form of the path', document(statement('Allow', { ...everybody, Resource: 'execute-api:/prod/GET/orders/*' })), {}, allowed],
    ['an allow of another stage', document(statement('Allow', { ...everybody, Resource: 'execute-api:/dev/*' })), {}, anonymous],
    ['an allow of the range', document(statement('Allow', { ...everybody, ...range })), {}, allowed],
    ['an allow of the range, from elsewhere', document(statement('Allow', { ...everybody, ...range })), { sourceIp: '198.51.100.1' }, anonymous],
    ['a deny of the range', document(statement('Allow', everybody), statement('Deny', { ...everybody, ...range })), {}, `${anonymous} with an explicit deny`],
    ['an allow of an account', document(statement('Allow', { Principal: { AWS: home } })), {}, anonymous],
    ['a VPC endpoint, which nobody comes through here', document(statement('Allow', everybody), statement('Deny', { ...everybody, Condition: { StringNotEquals: { 'aws:SourceVpce': 'v' } } })), {}, `${anonymous} with an explicit deny`],
    ['a plain-text ban, as AWS is reached by TLS alone', document(statement('Allow', everybody), statement('Deny', { ...everybody, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })), {}, allowed],
    ['a browser', document(statement('Allow', { ...everybody, Condition: { StringLike: { 'aws:UserAgent': 'Mozilla*' } } })), { headers: { 'User-Agent': 'Mozilla/5.0' } }, allowed],
    ['an hour', document(statement('Allow', { ...everybody, Condition: { DateLessThan: { 'aws:CurrentTime': '1970-01-01T01:00:00Z' } } })), { receivedAt: 3_600_000 }, anonymous],
    ['an empty policy', document(), {}, anonymous],
  ])('%s', async (_, policy, asked, expected) => {
    expect((await setUp({ ...(policy !== undefined && { policy }) }).ask('NONE', asked)).refusal?.message).toBe(expected);
  });

  test('a policy that can not be read shuts everybody out, and that is said at start', async () => {
    const { ask, reporter } = setUp({ policy: document(statement('Allow', everybody), { Effect: 'deny' }) });
    expect(reporter.of('problem')[0]?.message).toMatch(/nobody may call stage prod of OrdersApi: .*Statement\[1\]\.Effect/);
    expect((await ask('NONE')).refusal?.responseType).toBe('ACCESS_DENIED');
    expect((await ask('AWS_IAM')).refusal?.responseType).toBe('ACCESS_DENIED');
  });
});

const say = { allow: document({ Effect: 'Allow', Action: 'execute-api:*', Resource: '*' }), deny: document({ Effect: 'Deny', Action: '*', Resource: '*' }), nothing: document() };
const api = { allow: document(statement('Allow', everybody)), deny: document(statement('Deny', everybody)), nothing: document() };

describe('a signed call', () => {
  // Tables A and B of the developer guide.
  test.each<[keyof typeof say, keyof typeof api | 'none', 'allow' | 'explicit' | 'implicit', 'allow' | 'explicit' | 'implicit']>([
    ['allow', 'allow', 'allow', 'allow'],
    ['allow', 'nothing', 'allow', 'implicit'],
    ['allow', 'deny', 'explicit', 'explicit'],
    ['nothing', 'allow', 'allow', 'implicit'],
    ['nothing', 'nothing', 'implicit', 'implicit'],
    ['nothing', 'deny', 'explicit', 'explicit'],
    ['deny', 'allow', 'explicit', 'explicit'],
    ['deny', 'nothing', 'explicit', 'explicit'],
    ['deny', 'deny', 'explicit', 'explicit'],
    ['allow', 'none', 'allow', 'implicit'],
    ['nothing', 'none', 'implicit', 'implicit'],
  ])('caller says %s, API says %s: %s within the account, %s from another', async (own, resource, same, cross) => {
    for (const [account, expected] of [[home, same], ['210987654321', cross]] as const) {
      const { refusal } = await setUp({ own: say[own], account, ...(resource !== 'none' && { policy: api[resource] }) }).ask('AWS_IAM');
      const message = `User: arn:aws:iam::${account}:user/ann is not authorized to perform: execute-api:Invoke on resource: ${arnOf('GET/orders/7').replace(home, '********9012')}`;
      expect(refusal?.message).toBe({ allow: undefined, explicit: `${message} with an explicit deny`, implicit: message }[expected]);
    }
  });

  test('naming the account leaves it to the caller\'s own policies; from another account it opens the door', async () => {
    for (const [account, own, isAllowed] of [[home, say.nothing, false], [home, say.allow, true], ['210987654321', say.allow, true]] as const) {
      const { refusal } = await setUp({ account, own, policy: document(statement('Allow', { Principal: { AWS: account } })) }).ask('AWS_IAM');
      expect(refusal === undefined).toBe(isAllowed);
    }
  });

  test('policies may use who calls', async () => {
    const own = document({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:abc123/prod/GET/users/${aws:username}' });
    const { ask } = setUp({ own });
    expect((await ask('AWS_IAM', { path: '/users/ann' })).refusal).toBeUndefined();
    expect((await ask('AWS_IAM', { path: '/users/bob' })).refusal?.message).toContain('User: arn:aws:iam::123456789012:user/ann');
  });

  test('the signature covers the stage, the caller is known afterwards', async () => {
    const { ask, paths } = setUp({ own: say.allow });
    expect(await ask('AWS_IAM')).toMatchObject({ identity: { userId: 'U1' } });
    expect(paths).toEqual(['/prod/orders/7']);
  });
});

describe('a Lambda authorizer beside a resource policy', () => {
  const arn = arnOf('GET/orders/7');
  const deny = 'User is not authorized to access this resource with an explicit deny';
  test.each<[string, unknown, Json | undefined, string | undefined, number]>([
    ['both allow', policyFor('Allow', arn), api.allow, allowed, 1],
    ['the API is silent', policyFor('Allow', arn), api.nothing, allowed, 1],
    ['the authorizer is silent, the API allows', policyFor('Allow', 'arn:aws:execute-api:*:*:x/*'), api.allow, allowed, 1],
    ['both are silent', policyFor('Allow', 'arn:aws:execute-api:*:*:x/*'), api.nothing, 'User is not authorized to access this resource', 1],
    ['the authorizer denies', policyFor('Deny', arn), api.allow, deny, 1],
    ['the API denies, so nobody asks the authorizer', policyFor('Allow', arn), api.deny, `${anonymous} with an explicit deny`, 0],
    ['no resource policy', policyFor('Allow', arn), undefined, allowed, 1],
    ['a policy with a condition', { principalId: 'a', policyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }) }, undefined, 'User is not authorized to access this resource', 1],
  ])('%s', async (_, answer, policy, expected, calls) => {
    const { ask, functions } = setUp({ answer, ...(policy !== undefined && { policy }) });
    expect((await ask('CUSTOM')).refusal?.message).toBe(expected);
    expect(functions.events).toHaveLength(calls);
  });

  test('who was denied is known to the log', async () => {
    expect(await setUp({ answer: policyFor('Deny', '*') }).ask('CUSTOM')).toMatchObject({ caller: { context: { principalId: 'ann' } }, trace: { status: 403, integrationStatus: 200, error: deny } });
  });

  test('a method whose authorizer is nowhere refuses', async () => {
    const { refusal } = await setUp({}).ask('CUSTOM').then(async () => {
      const authorization = new StageAuthorization(restApi({}), restApi({}).stages[0] ?? { name: 'prod', variables: new Map() }, {} as AuthorizationDependencies);
      return authorization.authorize({ authorizationType: 'CUSTOM', authorizerId: 'gone' }, call());
    });
    expect(refusal).toMatchObject({ responseType: 'AUTHORIZER_CONFIGURATION_ERROR', message: null, reason: expect.stringContaining('gone') });
  });
});
