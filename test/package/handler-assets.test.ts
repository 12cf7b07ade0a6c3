import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import { bundleHandlers } from '../../scripts/bundle';

const folders: string[] = [];
const temporaryFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'handler-assets-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The hash that CDK gives an asset, by handler; it becomes the object's key and so shows up in users' template snapshots. */
const hashes = (folder: string) => Object.fromEntries(
  readdirSync(path.join(folder, 'handlers')).sort().map((name) => [name, FileSystem.fingerprint(path.join(folder, 'handlers', name))]),
);

test('the same source gives the same asset hash wherever and however often it is bundled', async () => {
  const [first, second] = [temporaryFolder(), path.join(temporaryFolder(), 'somewhere', 'else')];
  await bundleHandlers(first);
  await bundleHandlers(second);
  expect(hashes(second)).toEqual(hashes(first));
});

test('asset hashes change only on purpose', async () => {
  const folder = temporaryFolder();
  await bundleHandlers(folder);
  expect(hashes(folder)).toMatchSnapshot();
});

test('what is packed is what was bundled from this source', async () => {
  const built = path.join(__dirname, '..', '..', 'assets');
  expect(existsSync(path.join(built, '.complete'))).toBe(true);
  const folder = temporaryFolder();
  await bundleHandlers(folder);
  expect(hashes(built)).toEqual(hashes(folder));
});

test('a packaged handler says nothing of the machine that bundled it', async () => {
  const folder = temporaryFolder();
  await bundleHandlers(folder);
  for (const name of readdirSync(path.join(folder, 'handlers'))) {
    const code = readFileSync(path.join(folder, 'handlers', name, 'index.mjs'), 'utf8');
    expect(code).not.toContain(path.join(__dirname, '..', '..'));
    expect(code).not.toContain(tmpdir());
  }
});
