import { CatalogueApi } from '../../../local/console/catalogue';
import { findApi, findStage } from '../../../local/runtime/find/find-api';
import { findKey, planKeys } from '../../../local/runtime/find/find-key';

const api = (stack: string, logicalId: string, more: Partial<CatalogueApi> = {}): CatalogueApi => ({
  stack, logicalId, apiId: `id-${logicalId}`, name: `name-${logicalId}`, type: 'REST', stages: [{ name: 'prod', url: `http://x/${logicalId}`, routes: [], tiers: [] }], ...more,
});

const apis = [
  api('Shop', 'OrdersApiAAAA', { constructPath: 'Shop/Orders/Api/Resource', name: 'orders' }),
  api('Shop', 'AdminApiBBBB', { constructPath: 'Shop/Admin/Api/Resource' }),
  api('Pay', 'ApiCCCC', { constructPath: 'Pay/Api/Resource' }),
  api('Other', 'OrdersCCCC', { constructPath: 'Other/Basket/Resource' }),
];

test.each([
  ['OrdersApiAAAA', 'OrdersApiAAAA'],
  ['Shop/AdminApiBBBB', 'AdminApiBBBB'],
  ['id-ApiCCCC', 'ApiCCCC'],
  ['orders', 'OrdersApiAAAA'],
  ['Orders', 'OrdersApiAAAA'],
  ['Admin/Api', 'AdminApiBBBB'],
  ['Shop/Admin', 'AdminApiBBBB'],
  ['Pay', 'ApiCCCC'],
  ['AdminA', 'AdminApiBBBB'],
])('%s means %s', (name, logicalId) => {
  expect(findApi(apis, name).logicalId).toBe(logicalId);
});

test.each([
  ['Shop', '"Shop" means several APIs: Shop/OrdersApiAAAA, Shop/AdminApiBBBB; use one of these'],
  ['Nothing', 'there is no API "Nothing"; the templates hold Shop/OrdersApiAAAA, Shop/AdminApiBBBB, Pay/ApiCCCC, Other/OrdersCCCC'],
])('%s is refused with the candidates', (name, message) => {
  expect(() => findApi(apis, name)).toThrow(message);
});

it('says when there is no API at all', () => {
  expect(() => findApi([], 'x')).toThrow('there is no API "x"; the templates hold none');
});

it('takes the only stage, or the one that is named', () => {
  const [one = api('', '')] = apis;
  const two = { ...one, stages: [...one.stages, { name: 'test', url: 'http://x/test', routes: [], tiers: [] }] };
  expect(findStage(one).name).toBe('prod');
  expect(findStage(two, 'test').name).toBe('test');
  expect(() => findStage(two)).toThrow('Shop/OrdersApiAAAA has several stages, say which: prod, test');
  expect(() => findStage(one, 'dev')).toThrow('Shop/OrdersApiAAAA has no stage "dev"; its stages: prod');
  expect(() => findStage({ ...one, stages: [] })).toThrow('Shop/OrdersApiAAAA has no stage');
});

describe('keys', () => {
  const key = (name: string, more: object = {}) => ({ name, value: `value-${name}`, enabled: true, ...more });
  const tiers = [
    { name: 'free', keys: [key('k1', { customerId: 'Acme' }), key('off', { enabled: false })] },
    { name: 'pro', keys: [key('k2', { customerId: 'Globex' }), key('k1', { customerId: 'Acme' })] },
  ];
  const keys = planKeys([api('Shop', 'A', { stages: [{ name: 'a', url: '', routes: [], tiers }, { name: 'b', url: '', routes: [], tiers }] })]);

  it('lists every usable key once per plan', () => {
    expect(keys.map(({ plan, name }) => `${plan} ${name}`)).toEqual(['free k1', 'pro k2', 'pro k1']);
  });

  test.each([['Acme', 'value-k1'], ['k2', 'value-k2'], ['pro', 'value-k2']])('%s has %s', (name, value) => {
    expect(findKey(keys, name)).toBe(value);
  });

  it('lists customers and plans when none fits, never values', () => {
    expect(() => findKey(keys, 'x')).toThrow('there is no API key of a customer or plan "x"; there are Acme (free), Globex (pro), Acme (pro)');
    expect(() => findKey([], 'x')).toThrow('no usage plan has a key');
  });
});
