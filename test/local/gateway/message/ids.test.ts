import { RandomIds } from '../../../../local/gateway/message/ids';

const receivedAt = Date.UTC(2026, 10, 21, 9, 37, 48);
const ids = new RandomIds();

test.each([
  ['requestId', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ['extendedRequestId', /^[A-Za-z0-9+/]{15}=$/],
  ['apigwRequestId', /^[A-Za-z0-9_-]{15}=$/],
  ['traceId', /^Root=1-6b01666c-[0-9a-f]{24}$/],
] as const)('no %s is given twice', (kind, shape) => {
  const given = Array.from({ length: 5000 }, () => ids[kind](receivedAt));
  expect(given.filter((id) => !shape.test(id))).toEqual([]);
  expect(new Set(given).size).toBe(given.length);
});
