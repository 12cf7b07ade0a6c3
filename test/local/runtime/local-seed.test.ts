import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { localSeed } from '../../../local/runtime/local-seed';

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'seed-'));
  state = path.join(folder, '.apigateway-local');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string): string => (statSync(file).mode % 0o1000).toString(8);

test('is random, and the same at every start in a folder', () => {
  const { value, problem } = localSeed(folder);
  expect([value, problem]).toEqual([expect.stringMatching(/^[\w-]{43}$/), undefined]);
  expect(localSeed(folder).value).toBe(value);
  expect(readdirSync(state).sort()).toEqual(['.gitignore', 'seed']);
  rmSync(state, { recursive: true });
  expect(localSeed(folder).value).not.toBe(value);
});

test('is for its owner alone, also in a folder that was open to others', () => {
  mkdirSync(state, { mode: 0o755 });
  localSeed(folder);
  expect([modeOf(state), modeOf(path.join(state, 'seed'))]).toEqual(['700', '600']);
  expect(readFileSync(path.join(state, '.gitignore'), 'utf8')).toBe('*\n');
});

test.each(['', 'short', `${'a'.repeat(43)}\n`])('%j is damaged and made anew', (content) => {
  localSeed(folder);
  writeFileSync(path.join(state, 'seed'), content);
  const { value } = localSeed(folder);
  expect(value).toMatch(/^[\w-]{43}$/);
  expect(localSeed(folder).value).toBe(value);
});

test('lasts as long as the process where nothing is kept or can be, which is said', () => {
  const { value, problem } = localSeed(undefined);
  expect(problem).toBeUndefined();
  expect(localSeed(undefined).value).toBe(value);
  writeFileSync(state, 'in the way');
  expect(localSeed(folder)).toEqual({ value, problem: expect.stringContaining('will be others at the next start') as string });
});
