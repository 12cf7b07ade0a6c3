import type { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as fc from 'fast-check';
import { basic, keyOnly, newApi, newFunction, newStack, resourcesOf } from '../fixture';
import { ApiAccess, JwtIssuer, RestAuthorization } from 'cdk-apigateway-patterns';

interface Design { readonly routes: string[]; readonly plans: string[]; readonly customers: string[] }

const paths = ['/', '/orders', '/orders/{id}', '/orders/{id}/items', '/health', '/files/{path+}', '/orders-archive', '/orders.archive'];
const routes = fc.uniqueArray(fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), fc.constantFrom(...paths)).map((key) => key.join(' ')), { minLength: 2, maxLength: 6 });
const names = (...each: string[]) => fc.uniqueArray(fc.constantFrom(...each), { minLength: 1, maxLength: each.length });
const designs = fc.record({ routes, plans: names('free', 'pro', 'gold'), customers: names('Acme', 'Globex', 'Initech', 'Default') });

/** The route that is added first is the first to create its authorizer. */
function authorizationsIn(stack: Stack): RestAuthorization[] {
  const userPools = [cognito.UserPool.fromUserPoolId(stack, 'Users', 'us-east-1_a1B2c3D4e')];
  const issuers = ['one', 'two'].map((name) => JwtIssuer.oidc({ issuerUrl: `https://${name}.example.com`, audience: ['orders'] }));
  return [
    keyOnly,
    RestAuthorization.cognito({ userPools }),
    RestAuthorization.cognito({ userPools, scopes: ['write'] }),
    RestAuthorization.jwt({ issuers }),
    RestAuthorization.jwt({ issuers: issuers.slice(1), authorizerName: 'Partners', scopes: ['read'] }),
    RestAuthorization.customToken({ handler: newFunction(stack, 'Custom') }),
  ];
}

/** Logical ids; a deployment's changes with its content by design. */
function idsOf({ routes: keys, plans, customers }: Design): string[] {
  const stack = newStack();
  const handlers = ['Even', 'Odd'].map((id) => newFunction(stack, id));
  const authorizations = authorizationsIn(stack);
  const api = newApi({
    resourcePolicy: ApiAccess.fromIpRanges('203.0.113.0/24'),
    cors: { allowOrigins: ['https://shop.example.com'] },
    plans: Object.fromEntries(plans.map((name) => [name, basic])),
    routes: Object.fromEntries(keys.map((key) => [key, {
      handler: handlers[key.length % 2],
      authorization: authorizations[key.length % authorizations.length],
      requestSchema: {},
      throttle: basic.throttle,
    }])),
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
