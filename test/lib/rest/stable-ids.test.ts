import * as fc from 'fast-check';
import { basic, newApi, newFunction, newStack, resourcesOf } from '../fixture';

interface Design { readonly routes: string[]; readonly plans: string[]; readonly customers: string[] }

const paths = ['/', '/orders', '/orders/{id}', '/orders/{id}/items', '/health', '/files/{path+}', '/orders-archive', '/orders.archive'];
const routes = fc.uniqueArray(fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), fc.constantFrom(...paths)).map((key) => key.join(' ')), { minLength: 2, maxLength: 6 });
const names = (...each: string[]) => fc.uniqueArray(fc.constantFrom(...each), { minLength: 1, maxLength: each.length });
const designs = fc.record({ routes, plans: names('free', 'pro', 'gold'), customers: names('Acme', 'Globex', 'Initech', 'Default') });

/** Logical ids; a deployment's changes with its content by design. */
function idsOf({ routes: keys, plans, customers }: Design): string[] {
  const stack = newStack();
  const handlers = ['Even', 'Odd'].map((id) => newFunction(stack, id));
  const api = newApi({
    cors: { allowOrigins: ['https://shop.example.com'] },
    plans: Object.fromEntries(plans.map((name) => [name, basic])),
    routes: Object.fromEntries(keys.map((key) => [key, { handler: handlers[key.length % 2], requestSchema: {}, throttle: basic.throttle }])),
  }, stack);
  for (const customer of customers) api.addCustomer(customer, { plan: plans[0] ?? '' });
  return Object.entries(resourcesOf(stack)).filter(([, { Type }]) => Type !== 'AWS::ApiGateway::Deployment').map(([id]) => id).sort();
}

const without = (list: string[], index: number) => list.filter((_, each) => each !== index % list.length);

test('order means nothing', () => {
  fc.assert(fc.property(designs, (design) => {
    const reversed = { routes: [...design.routes].reverse(), plans: [...design.plans].reverse(), customers: [...design.customers].reverse() };
    expect(idsOf(reversed)).toEqual(idsOf(design));
  }), { numRuns: 15 });
}, 60_000);

test('what is removed, or added, leaves every other id as it was', () => {
  fc.assert(fc.property(designs, fc.nat(), (design, index) => {
    const all = idsOf(design);
    const smaller = [
      { ...design, routes: without(design.routes, index) },
      { ...design, customers: without(design.customers, index) },
      ...(design.plans.length > 1 ? [{ ...design, plans: design.plans.slice(0, -1) }] : []),
    ];
    for (const each of smaller) expect(all).toEqual(expect.arrayContaining(idsOf(each)));
  }), { numRuns: 15 });
}, 60_000);
