import * as fc from 'fast-check';
import { RouteKey } from '../../../lib/common/private/route-key';

test.each([
  ['GET /', [], []],
  ['GET /orders', ['orders'], []],
  ['PATCH /orders/{id}/items/{itemId}', ['orders', '{id}', 'items', '{itemId}'], ['id', 'itemId']],
  ['ANY /{proxy+}', ['{proxy+}'], ['proxy']],
  ['GET /v1.0/$meta/a:b', ['v1.0', '$meta', 'a:b'], []],
])('%s is a route', (key, segments, names) => {
  const parsed = RouteKey.parse(key);
  expect([String(parsed), parsed.segments, parsed.parameterNames]).toEqual([key, segments, names]);
});

test.each([
  ['/orders', 'expected a method, one space and a path'],
  ['GET  /orders', 'expected a method, one space and a path'],
  ['get /orders', 'upper case, "GET /orders"'],
  ['FETCH /orders', '"FETCH" is not a method'],
  ['GET orders', 'must begin with "/", like "/orders"'],
  ['GET /orders/', 'must not end with "/"; use "/orders"'],
  ['GET //', 'must not end with "/"; use "/"'],
  ['GET /a//b', 'empty segment'],
  ['GET /orders?x=1', 'requiredQueryParameters'],
  ['GET /orders/:id', 'write the path parameter ":id" as "{id}"'],
  ['GET /orders/{id}.json', 'fills a whole segment'],
  ['GET /{a+}/b', 'greedy parameter "{a+}" must be the last segment'],
  ['GET /{id}/x/{id}', '"id" appears twice'],
  ['GET /caf\u00e9', 'characters that API Gateway refuses'],
  ['$default', 'use "ANY /{proxy+}"'],
])('%s is refused with the fix', (key, message) => {
  expect(() => RouteKey.parse(key)).toThrow(message);
  expect(() => RouteKey.parse(key)).toThrow(JSON.stringify(key));
});

test('two route keys never share a construct id', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9._$-]{1,4}$/);
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  fc.assert(fc.property(path, path, (left, right) => {
    const ids = [left, right].map((each) => RouteKey.parse(`GET ${each}`).constructId);
    expect(ids[0] === ids[1]).toBe(left === right);
    expect(ids.join('')).not.toContain('/');
  }));
});

describe('HTTP APIs', () => {
  test('have a route for everything else', () => {
    const key = RouteKey.parse('$default', 'HTTP');
    expect([String(key), key.isDefault, key.method, key.segments, key.constructId, key.policyPattern]).toEqual(['$default', true, 'ANY', [], '$default', '*']);
    expect(RouteKey.parse('GET /', 'HTTP').isDefault).toBe(false);
  });

  test('have no required query parameters to speak of', () => {
    expect(() => RouteKey.parse('GET /orders?x=1', 'HTTP')).toThrow('functions get it with each event');
  });

  test.each([
    ['GET /orders/{id}', 'GET /orders/{orderId}', true],
    ['GET /orders/{id}', 'GET /orders/{id+}', false],
    ['GET /orders/{id}', 'POST /orders/{id}', false],
    ['GET /{a}/b/{c}', 'GET /{c}/b/{a}', true],
  ])('%s and %s take the same requests: %s', (left, right, same) => {
    expect(RouteKey.parse(left, 'HTTP').shape === RouteKey.parse(right, 'HTTP').shape).toBe(same);
  });
});
