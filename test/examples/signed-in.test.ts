import { mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { SignedInStack } from '../../examples/orders/signed-in-stack';
import { startLocal, LocalClock, type LocalGateway, type TokenRequest } from 'cdk-apigateway-patterns/local';

// Below the repository, so that the functions find the AWS SDK where Lambda's runtime would provide it.
const folder = mkdtempSync(path.join(__dirname, 'cdk.out-'));
// Functions have the time of the machine, as on AWS. A clock that is behind it for as long as the tests last never makes tokens of the future.
const clock = LocalClock.frozenAt(new Date(Date.now() - 600_000));
let local: LocalGateway;
let elsewhere: LocalGateway;

beforeAll(async () => {
  const app = new App({ outdir: folder });
  new SignedInStack(app, 'OrdersSignedIn');
  app.synth();
  [local, elsewhere] = await Promise.all([startLocal({ app: folder, clock }), startLocal({ app: folder })]);
}, 60_000);
afterAll(async () => {
  await Promise.all([local?.close(), elsewhere?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const initech = 'initech-warehouse-4b1d8c2e';
const hooli = 'hooli-storefront-9f27a6d0';
const tokenOf = (clientId: string, ...scopes: string[]) => ({ sub: clientId, clientId, scopes });
const order = { items: [{ sku: 'TEA-001', quantity: 2 }] };

function call(method: string, route: string, token: TokenRequest | string | undefined, more: Record<string, string> = {}): Promise<Response> {
  const text = typeof token === 'object' ? local.token(token) : token;
  return fetch(`${local.url('SignedIn')}${route}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(text !== undefined && { Authorization: `Bearer ${text}` }), ...more },
    ...(method === 'POST' && { body: JSON.stringify(order) }),
  });
}

// Every test starts with full buckets.
beforeEach(() => clock.advance(5_000));

test('a client with the scope for it creates an order, and reads it again', async () => {
  const created = await call('POST', '/orders', tokenOf(hooli, 'orders/write'));
  expect(created.status).toBe(201);
  const document = await created.json() as { orderId: string };
  const read = await call('GET', `/orders/${document.orderId}`, tokenOf(hooli, 'orders/read'));
  expect([read.status, await read.json()]).toEqual([200, document]);
});

test('a client that may read may not write, whichever it does first with its token', async () => {
  for (const methods of [['GET', 'POST'], ['POST', 'GET']]) {
    const token = local.token({ ...tokenOf(hooli, 'orders/read'), claims: { first: methods.join() } });
    const statuses = new Map<string, number>();
    for (const method of methods) statuses.set(method, (await call(method, '/orders', token)).status);
    expect(Object.fromEntries(statuses)).toEqual({ GET: 200, POST: 403 });
  }
});

test('a client never sees the orders of another', async () => {
  const { orderId } = await (await call('POST', '/orders', tokenOf(hooli, 'orders/write'))).json() as { orderId: string };
  expect((await call('GET', `/orders/${orderId}`, tokenOf(initech, 'orders/read'))).status).toBe(404);
});

test('the plan follows from the token: the free tier takes a burst of five, the pro tier more', async () => {
  const statuses = async (token: string) => {
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push((await call('GET', '/orders', token)).status);
    return answers;
  };
  expect(await statuses(local.token(tokenOf(initech, 'orders/read')))).toEqual([200, 200, 200, 200, 200, 429, 429]);
  expect(await statuses(local.token(tokenOf(hooli, 'orders/read')))).toEqual(Array(7).fill(200));
});

test('a key that a caller sends is not looked at, so nobody can borrow a better plan', async () => {
  const token = local.token(tokenOf(initech, 'orders/read'));
  const statuses = [];
  for (let i = 0; i < 6; i++) statuses.push((await call('GET', '/orders', token, { 'x-api-key': hooli })).status);
  expect(statuses.at(-1)).toBe(429);
});

test('a client of the issuer that is no customer is refused', async () => {
  expect((await call('GET', '/orders', tokenOf('stranger-0000-1111-2222', 'orders/read'))).status).toBe(403);
});

test.each<[string, number, () => TokenRequest | string | undefined]>([
  ['no token', 401, () => undefined],
  ['nonsense', 401, () => 'nonsense'],
  ['a token for another API', 401, () => ({ ...tokenOf(hooli, 'orders/read'), audience: 'https://api.other.example' })],
  ['an expired token', 401, () => ({ ...tokenOf(hooli, 'orders/read'), expiresInSeconds: -60 })],
  ['a token of another gateway\'s issuer', 401, () => elsewhere.token(tokenOf(hooli, 'orders/read'))],
  ['a token without a scope', 403, () => tokenOf(hooli)],
])('%s: %d', async (_, status, token) => {
  const answer = await call('GET', '/orders', token());
  expect(answer.status).toBe(status);
  expect(JSON.stringify(await answer.json())).not.toMatch(/arn:|jwt|signature|audience/i);
});

test('a body is looked at after the token', async () => {
  const send = (token: string | undefined) => fetch(`${local.url('SignedIn')}/orders`, {
    method: 'POST', body: '{"items":[]}', headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
  });
  expect((await send(undefined)).status).toBe(401);
  expect((await send(local.token(tokenOf(hooli, 'orders/write')))).status).toBe(400);
});
