import { LocalClock, LocalGateway, startLocal, StartLocalOptions, UsageError } from '../../../local/index';
import { AppFolder, planOf, restTemplate } from '../../support/app-folder';

let app: AppFolder;
const running: LocalGateway[] = [];
beforeEach(() => { app = new AppFolder(); });
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (local) => local.close()));
  app.remove();
});

async function start(options: StartLocalOptions): Promise<LocalGateway> {
  const local = await startLocal(options);
  running.push(local);
  return local;
}

const key = 'a-key-of-twenty-characters';
const shop = (quota = 1000): string => app.template('Shop', restTemplate(
  { 'GET /health': {}, 'GET /orders': { apiKeyRequired: true } }, planOf('free', key, { Quota: { Limit: quota, Period: 'DAY' } }),
));

it('gives URLs, keys and APIs by the names that a developer uses', async () => {
  const local = await start({ templates: [shop()] });
  const url = local.url('Orders');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/prod$/);
  expect([local.url('OrdersApi'), local.url('Shop/OrdersApi', 'prod')]).toEqual([url, url]);
  expect((await fetch(`${url}/orders`, { headers: { 'x-api-key': local.apiKey('free') } })).status).toBe(200);
  expect(local.apis).toMatchObject([{ stack: 'Shop', logicalId: 'OrdersApi', type: 'REST', stages: [{ name: 'prod', url }] }]);
  expect(local.apiKeys).toEqual([{ plan: 'free', name: 'free-key', value: key }]);
  expect((await fetch(local.console)).status).toBe(200);
  expect(() => local.url('Nothing')).toThrow(UsageError);
});

it('runs on a clock that the test steers, and counts from zero every time', async () => {
  const clock = LocalClock.frozenAt(new Date('2026-03-01T12:00:00Z'));
  const template = shop(1);
  const call = async (local: LocalGateway): Promise<number> => (await fetch(`${local.url('Orders')}/orders`, { headers: { 'x-api-key': key } })).status;
  const local = await start({ templates: [template], clock });
  expect([await call(local), await call(local)]).toEqual([200, 429]);
  local.clock.advance(12 * 3_600_000);
  expect(await call(local)).toBe(200);
  expect(await call(await start({ templates: [template] }))).toBe(200);
});

it('can run several times side by side, each on ports of its own', async () => {
  const template = shop();
  const [one, two] = await Promise.all([start({ templates: [template] }), start({ templates: [template] })]);
  expect(one.url('Orders')).not.toBe(two.url('Orders'));
  await one.close();
  expect((await fetch(`${two.url('Orders')}/health`)).status).toBe(200);
});

it('reloads when it is asked to', async () => {
  const local = await start({ templates: [shop()] });
  app.template('Shop', restTemplate({ 'GET /new': {} }));
  await local.reload();
  expect((await fetch(`${local.url('Orders')}/new`)).status).toBe(200);
});

test.each<readonly [StartLocalOptions, RegExp]>([
  [{ app: 'cdk.out', templates: ['a.json'] }, /exclude each other/],
  [{ app: '/there/is/no/cdk.out' }, /does not exist/],
  [{ templates: ['/there/is/none.json'] }, /none\.json/],
  [{ templates: [] }, /nothing to serve/],
  [{ port: -1, app: 'x' }, /port/],
])('%j is refused', async (options, message) => {
  await expect(startLocal(options)).rejects.toThrow(message);
});
