import { ageInSeconds } from '../../../handlers/shared/age';

test.each([
  ['some time ago', 61_000, 1_000, 60],
  ['now', 1_000, 1_000, 0],
  ['never', 1_000, -Infinity, Infinity],
  ['after the clock was set back', 1_000, 61_000, Infinity],
])('%s', (_name, now, since, age) => expect(ageInSeconds({ now: () => now }, since)).toBe(age));
