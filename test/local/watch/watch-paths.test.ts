import { SteeredFiles, frozenClock } from './steered';
import { QUIET_MILLISECONDS, isGenerated, watchPaths } from '../../../local/watch/watch-paths';

function watching(): { files: SteeredFiles; clock: ReturnType<typeof frozenClock>; calls: () => number; close: () => void } {
  const files = new SteeredFiles();
  const clock = frozenClock();
  const onChange = jest.fn();
  const watcher = watchPaths(['/app', '/code', '/app'], isGenerated, onChange, { files, clock });
  return { files, clock, calls: () => onChange.mock.calls.length, close: () => watcher.close() };
}

test('a burst of changes is one change, reported when it is over', () => {
  const { files, clock, calls } = watching();
  for (let i = 0; i < 5; i++) {
    files.change(i % 2 === 0 ? '/app' : '/code', `file${i}.ts`);
    clock.advance(QUIET_MILLISECONDS - 1);
  }
  expect(calls()).toBe(0);
  clock.advance(1);
  expect(calls()).toBe(1);
  files.change('/app', 'again.ts');
  clock.advance(QUIET_MILLISECONDS);
  expect(calls()).toBe(2);
});

test('a place that is named twice is watched once', () => {
  expect([...watching().files.watched.keys()]).toEqual(['/app', '/code']);
});

test('nothing is reported after the end, not even what was under way', () => {
  const { files, clock, calls, close } = watching();
  files.change('/app', 'a.ts');
  close();
  clock.advance(10 * QUIET_MILLISECONDS);
  expect([calls(), files.watched.size]).toEqual([0, 0]);
});

test.each([
  ['node_modules/x/index.js', true], ['lib/node_modules/x.js', true], ['.git/index', true], ['cdk.out/manifest.json', true], ['cdk.out.local/x', true],
  ['.apigateway-local/quota.json', true], ['dist/a.js', true], ['tsconfig.tsbuildinfo', true], ['lib/.a.ts.swp', true],
  ['lib/app.ts', false], ['handlers/distance/index.ts', false], ['cdk.json', false], ['builder/a.ts', false],
])('%s is generated: %s', (path, expected) => {
  expect(isGenerated(path)).toBe(expected);
});
