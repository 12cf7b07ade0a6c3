import * as fc from 'fast-check';
import { assertQuota, quotaWindow } from '../../../../local/gateway/usage/quota-window';
import { Quota } from '../../../../local/model/usage/usage-plan';

const window = (quota: Partial<Quota>, now: string) => {
  const { start, end } = quotaWindow({ limit: 1, period: 'DAY', offset: 0, ...quota }, Date.parse(now));
  return [new Date(start).toISOString(), new Date(end).toISOString()].map((time) => time.replace('T00:00:00.000Z', ''));
};

test.each<[Partial<Quota>, string, string, string]>([
  [{ period: 'DAY' }, '2026-03-10T00:00:00.000Z', '2026-03-10', '2026-03-11'],
  [{ period: 'DAY' }, '2026-03-10T23:59:59.999Z', '2026-03-10', '2026-03-11'],
  // 2026-03-08 is a Sunday.
  [{ period: 'WEEK' }, '2026-03-08T00:00:00.000Z', '2026-03-08', '2026-03-15'],
  [{ period: 'WEEK' }, '2026-03-14T23:59:59.999Z', '2026-03-08', '2026-03-15'],
  [{ period: 'WEEK', offset: 1 }, '2026-03-08T12:00:00.000Z', '2026-03-02', '2026-03-09'],
  [{ period: 'WEEK', offset: 1 }, '2026-03-09T00:00:00.000Z', '2026-03-09', '2026-03-16'],
  [{ period: 'WEEK', offset: 6 }, '2026-03-14T00:00:00.000Z', '2026-03-14', '2026-03-21'],
  [{ period: 'MONTH' }, '2026-02-28T23:59:59.999Z', '2026-02-01', '2026-03-01'],
  [{ period: 'MONTH' }, '2028-02-29T12:00:00.000Z', '2028-02-01', '2028-03-01'],
  [{ period: 'MONTH', offset: 14 }, '2026-03-14T23:59:59.999Z', '2026-02-15', '2026-03-15'],
  [{ period: 'MONTH', offset: 14 }, '2026-03-15T00:00:00.000Z', '2026-03-15', '2026-04-15'],
  [{ period: 'MONTH', offset: 27 }, '2026-03-01T00:00:00.000Z', '2026-02-28', '2026-03-28'],
  [{ period: 'MONTH', offset: 27 }, '2026-01-05T00:00:00.000Z', '2025-12-28', '2026-01-28'],
])('%j at %s is counted from %s to %s', (quota, now, start, end) => {
  expect(window(quota, now)).toEqual([start, end]);
});

const quotas = fc.oneof(
  fc.constant({ limit: 1, period: 'DAY' as const, offset: 0 }),
  fc.nat(6).map((offset) => ({ limit: 1, period: 'WEEK' as const, offset })),
  fc.nat(27).map((offset) => ({ limit: 1, period: 'MONTH' as const, offset })),
);

test('windows follow one another without a gap, start at midnight UTC and on the day of the offset', () => {
  fc.assert(fc.property(quotas, fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (quota, now) => {
    const { start, end } = quotaWindow(quota, now);
    expect(start <= now && now < end).toBe(true);
    expect(Number.isInteger(start / 86_400_000)).toBe(true);
    expect(quotaWindow(quota, end).start).toBe(end);
    expect(quotaWindow(quota, start - 1).end).toBe(start);
    if (quota.period === 'WEEK') expect(new Date(start).getUTCDay()).toBe(quota.offset);
    if (quota.period === 'MONTH') expect(new Date(start).getUTCDate()).toBe(quota.offset + 1);
  }));
});

test.each<[Partial<Quota>, string]>([
  [{ period: 'DAY', offset: 1 }, 'usage plan "gold" has the quota offset 1: with the period DAY the service takes 0 only'],
  [{ period: 'WEEK', offset: 7 }, '0 to 6, days from the start of the week'],
  [{ period: 'MONTH', offset: 28 }, '0 to 27, days from the start of the month'],
  [{ period: 'MONTH', offset: -1 }, '0 to 27'],
  [{ limit: -5 }, 'quota limit -5: expected an integer of 0 or more'],
  [{ limit: 1.5 }, 'quota limit 1.5'],
])('what the service refuses is refused: %j', (quota, message) => {
  expect(() => assertQuota({ limit: 1, period: 'DAY', offset: 0, ...quota }, 'gold')).toThrow(message);
});
