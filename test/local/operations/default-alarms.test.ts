import { type Call, DAY, HOUR, MINUTE, PERIOD, ShopApp, type WatchedShop } from './watched-shop';

// The alarms of RestApiWithUsagePlans as they are without tuning, on a clock that stands still: 2 of 3 periods of five minutes, and a floor of 20 requests.

jest.setTimeout(60_000);

let app: ShopApp;
let shop: WatchedShop;
beforeAll(async () => { app = await ShopApp.create(); });
afterAll(async () => { await app?.remove(); });
beforeEach(async () => { shop = await app.start(); });
afterEach(async () => { await shop.close(); });

const healthy: Call = { times: 30 };
const nothing: readonly string[] = [];

test('an API that nobody calls, and one that works, alarms nobody', async () => {
  expect(await shop.alarms('INSUFFICIENT_DATA')).toEqual(nothing);
  expect(await shop.alarms('OK')).toEqual([
    'AcmeQuotaUsage', 'AuthorizerFailures', 'ClientErrorRate',
    'GETreportsidAlarmsClientErrorRate', 'GETreportsidAlarmsIntegrationLatencyP99', 'GETreportsidAlarmsLatencyP99', 'GETreportsidAlarmsServerErrorRate',
    'HooliQuotaUsage', 'IntegrationLatencyP99', 'LatencyP99', 'ServerErrorRate', 'ThrottledRequests', 'UmbrellaQuotaUsage',
  ]);
  expect(await shop.periods(3, healthy, { path: '/private', customer: null, token: 'allow' })).toEqual(Array(3).fill({ 200: 31 }));
  expect([await shop.alarms('ALARM'), shop.lines]).toEqual([nothing, nothing]);
});

describe.each<{ cause: string; alarms: string[]; trouble: Call[]; answers: Record<number, number>; belowFloor: Call[] }>([
  {
    cause: 'a function that answers 500 once in a hundred times',
    alarms: ['ServerErrorRate'],
    trouble: [{ times: 99 }, { path: '/orders?status=500' }],
    answers: { 200: 99, 500: 1 },
    belowFloor: [{ path: '/orders?status=500', times: 19 }],
  },
  {
    cause: 'a quarter of callers that have no key',
    alarms: ['ClientErrorRate'],
    trouble: [{ times: 15 }, { customer: null, times: 5 }],
    answers: { 200: 15, 403: 5 },
    belowFloor: [{ customer: null, times: 19 }],
  },
  {
    cause: 'a quarter of callers that an authorizer denies',
    alarms: ['ClientErrorRate'],
    trouble: [{ times: 15 }, { path: '/private', customer: null, token: 'deny', times: 5 }],
    answers: { 200: 15, 403: 5 },
    belowFloor: [{ path: '/private', customer: null, token: 'deny', times: 19 }],
  },
  {
    cause: 'a backend that takes 2.5 seconds once in twenty times',
    alarms: ['IntegrationLatencyP99'],
    trouble: [{ times: 19 }, { path: '/orders?wait=2500' }],
    answers: { 200: 20 },
    belowFloor: [{ path: '/orders?wait=2500', times: 19 }],
  },
  {
    cause: 'a backend that takes 3 seconds once in twenty times',
    alarms: ['IntegrationLatencyP99', 'LatencyP99'],
    trouble: [{ times: 19 }, { path: '/orders?wait=3000' }],
    answers: { 200: 20 },
    belowFloor: [{ path: '/orders?wait=3000', times: 19 }],
  },
  {
    cause: 'an authorizer that takes 3 seconds once in twenty times',
    alarms: ['LatencyP99'],
    trouble: [{ times: 19 }, { path: '/private', customer: null, token: 'wait 3000' }],
    answers: { 200: 20 },
    belowFloor: [{ path: '/private', customer: null, token: 'wait 3000', times: 19 }],
  },
  {
    cause: 'a customer who is a hundred requests above their plan',
    alarms: ['ThrottledRequests'],
    trouble: [{ times: 300 }, { customer: 'Initech', times: 105 }],
    answers: { 200: 305, 429: 100 },
    belowFloor: [{ times: 300 }, { customer: 'Initech', times: 104 }],
  },
  {
    cause: 'an authorizer that fails',
    alarms: ['AuthorizerFailures'],
    trouble: [{ path: '/private', customer: null, token: 'broken' }],
    answers: { 500: 1 },
    belowFloor: [{ path: '/private', customer: null, token: 'deny' }, { path: '/private', customer: null }, { path: '/orders?status=500' }],
  },
])('$cause', ({ alarms, trouble, answers, belowFloor }) => {
  test(`fires ${alarms.join(' and ')} when it lasts, and is over when it ends`, async () => {
    expect(await shop.periods(1, ...trouble)).toEqual([answers]);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    await shop.periods(1, ...trouble);
    expect(await shop.alarms('ALARM')).toEqual(alarms);
    expect([...shop.lines].sort()).toEqual(alarms.map((name) => `${name} OK -> ALARM`));

    await shop.periods(3, healthy);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    expect([...shop.lines.slice(alarms.length)].sort()).toEqual(alarms.map((name) => `${name} ALARM -> OK`));
  });

  test('fires nothing by itself below the floor', async () => {
    await shop.periods(4, ...belowFloor);
    expect([await shop.alarms('ALARM'), shop.lines]).toEqual([nothing, nothing]);
  });

  test('is over, too, when nobody calls any more', async () => {
    await shop.periods(2, ...trouble);
    shop.pass(HOUR);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    expect(shop.lines).toHaveLength(2 * alarms.length);
  });
});

test('one slow call among many that reach no backend is no slow backend', async () => {
  await shop.periods(3, { customer: null, times: 40 }, { path: '/orders?wait=2900' });
  expect(await shop.alarms('ALARM')).toEqual(['ClientErrorRate']);
});

test('what failed longer ago than three periods does not count any more', async () => {
  const broken: Call = { path: '/private', customer: null, token: 'broken' };
  await shop.periods(1, broken);
  await shop.periods(2, healthy);
  await shop.periods(1, broken);
  expect(await shop.alarms('ALARM')).toEqual(nothing);
  await shop.periods(1, healthy);
  await shop.periods(1, broken);
  expect(await shop.alarms('ALARM')).toEqual(['AuthorizerFailures']);
});

describe('a customer who uses up their quota', () => {
  test('of a day: theirs fires when four fifths are used, and is over a day later', async () => {
    await shop.call({ customer: 'Acme', times: 39 }, { customer: 'Umbrella', times: 39 });
    shop.pass(HOUR);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    expect(await shop.call({ customer: 'Acme', times: 12 })).toEqual({ 200: 11, 429: 1 });
    shop.pass(MINUTE);
    expect(await shop.alarms('ALARM')).toEqual(['AcmeQuotaUsage']);
    shop.pass(DAY);
    await shop.call({ customer: 'Acme', times: 5 });
    shop.pass(PERIOD);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    expect(shop.lines).toEqual(['AcmeQuotaUsage OK -> ALARM', 'AcmeQuotaUsage ALARM -> OK']);
  });

  test('of a day: is over as well when they stop calling', async () => {
    await shop.call({ customer: 'Acme', times: 50 });
    shop.pass(HOUR);
    expect(await shop.alarms('ALARM')).toEqual(['AcmeQuotaUsage']);
    shop.pass(DAY);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
  });

  test('of a month: fires at the pace of seven days, and is over when it slows down', async () => {
    await shop.call({ customer: 'Hooli', times: 55 });
    shop.pass(DAY);
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    await shop.call({ customer: 'Hooli' });
    shop.pass(HOUR);
    expect(await shop.alarms('ALARM')).toEqual(['HooliQuotaUsage']);
    for (let day = 0; day < 8; day++) {
      await shop.call({ customer: 'Hooli', times: 2 });
      shop.pass(DAY);
    }
    expect(await shop.alarms('ALARM')).toEqual(nothing);
    expect(shop.lines).toEqual(['HooliQuotaUsage OK -> ALARM', 'HooliQuotaUsage ALARM -> OK']);
  });
});

describe('a route with alarms of its own', () => {
  test('fires them when it alone is in trouble, which the API as a whole hardly feels', async () => {
    await shop.periods(2, { times: 100 }, { path: '/reports/1?status=404', times: 10 }, { path: '/reports/2?status=404', times: 10 });
    expect(await shop.alarms('ALARM')).toEqual(['GETreportsidAlarmsClientErrorRate']);
    await shop.periods(2, { times: 100 }, { path: '/reports/1', times: 20 });
    expect(await shop.alarms('ALARM')).toEqual(nothing);
  });

  test('fires them together with those of the API, never for another route', async () => {
    await shop.periods(2, { path: '/orders?status=500', times: 20 });
    expect(await shop.alarms('ALARM')).toEqual(['ServerErrorRate']);
    await shop.periods(2, { path: '/reports/1?status=500', times: 20 }, { path: '/reports/1?wait=3000' });
    expect(await shop.alarms('ALARM')).toEqual([
      'GETreportsidAlarmsIntegrationLatencyP99', 'GETreportsidAlarmsLatencyP99', 'GETreportsidAlarmsServerErrorRate', 'IntegrationLatencyP99', 'LatencyP99', 'ServerErrorRate',
    ]);
  });

  test('does not fire them below the floor', async () => {
    await shop.periods(4, { times: 2000 }, { path: '/reports/1?status=500', times: 19 });
    expect(await shop.alarms('ALARM')).toEqual(nothing);
  });
});
