import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileWatcher } from '../../../local/watch/file-watcher';
import { temporaryFolder, writeFiles } from '../assembly/temporary-stack';

const ignore = (path: string): boolean => path.includes('node_modules');

/** Makes a change and waits until the watcher tells about `expected`. */
async function tells(folder: string, expected: string, change: () => void): Promise<void> {
  let watcher = { close: (): void => undefined };
  try {
    await new Promise<void>((done, fail) => {
      watcher = nodeFileWatcher.watch(folder, ignore, path => {
        if (path === expected) done();
        if (path.includes('node_modules')) fail(new Error(`${path} should be ignored`));
      });
      change();
    });
  } finally {
    watcher.close();
  }
}

test('a file deep below is noticed, ignored folders are not', async () => {
  const folder = writeFiles({ 'lib/deep/a.ts': '1', 'node_modules/x/a.js': '1' });
  await tells(folder, join('lib', 'deep', 'a.ts'), () => {
    writeFileSync(join(folder, 'node_modules/x/a.js'), '2');
    writeFileSync(join(folder, 'lib/deep/a.ts'), '2');
  });
});

test('a folder that comes later is watched too', async () => {
  const folder = temporaryFolder();
  let seen = (): void => undefined;
  const deep = new Promise<void>(done => { seen = done; });
  const watcher = nodeFileWatcher.watch(folder, ignore, path => {
    if (path === 'new') writeFileSync(join(folder, 'new', 'a.ts'), '1');
    if (path === join('new', 'a.ts')) seen();
  });
  mkdirSync(join(folder, 'new'));
  await deep;
  watcher.close();
});

test('a folder that is removed ends nothing', async () => {
  const folder = writeFiles({ 'old/a.ts': '1', 'b.ts': '1' });
  await tells(folder, 'b.ts', () => {
    rmSync(join(folder, 'old'), { recursive: true });
    writeFileSync(join(folder, 'b.ts'), '2');
  });
});

test('a single file is followed through its replacement', async () => {
  const folder = writeFiles({ 'template.yaml': '1', 'next.yaml': '2' });
  await tells(join(folder, 'template.yaml'), '', () => renameSync(join(folder, 'next.yaml'), join(folder, 'template.yaml')));
});

test('a path that is not there is not watched', () => {
  expect(() => nodeFileWatcher.watch(join(temporaryFolder(), 'gone'), ignore, () => undefined).close()).not.toThrow();
});
