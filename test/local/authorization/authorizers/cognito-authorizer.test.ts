import { authorizerModel, call } from './scenario';
import { CognitoAuthorizer } from '../../../../local/authorization/authorizers/cognito-authorizer';
import { KeysUnreachable, VerificationKeys } from '../../../../local/authorization/jwt/verification-keys';
import { LocalIssuer } from '../../../../local/issuer/local-issuer';
import { LocalClock } from '../../../../local/local-clock';
import { RestAuthorizer } from '../../../../local/model/rest-authorizer';
import { TokenRequest } from '../../../../local/token-request';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e';
const pool = { arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e', issuer, local: true, clientIds: [] };
const start = Date.UTC(2026, 10, 21, 9, 30, 0);

let clock: LocalClock;
let local: LocalIssuer;
beforeEach(async () => {
  clock = LocalClock.frozenAt(start);
  local = new LocalIssuer(clock);
  await local.ready;
  local.standInFor([{ issuer, kind: 'cognito', audience: [], clientIds: ['web'], local: true }]);
});

interface Setting {
  readonly scopes?: readonly string[];
  readonly model?: Partial<RestAuthorizer>;
  readonly keys?: VerificationKeys;
}

async function ask(token: string | undefined, { scopes = [], model = {}, keys }: Setting = {}) {
  const authorizer = new CognitoAuthorizer(
    authorizerModel({ type: 'COGNITO_USER_POOLS', userPools: [pool], ...model }), { clock, keysOf: () => keys ?? local.keys, stageVariables: new Map() },
  );
  return authorizer.authorize(call({ scopes, headers: token === undefined ? {} : { Authorization: token } }));
}

const refusal = async (...asked: Parameters<typeof ask>): Promise<string | undefined> => {
  const answer = await ask(...asked);
  return answer.kind === 'refused' ? `${answer.refusal.responseType} ${String(answer.refusal.message)}: ${answer.refusal.reason}` : undefined;
};

describe('which token a method takes', () => {
  test.each<[string, TokenRequest, string[], string | undefined]>([
    ['an ID token where there are no scopes', { tokenUse: 'id' }, [], undefined],
    ['an access token where there are none', { tokenUse: 'access' }, [], 'UNAUTHORIZED Unauthorized: the method takes id tokens'],
    ['an access token with one of the scopes', { scopes: ['orders/read', 'orders/write'] }, ['orders/write', 'orders/admin'], undefined],
    ['an access token with none of them', { scopes: ['orders/read'] }, ['orders/write'], 'ACCESS_DENIED User is not authorized to access this resource: the token has none of the scopes orders/write'],
    ['a scope that only begins so', { scopes: ['orders/write2'] }, ['orders/write'], 'ACCESS_DENIED User is not authorized'],
    ['an ID token where there are scopes', { tokenUse: 'id', claims: { scope: 'orders/write' } }, ['orders/write'], 'UNAUTHORIZED Unauthorized: the method takes access tokens'],
    ['another token_use', { tokenUse: 'id', claims: { token_use: 'refresh' } }, [], 'UNAUTHORIZED Unauthorized'],
    ['an access token without client', { scopes: ['a'], claims: { client_id: '' } }, ['a'], 'UNAUTHORIZED Unauthorized: the token has no client_id'],
  ])('%s', async (_, request, scopes, expected) => {
    const answer = await refusal(local.mint(request), { scopes });
    if (expected === undefined) expect(answer).toBeUndefined();
    else expect(answer).toContain(expected);
  });
});

test.each([
  ['no token', undefined, 'UNAUTHORIZED Unauthorized: method.request.header.Authorization is missing or empty'],
  ['an empty one', ' ', 'UNAUTHORIZED Unauthorized'],
  ['something else', 'Basic YTpi', 'UNAUTHORIZED Unauthorized: the token is not three base64url segments'],
])('%s', async (_, token, expected) => expect(await refusal(token)).toContain(expected));

test('a token works until it expires, on the gateway\'s clock, and says so then', async () => {
  const token = local.mint({ tokenUse: 'id', expiresInSeconds: 60 });
  clock.advance(60_000);
  expect(await refusal(token)).toBeUndefined();
  clock.advance(30_000);
  expect(await refusal(token)).toBe('UNAUTHORIZED The incoming token has expired: the token has expired');
});

test('claims reach the backend as the service renders them', async () => {
  const answer = await ask(local.mint({
    sub: 'ann', tokenUse: 'id', audience: 'web', claims: { 'email_verified': true, 'cognito:groups': ['admin', 'staff'], 'custom:tier': 'gold', 'address': { formatted: 'x' }, 'level': 3 },
  }));
  expect(answer).toMatchObject({
    kind: 'authenticated',
    caller: {
      context: {
        claims: {
          'sub': 'ann',
          'iss': issuer,
          'aud': 'web',
          'token_use': 'id',
          'cognito:username': 'ann',
          'iat': 'Sat Nov 21 09:30:00 UTC 2026',
          'exp': 'Sat Nov 21 10:30:00 UTC 2026',
          'auth_time': String(start / 1000),
          'email_verified': 'true',
          'cognito:groups': 'admin,staff',
          'custom:tier': 'gold',
          'address': '{"formatted":"x"}',
          'level': '3',
        },
      },
    },
  });
});

test.each([
  ['keys that can not be had', { find: async () => { throw new KeysUnreachable('it did not answer within 1.5 s'); } }, 'UNAUTHORIZED Unauthorized: the token can\'t be verified: it did not answer within 1.5 s'],
  ['a key source that is broken', { find: async () => { throw new Error('secret'); } }, 'UNAUTHORIZED Unauthorized: the token can\'t be verified'],
  ['no such key', { find: async () => [] }, 'UNAUTHORIZED Unauthorized: the issuer has no key of that id (kid)'],
])('%s deny', async (_, keys, expected) => expect(await refusal(local.mint({ tokenUse: 'id' }), { keys })).toBe(expected));

test('a token of another gateway is refused, whatever it claims', async () => {
  const other = new LocalIssuer(clock);
  await other.ready;
  other.standInFor(local.standsInFor);
  expect(await refusal(other.mint({ tokenUse: 'id' }))).toContain('the issuer has no key of that id');
});

test.each([
  ['web', undefined],
  ['we', 'does not match the IdentityValidationExpression'],
  ['[', 'AUTHORIZER_CONFIGURATION_ERROR null'],
])('the client must match the expression %s', async (identityValidationExpression, expected) => {
  const answer = await refusal(local.mint({ tokenUse: 'id' }), { model: { identityValidationExpression } });
  if (expected === undefined) expect(answer).toBeUndefined();
  else expect(answer).toContain(expected);
});

test('the client must be one of the pool\'s own, where those are known', async () => {
  const model = { userPools: [{ ...pool, clientIds: ['web'] }] };
  expect(await refusal(local.mint({ tokenUse: 'id', audience: 'web' }), { model })).toBeUndefined();
  expect(await refusal(local.mint({ tokenUse: 'id', audience: 'app' }), { model })).toContain('a client that the user pool does not have');
});

test('an authorizer without pools refuses', async () => {
  expect(await refusal(local.mint({ tokenUse: 'id' }), { model: { userPools: [] } })).toContain('AUTHORIZER_CONFIGURATION_ERROR null');
});
