import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import * as fc from 'fast-check';
import { quotaCountersContract } from './quota-counters.contract';
import { FileQuotaCounters } from '../../../../local/gateway/usage/file-quota-counters';
import { LocalEvent } from '../../../../local/reporter';

let directory: string;
let file: string;
let events: LocalEvent[];
const reporter = { report: (event: LocalEvent) => events.push(event) };
const open = (compactionBytes?: number) => new FileQuotaCounters(file, reporter, compactionBytes);

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'quota-'));
  file = path.join(directory, 'state', 'quota.log');
  events = [];
});
afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

describe('contract', () => quotaCountersContract(() => open()));

test('counts are there again in the next process', () => {
  const first = open();
  first.counter('gold', 'acme').charge(1000);
  first.counter('gold', 'acme').charge(1000);
  first.counter('free', 'umbrella').charge(2000);
  first.close();
  const second = open();
  expect(second.counter('gold', 'acme').used(1000)).toBe(2);
  expect(second.counter('free', 'umbrella').used(2000)).toBe(1);
  expect(events).toEqual([]);
  second.close();
});

test('a process that is killed loses nothing', () => {
  const script = path.join(directory, 'charge.js');
  buildSync({
    stdin: {
      contents: `import { FileQuotaCounters } from './local/gateway/usage/file-quota-counters';
        const counter = new FileQuotaCounters(process.argv[2], { report() {} }).counter('gold', 'acme');
        for (let i = 0; i < 1234; i++) counter.charge(1000);
        process.kill(process.pid, 'SIGKILL');`,
      resolveDir: path.join(__dirname, '../../../..'),
    },
    bundle: true,
    platform: 'node',
    outfile: script,
  });
  expect(spawnSync(process.execPath, [script, file]).signal).toBe('SIGKILL');
  const counters = open();
  expect(counters.counter('gold', 'acme').used(1000)).toBe(1234);
  counters.close();
});

test('a log that is torn at any byte counts every complete line, and goes on', () => {
  const whole = open();
  for (let i = 0; i < 5; i++) whole.counter('gold', 'acme').charge(1000);
  whole.counter('free', 'é /%').charge(99);
  whole.close();
  const bytes = fs.readFileSync(file);
  for (let length = 0; length <= bytes.length; length++) {
    fs.writeFileSync(file, bytes.subarray(0, length));
    const lines = bytes.subarray(0, length).toString().split('\n').slice(1, -1);
    const expected = lines.filter((line) => line.startsWith('gold/acme ')).length;
    const torn = open();
    expect(torn.counter('gold', 'acme').used(1000)).toBe(expected);
    torn.counter('gold', 'acme').charge(1000);
    torn.close();
    const next = open();
    expect(next.counter('gold', 'acme').used(1000)).toBe(expected + 1);
    next.close();
  }
  expect(events).toEqual([]);
});

test.each<[string, (good: string) => string, number]>([
  ['a damaged line', (good) => `${good}gold/acme 1000 x\ngold/acme 1000 1\n`, 3],
  ['nonsense', () => 'not a log at all\n', 0],
  ['bytes', () => '\0\xff\x01', 0],
  ['the log of another version', (good) => good.replace(' 1\n', ' 2\n'), 0],
])('%s is reported and set aside, and what can be read is kept', (_, damage, kept) => {
  const first = open();
  first.counter('gold', 'acme').charge(1000);
  first.counter('gold', 'acme').charge(1000);
  first.close();
  const damaged = damage(fs.readFileSync(file, 'latin1'));
  fs.writeFileSync(file, damaged, 'latin1');
  const second = open();
  expect(second.counter('gold', 'acme').used(1000)).toBe(kept);
  expect(events).toEqual([{ kind: 'problem', message: expect.stringContaining(`${file}.corrupt`) }]);
  expect(fs.readFileSync(`${file}.corrupt`, 'latin1')).toBe(damaged);
  second.counter('gold', 'acme').charge(1000);
  second.close();
  const third = open();
  expect(third.counter('gold', 'acme').used(1000)).toBe(kept + 1);
  expect(events).toHaveLength(1);
  third.close();
});

test('any content of the file is survived', () => {
  fs.mkdirSync(path.dirname(file));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, ours) => {
    fs.writeFileSync(file, Buffer.concat([Buffer.from(ours ? 'apigateway-local quota counters 1\n' : ''), bytes]));
    const counters = open();
    const counter = counters.counter('a', 'b');
    const before = counter.used(7);
    counter.charge(7);
    counters.close();
    const again = open();
    expect(again.counter('a', 'b').used(7)).toBe(before + 1);
    again.close();
  }));
});

test('the log stays small and the counts right, however many requests there are', () => {
  const counters = open(500);
  for (let i = 0; i < 1000; i++) counters.counter('gold', `key${i % 3}`).charge(1000);
  counters.close();
  expect(fs.statSync(file).size).toBeLessThan(800);
  const again = open();
  expect([0, 1, 2].map((n) => again.counter('gold', `key${n}`).used(1000))).toEqual([334, 333, 333]);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['quota.log']);
  again.close();
});

test('gateways that share a file add up', () => {
  const one = open();
  const two = open();
  one.counter('gold', 'acme').charge(1000);
  two.counter('gold', 'acme').charge(1000);
  two.counter('gold', 'other').charge(1000);
  one.counter('gold', 'acme').charge(1000);
  expect(one.counter('gold', 'acme').used(1000)).toBe(2);
  one.close();
  two.close();
  const next = open();
  expect(next.counter('gold', 'acme').used(1000)).toBe(3);
  expect(next.counter('gold', 'other').used(1000)).toBe(1);
  next.close();
});

test('a compaction keeps what another gateway wrote before it', () => {
  const one = open(200);
  const two = open();
  two.counter('gold', 'other').charge(1000);
  for (let i = 0; i < 50; i++) one.counter('gold', 'acme').charge(1000);
  one.close();
  two.close();
  const next = open();
  expect([next.counter('gold', 'acme').used(1000), next.counter('gold', 'other').used(1000)]).toEqual([50, 1]);
  next.close();
});

test('forget empties the file too', () => {
  const first = open();
  first.counter('gold', 'acme').charge(1000);
  first.forget();
  first.close();
  const second = open();
  expect(second.counter('gold', 'acme').used(1000)).toBe(0);
  second.close();
});

test('where nothing can be written it says so once and counts in memory', () => {
  fs.writeFileSync(path.join(directory, 'state'), 'a file where the directory should be');
  const counters = open();
  const counter = counters.counter('gold', 'acme');
  counter.charge(1000);
  counter.charge(1000);
  counters.forget();
  counter.charge(1000);
  expect(counter.used(1000)).toBe(1);
  expect(events).toEqual([{ kind: 'problem', message: expect.stringContaining('forgotten at the end of this process') }]);
});
