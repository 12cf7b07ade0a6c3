import { UsageError } from '../../../local/errors';
import { StartLocalOptions, startLocal } from '../../../local/index';
import { LocalClock } from '../../../local/local-clock';
import { checkOptions } from '../../../local/runtime/check-options';
import { optionsFor } from '../../support/start-runtime';

const good = { ...optionsFor('/'), source: { templates: ['a.json'] } };

it('takes what can be served', () => {
  const clock = LocalClock.frozenAt(0);
  expect(() => checkOptions({ ...good, port: 65_535, backends: new Map([['https://a.example', 'http://127.0.0.1:80']]), clock, accountThrottle: { rateLimit: 0.5, burstLimit: 1 } })).not.toThrow();
});

test.each([
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/orders/0123456789abcdef/fedcba9876543210',
  'arn:aws-cn:servicediscovery:cn-north-1:123456789012:service/srv-abc',
])('takes %s as what a VPC link leads to', (arn) => {
  expect(() => checkOptions({ ...good, backends: new Map([[arn, 'http://127.0.0.1:80']]) })).not.toThrow();
  expect(() => checkOptions({ ...good, backends: new Map([['https://a.example', arn]]) })).toThrow(/is not an origin/);
});

test.each<readonly [object, RegExp]>([
  [{ port: -1 }, /^port -1 is not a port; give 1 to 65535, or 0 for free ones$/],
  [{ port: 65_536 }, /^port 65536 is not a port/],
  [{ port: 1.5 }, /^port 1.5 is not a port/],
  [{ port: '80' }, /^port "80" is not a port/],
  [{ host: '' }, /^host "" is no address/],
  [{ backends: new Map([['api.example.com', 'http://127.0.0.1']]) }, /^backend "api.example.com" is not an origin/],
  [{ backends: new Map([['https://api.example.com/path', 'http://127.0.0.1']]) }, /^backend .*\/path" is not an origin/],
  [{ backends: new Map([['arn:aws:lambda:eu-west-1:123456789012:function:f', 'http://127.0.0.1']]) }, /^backend .*function:f" is not an origin/],
  [{ backends: new Map([['https://api.example.com', undefined]]) }, /^backend undefined is not an origin/],
  [{ parameters: new Map([['Count', 3]]) }, /^the parameter Count is 3; give a text/],
  [{ clock: { now: () => 0 } }, /^clock is no LocalClock/],
  [{ accountThrottle: { rateLimit: Number.NaN, burstLimit: 1 } }, /^rateLimit of the account's throttle is NaN/],
  [{ source: { app: ' ' } }, /^the app is empty/],
])('%j is refused', (options, message) => {
  const check = (): void => checkOptions({ ...good, ...options });
  expect(check).toThrow(UsageError);
  expect(check).toThrow(message);
});

test.each<readonly [object, RegExp]>([
  [{ template: ['a.json'] }, /^unknown option "template", did you mean templates\?/],
  [{ zzzzzzzzzz: 1 }, /^unknown option "zzzzzzzzzz"; expected .*templates/],
  [{ templates: 'a.json' }, /^templates is "a.json"; give a list of files/],
])('startLocal refuses %j', async (options, message) => {
  await expect(startLocal(options as StartLocalOptions)).rejects.toThrow(UsageError);
  await expect(startLocal(options as StartLocalOptions)).rejects.toThrow(message);
});
