import { mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from '../../examples/orders/orders-stack';
import { startLocal, LocalClock, type LocalGateway } from 'cdk-apigateway-patterns/local';

// Below the repository, so that the functions find the AWS SDK where Lambda's runtime would provide it.
const folder = mkdtempSync(path.join(__dirname, 'cdk.out-'));
const clock = LocalClock.frozenAt(new Date('2026-03-31T23:59:00Z'));
let local: LocalGateway;

beforeAll(async () => {
  const app = new App({ outdir: folder });
  new OrdersStack(app, 'Orders');
  app.synth();
  local = await startLocal({ app: folder, clock });
}, 60_000);
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});
// Every test starts with full buckets and a fresh daily quota.
beforeEach(() => clock.advance(24 * 3_600_000));

const call = (method: string, route: string, key?: string, body?: unknown) => fetch(`${local.url('Orders')}${route}`, {
  method,
  headers: { 'Content-Type': 'application/json', ...(key && { 'x-api-key': key }) },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});
const order = { items: [{ sku: 'TEA-001', quantity: 2 }], note: 'ring twice' };
const acme = () => local.apiKey('Acme');
const globex = () => local.apiKey('Globex');

test('a customer creates an order and reads it again', async () => {
  const created = await call('POST', '/orders', acme(), order);
  expect(created.status).toBe(201);
  const document = await created.json() as { orderId: string };
  expect(document).toMatchObject({ ...order, orderId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const read = await call('GET', `/orders/${document.orderId}`, acme());
  expect([read.status, await read.json()]).toEqual([200, document]);
});

test('a customer lists their orders page by page, newest first', async () => {
  for (const sku of ['AAA', 'BBB', 'CCC']) expect((await call('POST', '/orders', globex(), { items: [{ sku, quantity: 1 }] })).status).toBe(201);
  const first = await (await call('GET', '/orders?limit=2', globex())).json() as { orders: unknown[]; next: string };
  expect(first.orders).toHaveLength(2);
  const second = await (await call('GET', `/orders?limit=2&after=${first.next}`, globex())).json() as { orders: unknown[]; next?: string };
  expect(second.orders).toHaveLength(1);
  expect((await call('GET', '/orders?limit=0', globex())).status).toBe(400);
});

test('a customer never sees the orders of another', async () => {
  const { orderId } = await (await call('POST', '/orders', acme(), order)).json() as { orderId: string };
  expect((await call('GET', `/orders/${orderId}`, globex())).status).toBe(404);
});

test.each([
  ['no items', {}],
  ['an empty list', { items: [] }],
  ['a quantity of zero', { items: [{ sku: 'TEA-001', quantity: 0 }] }],
  ['a quantity that is text', { items: [{ sku: 'TEA-001', quantity: '2' }] }],
  ['an unknown field', { ...order, price: 0 }],
  ['a malformed SKU', { items: [{ sku: 'tea', quantity: 1 }] }],
])('an order with %s is refused before a function runs', async (_, body) => {
  const answer = await call('POST', '/orders', globex(), body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ message: 'Invalid request body' });
});

test.each([['no key', undefined], ['a wrong key', 'x'.repeat(30)]])('%s is refused', async (_, key) => {
  const answer = await call('GET', '/orders', key);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ message: 'Forbidden' });
});

test('health answers without a key', async () => {
  const answer = await call('GET', '/health');
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});

test('a browser of the shop may read an error, another origin may not', async () => {
  const refused = await fetch(`${local.url('Orders')}/orders`, { headers: { Origin: 'https://shop.example.com' } });
  expect(refused.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
  const preflight = await fetch(`${local.url('Orders')}/orders`, { method: 'OPTIONS', headers: { 'Origin': 'https://shop.example.com', 'Access-Control-Request-Method': 'POST' } });
  expect(preflight.status).toBe(204);
});

test('the free tier takes a burst of five, then two a second', async () => {
  const answers = async (count: number) => {
    const statuses = [];
    for (let i = 0; i < count; i++) statuses.push((await call('GET', '/orders', acme())).status);
    return statuses;
  };
  expect(await answers(6)).toEqual([200, 200, 200, 200, 200, 429]);
  clock.advance(1000);
  expect(await answers(3)).toEqual([200, 200, 429]);
});

test('the daily quota of the free tier ends at midnight UTC', async () => {
  clock.set(new Date('2026-06-01T12:00:00Z'));
  for (let i = 0; i < 1000; i++) {
    clock.advance(500);
    expect((await call('GET', '/orders?limit=1', acme())).status).toBe(200);
  }
  clock.advance(500);
  const refused = await call('GET', '/orders', acme());
  expect([refused.status, await refused.json()]).toEqual([429, expect.objectContaining({ message: 'Limit Exceeded' })]);
  clock.set(new Date('2026-06-01T23:59:59.999Z'));
  expect((await call('GET', '/orders', acme())).status).toBe(429);
  clock.set(new Date('2026-06-02T00:00:00Z'));
  expect((await call('GET', '/orders', acme())).status).toBe(200);
}, 60_000);
