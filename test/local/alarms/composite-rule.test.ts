import { parseRule } from '../../../local/alarms/composite-rule';
import { AlarmState } from '../../../local/reporter';

const states: Readonly<Record<string, AlarmState>> = { 'bad': 'ALARM', 'fine': 'OK', 'new': 'INSUFFICIENT_DATA', 'with space': 'ALARM', 'arn:aws:cloudwatch:us-east-1:1:alarm:bad': 'ALARM' };
const holds = (rule: string): boolean => parseRule(rule).holds((name) => states[name]);

test.each([
  ['ALARM(bad)', true], ['ALARM("bad")', true], ['ALARM("with space")', true], ['ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:bad)', true], ['ALARM(fine)', false], ['OK(fine)', true],
  ['INSUFFICIENT_DATA(new)', true], ['ALARM(unknown)', false], ['OK(unknown)', false], ['NOT ALARM(bad)', false], ['NOT OK(unknown)', true],
  ['ALARM(bad) AND ALARM(fine)', false], ['ALARM(bad) OR ALARM(fine)', true], ['ALARM(fine) AND ALARM(fine) OR ALARM(bad)', true],
  ['ALARM(fine) AND (ALARM(fine) OR ALARM(bad))', false], ['NOT (ALARM(fine) OR OK(bad))', true], ['TRUE', true], ['FALSE OR ALARM(bad)', true], ['alarm(bad) and not alarm(fine)', true],
])('%s is %p', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

test.each(['', 'ALARM', 'ALARM()', 'ALARM(bad', 'bad', 'ALARM(bad) OK(fine)', 'ALARM(bad) AND', '(ALARM(bad)'])('%p is refused', (rule) => {
  expect(() => parseRule(rule)).toThrow(/can't be read/);
});

test('names the alarms that it asks for', () => {
  expect([...parseRule('ALARM(a) AND NOT OK("b c")').alarms]).toEqual(['a', 'b c']);
});
