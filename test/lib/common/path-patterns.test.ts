import { RouteKey } from '../../../lib/common/private/route-key';
import { commonRoute, containsPath } from '../../../lib/common/routes/path-patterns';

const keyOf = (key: string) => RouteKey.parse(key, 'HTTP');

test.each([
  ['$default', 'GET /', true],
  ['ANY /{proxy+}', 'GET /orders/{id}', true],
  ['ANY /{proxy+}', 'GET /', false],
  ['ANY /{proxy+}', '$default', false],
  ['ANY /admin/{proxy+}', 'GET /admin', false],
  ['ANY /admin/{proxy+}', 'GET /{proxy+}', false],
  ['ANY /{tenant}/{proxy+}', 'GET /shop/{path+}', true],
  ['ANY /{tenant}/admin', 'GET /shop/{path+}', false],
  ['ANY /orders/{id}', 'GET /orders/mine', true],
  ['ANY /orders/mine', 'GET /orders/{id}', false],
  ['ANY /orders', 'GET /orders', true],
  ['ANY /', 'GET /', true],
  ['ANY /orders', 'GET /orders/{id}', false],
])('every path of the second is one of the first: %s, %s: %s', (outer, inner, expected) => {
  expect(containsPath(keyOf(outer), keyOf(inner))).toBe(expected);
});

test.each([
  ['GET /{proxy+}', 'ANY /admin/{path+}', 'GET /admin/{path+}'],
  ['GET /{id}', 'ANY /admin', 'GET /admin'],
  ['GET /{tenant}/users', 'ANY /admin/{proxy+}', 'GET /admin/users'],
  ['ANY /{a}/users', 'GET /admin/{b}', 'GET /admin/users'],
  ['GET /{id}/x', 'ANY /x/{id}', 'GET /x/x'],
  ['GET /{a}/x/{b}', 'ANY /x/{a}/{c+}', 'GET /x/x/{b}'],
  ['GET /{b}/{c+}', 'ANY /{a}/x/{b}', 'GET /{a}/x/{b}'],
  ['GET /{a}/{b}/x', 'ANY /{b}/{c}/{d}', 'GET /{b}/{c}/x'],
  ['GET /{a}/{b}', 'ANY /{c+}', 'GET /{a}/{b}'],
  ['GET /{proxy+}', 'POST /admin/{proxy+}', undefined],
  ['GET /orders', 'ANY /admin', undefined],
  ['GET /admin', 'ANY /admin/{proxy+}', undefined],
  ['GET /', 'ANY /', 'GET /'],
  ['GET /', 'ANY /{proxy+}', undefined],
  ['GET /orders', '$default', undefined],
])('what %s and %s have in common is %s', (one, other, expected) => {
  const [left, right] = [keyOf(one), keyOf(other)];
  expect(commonRoute(left, right)?.toString()).toBe(expected);
  expect(commonRoute(right, left)?.shape).toBe(commonRoute(left, right)?.shape);
});
