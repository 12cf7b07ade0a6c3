import * as fc from 'fast-check';
import { newFunction, newStack, resourcesOf } from '../fixture';
import { newHttpApi, partners, users } from './http-fixture';
import { HttpAuthorization, HttpBackend } from 'cdk-apigateway-patterns';

const paths = ['/', '/orders', '/orders/{id}', '/orders/{id}/items', '/files/{path+}', '/orders-archive', '/orders.archive'];
const keys = fc.uniqueArray(
  fc.oneof({ weight: 8, arbitrary: fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), fc.constantFrom(...paths)).map((key) => key.join(' ')) }, { weight: 1, arbitrary: fc.constant('$default') }),
  { minLength: 2, maxLength: 6 },
);

/** Logical ids. What a route has follows from its key, so that it is the same in every design. */
function idsOf(design: readonly string[], withCors: boolean): string[] {
  const stack = newStack();
  const handlers = ['Even', 'Odd'].map((id) => newFunction(stack, id));
  const authorizations = [
    undefined,
    HttpAuthorization.jwt({ issuer: users, scopes: ['admin'] }),
    HttpAuthorization.jwt({ issuer: partners }),
    HttpAuthorization.iam(),
    HttpAuthorization.customFunction({ handler: newFunction(stack, 'Decide') }),
    HttpAuthorization.publicAccess('for a test only'),
  ];
  const alarmed = (key: string) => key.startsWith('GET') && key.length % 3 === 0;
  newHttpApi({
    additionalIssuers: { partners },
    ...(withCors && { cors: { allowOrigins: ['https://shop.example.com'] } }),
    routes: Object.fromEntries(design.map((key) => [key, {
      ...(key.length % 4 === 0 && !key.startsWith('$') ? { backend: HttpBackend.url('https://orders.example.com') } : { handler: handlers[key.length % 2] }),
      authorization: authorizations[key.length % authorizations.length],
      ...(alarmed(key) && { alarms: {} }),
      ...(key.startsWith('POST') && { throttle: { rateLimit: 1, burstLimit: 1 } }),
    }])),
  }, stack);
  return Object.keys(resourcesOf(stack)).sort();
}

test('order means nothing', () => {
  fc.assert(fc.property(keys, fc.boolean(), (design, withCors) => {
    expect(idsOf([...design].reverse(), withCors)).toEqual(idsOf(design, withCors));
  }), { numRuns: 15 });
}, 60_000);

test('what is removed, or added, leaves every other id as it was', () => {
  fc.assert(fc.property(keys, fc.nat(), fc.boolean(), (design, index, withCors) => {
    const smaller = design.filter((_, each) => each !== index % design.length);
    expect(idsOf(design, withCors)).toEqual(expect.arrayContaining(idsOf(smaller, withCors)));
  }), { numRuns: 15 });
}, 60_000);
