import fc from 'fast-check';
import { Conditions, judge } from '../../../local/alarms/datapoints';
import { ComparisonOperator, MissingData } from '../../../local/model/watching/alarm';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** `0`: within the threshold, `X`: beyond it, `-`: missing; the oldest first. */
const points = (text: string): number[] => [...text.replace(/ /g, '')].map((sign) => (sign === 'X' ? 10 : sign === '0' ? 0 : NaN));
const conditions = (missingData: MissingData, datapointsToAlarm: number, evaluationPeriods = 3): Conditions => (
  { threshold: 5, comparison: 'GreaterThanThreshold', evaluationPeriods, datapointsToAlarm, missingData }
);
const judged = (text: string, datapointsToAlarm: number): string[] => (
  TREATMENTS.map((missing) => judge(points(text), conditions(missing, datapointsToAlarm)))
);

describe('the examples of the documentation: three evaluation periods, five in the range', () => {
  test.each([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - X - -', ['ALARM', 'retain', 'ALARM', 'OK']],
  ])('%s, three data points to alarm', (text, expected) => {
    expect(judged(text, 3)).toEqual(expected);
  });

  test.each([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', 'retain', 'ALARM', 'OK']],
  ])('%s, two data points to alarm', (text, expected) => {
    expect(judged(text, 2)).toEqual(expected);
  });

  test.each(['- - - - X', '- - - X -'])('%s is no alarm yet: the next data points may be within the threshold', (text) => {
    expect(judge(points(text), conditions('missing', 3))).not.toBe('ALARM');
  });
});

test.each<[ComparisonOperator, string]>([
  ['GreaterThanThreshold', '6'], ['GreaterThanOrEqualToThreshold', '5 6'], ['LessThanThreshold', '4'], ['LessThanOrEqualToThreshold', '4 5'],
])('%s 5 is breached by %s of 4, 5 and 6', (comparison, breaching) => {
  const found = [4, 5, 6].filter((value) => judge([NaN, NaN, value], { ...conditions('missing', 1, 1), comparison }) === 'ALARM');
  expect(found.join(' ')).toBe(breaching);
});

test('with all data points there, the treatment of missing ones does not matter, and M out of N is counted', () => {
  const all = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
  fc.assert(fc.property(all, fc.integer({ min: 1, max: 3 }), fc.constantFrom(...TREATMENTS), (breaching, datapointsToAlarm, missing) => {
    const counted = breaching.slice(-3).filter((is) => is).length;
    expect(judge(breaching.map((is) => (is ? 10 : 0)), conditions(missing, datapointsToAlarm))).toBe(counted >= datapointsToAlarm ? 'ALARM' : 'OK');
  }));
});

test('an alarm that treats missing data as breaching fires whenever one that does not would', () => {
  const some = fc.array(fc.constantFrom('0', 'X', '-'), { minLength: 5, maxLength: 5 });
  fc.assert(fc.property(some, fc.integer({ min: 1, max: 3 }), (signs, datapointsToAlarm) => {
    const [, , breaching, notBreaching] = judged(signs.join(' '), datapointsToAlarm);
    if (notBreaching === 'ALARM') expect(breaching).toBe('ALARM');
  }));
});
