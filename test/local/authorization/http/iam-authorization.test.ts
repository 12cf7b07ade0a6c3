import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { account, Asked, authorizerModel, call, stageArn, stageAuthorization } from './scenario';
import { LocalCredential, LocalIdentities } from '../../../../local/authorization/credential-store';
import { HttpAuthorizerAnswer } from '../../../../local/authorization/http/http-authorizer-call';
import { Caller } from '../../../../local/authorization/identities/caller';
import { compilePolicy } from '../../../../local/authorization/policy/policy';
import { SigV4Verifier } from '../../../../local/authorization/sigv4-verifier';
import { Json } from '../../../../local/json';

const now = Date.UTC(2026, 2, 10, 12);
const region = 'us-east-1';
const identities = new LocalIdentities('seed');
const credential = identities.ofAccount(account);
const signatures = new SigV4Verifier(region, identities);
const document = (...Statement: object[]): Json => ({ Version: '2012-10-17', Statement } as unknown as Json);
const allow = document({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stageArn}/GET/orders/*` });

interface World {
  readonly own?: Json;
  readonly callerAccount?: string;
  readonly isKnown?: boolean;
}

function setUp({ own = allow, callerAccount = account, isKnown = true }: World = {}) {
  const grants = compilePolicy(own, { kind: 'identity' });
  const arn = `arn:aws:iam::${callerAccount}:user/ann`;
  const caller: Caller = {
    principal: { account: callerAccount, arn },
    evaluate: (request) => grants.evaluate(request),
    conditions: { account: callerAccount, arn, userId: 'U1', type: 'User', username: 'ann', temporary: false, tags: new Map() },
  };
  const stage = stageAuthorization(authorizerModel(), { signatures, callers: { callerOf: () => (isKnown ? caller : undefined) } });
  return async (asked: Asked & { readonly sentPath?: string }): Promise<HttpAuthorizerAnswer> =>
    stage.authorize({ ...call({ receivedAt: now, ...asked, route: { authorizationType: 'AWS_IAM' } }), ...(asked.sentPath !== undefined && { sentPath: asked.sentPath }) });
}

/** Headers of a request that Amazon's own library has signed. */
async function signed(path: string, method = 'GET', credentials: LocalCredential = credential): Promise<Record<string, string>> {
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: Sha256 });
  const host = '127.0.0.1:3001';
  const { headers } = await signer.sign({ method, protocol: 'http:', hostname: '127.0.0.1', path, headers: { host } }, { signingDate: new Date(now) });
  return headers;
}

test('who has signed and may invoke the route gets in, and the backend gets to know who it is', async () => {
  const { failure, caller } = await setUp()({ headers: await signed('/orders/7') });
  expect(failure).toBeUndefined();
  const { accessKey, accountId, userArn, userId, caller: callerId } = credential.identity;
  expect(caller).toEqual({ kind: 'iam', accessKey, accountId, userArn, userId, callerId });
});

test('the stage is part of the signed path, unless it is $default', async () => {
  const ask = setUp();
  expect((await ask({ headers: await signed('/prod/orders/7'), stageName: 'prod' })).failure).toBeUndefined();
  expect((await ask({ headers: await signed('/orders/7'), stageName: 'prod' })).failure?.status).toBe(403);
});

test('behind a custom domain the path is signed as it was sent', async () => {
  const ask = setUp();
  expect((await ask({ headers: await signed('/shop/orders/7'), stageName: 'prod', sentPath: '/shop/orders/7' })).failure).toBeUndefined();
});

test.each<[string, World, () => Promise<Asked>]>([
  ['nothing signed', {}, async () => ({})],
  ['a token instead of a signature', {}, async () => ({ headers: { authorization: 'Bearer x' } })],
  ['another path', {}, async () => ({ headers: await signed('/orders/8') })],
  ['another method', {}, async () => ({ headers: await signed('/orders/7', 'POST') })],
  ['another secret', {}, async () => ({ headers: await signed('/orders/7', 'GET', { ...credential, secretAccessKey: 'x' }) })],
  ['an unknown key', {}, async () => ({ headers: await signed('/orders/7', 'GET', { ...credential, accessKeyId: 'AKIAX' }) })],
  ['an old signature', {}, async () => ({ headers: await signed('/orders/7'), receivedAt: now + 6 * 60_000 })],
  ['a caller without policies', { own: document() }, async () => ({ headers: await signed('/orders/7') })],
  ['a caller that nobody knows', { isKnown: false }, async () => ({ headers: await signed('/orders/7') })],
  ['a deny', { own: document({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'execute-api:*', Resource: '*' }) }, async () => ({ headers: await signed('/orders/7') })],
  ['an allow of another route', {}, async () => ({ headers: await signed('/invoices'), path: '/invoices' })],
  ['an allow from another account', { callerAccount: '999999999999' }, async () => ({ headers: await signed('/orders/7') })],
])('%s: Forbidden, and only the log says why', async (_, world, asked) => {
  const { failure, caller } = await setUp(world)(await asked());
  expect(failure).toEqual({ status: 403, message: 'Forbidden', reason: expect.any(String) });
  expect(failure?.reason).not.toBe('');
  expect(caller).toBeUndefined();
});
