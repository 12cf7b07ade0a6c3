import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { unpackArchive } from '../../../../local/model/functions/unpack-archive';
import { EXECUTABLE, LINK, ZipEntry, zipArchive } from '../../../support/zip-archive';
import { temporaryFolder } from '../../assembly/temporary-stack';

let outer: string;
let folder: string;
let file: string;
beforeEach(() => {
  outer = temporaryFolder();
  folder = join(outer, 'work', 'code');
  file = join(outer, 'code.zip');
});

async function unpack(archive: Buffer | readonly ZipEntry[]): Promise<string> {
  writeFileSync(file, Buffer.isBuffer(archive) ? archive : zipArchive(archive));
  const unpacked = await unpackArchive(file, folder);
  return 'directory' in unpacked ? unpacked.directory : `refused: ${unpacked.refusal}`;
}

const good: readonly ZipEntry[] = [
  { name: 'index.js', content: 'exports.handler = 1;' },
  { name: 'empty/' },
  { name: 'lib/deep/größe.json', content: '{}' },
  { name: 'bin/tool', content: '#!/bin/sh', mode: EXECUTABLE },
];

test('files, folders and what may be executed are as in the archive', async () => {
  const directory = await unpack(good);
  expect(readFileSync(join(directory, 'index.js'), 'utf8')).toBe('exports.handler = 1;');
  expect(readFileSync(join(directory, 'lib/deep/größe.json'), 'utf8')).toBe('{}');
  expect(readdirSync(join(directory, 'empty'))).toEqual([]);
  const mayExecute = (name: string): boolean => Math.floor(statSync(join(directory, name)).mode / 0o100) % 2 === 1;
  expect([mayExecute('bin/tool'), mayExecute('index.js')]).toEqual([true, false]);
});

test('the same content is unpacked once, another into another folder', async () => {
  const directory = await unpack(good);
  const { ino } = statSync(join(directory, 'index.js'));
  expect(await unpack(good)).toBe(directory);
  expect(statSync(join(directory, 'index.js')).ino).toBe(ino);
  expect(await unpack([{ name: 'index.js', content: 'newer' }])).not.toBe(directory);
  expect(readFileSync(join(directory, 'index.js'), 'utf8')).toBe('exports.handler = 1;');
});

test('links within the archive are kept, whatever their order', async () => {
  const directory = await unpack([
    { name: 'lib.so', content: 'lib.so.1', mode: LINK }, { name: 'lib.so.1', content: 'real/lib.so.1.2', mode: LINK }, { name: 'real/lib.so.1.2', content: 'code' },
    { name: 'folder', content: 'real/', mode: LINK },
  ]);
  expect(readFileSync(join(directory, 'lib.so'), 'utf8')).toBe('code');
  expect(readFileSync(join(directory, 'folder/lib.so.1.2'), 'utf8')).toBe('code');
});

const megabyte = 1024 * 1024;
const whole = zipArchive(good);
const cut = whole.subarray(0, whole.length - 30);
test.each<[string, Buffer | ZipEntry[], RegExp]>([
  ['no zip file', Buffer.from('exports.handler = 1;'), /zip/],
  ['an empty file', Buffer.alloc(0), /zip/],
  ['a file that is cut', cut, /zip|truncated/],
  ['content that is damaged', Buffer.concat([whole.subarray(0, 40), Buffer.alloc(10, 0xff), whole.subarray(50)]), /./],
  ['a wrong checksum', [{ name: 'a.js', content: 'a', checksum: 1 }], /the checksum of a\.js is wrong/],
  ['an entry above the folder', [{ name: '../evil.js', content: 'x' }], /\.\.\/evil\.js/],
  ['an entry above the folder by a detour', [{ name: 'a/../../evil.js', content: 'x' }], /a\/\.\.\/\.\.\/evil\.js/],
  ['an entry above the folder, as Windows writes it', [{ name: '..\\evil.js', content: 'x' }], /\.\.\/evil\.js/],
  ['an absolute entry', [{ name: '/evil.js', content: 'x' }], /absolute path: \/evil\.js/],
  ['an entry on a drive', [{ name: 'C:/evil.js', content: 'x' }], /absolute path: C:\/evil\.js/],
  ['a link to above', [{ name: 'up', content: '../..', mode: LINK }], /up is a link that leads out of it/],
  ['an absolute link', [{ name: 'up', content: '/', mode: LINK }], /up is a link that leads out of it/],
  ['a link that leaves by another one', [{ name: 'a/b/c', content: '../..', mode: LINK }, { name: 'up', content: 'a/b/c/../..', mode: LINK }], /up is a link that leads out of it/],
  ['a link to nothing', [{ name: 'gone', content: 'nowhere', mode: LINK }], /gone is a link that leads to nothing/],
  ['a link to itself', [{ name: 'me', content: 'me', mode: LINK }], /me is a link that leads to nothing/],
  ['a file behind a link', [{ name: 'up', content: '../..', mode: LINK }, { name: 'up/evil.js', content: 'x' }], /up is a link, and something else of that name is there/],
  ['a link behind a link', [{ name: 'up', content: '../..', mode: LINK }, { name: 'up/evil.js', content: '/', mode: LINK }], /up is a link, and something else of that name is there/],
  ['a name with a zero', [{ name: 'a\0b', content: 'x' }], /null bytes/],
  ['more than Lambda takes', [{ name: 'big', size: 251 * megabyte }], /263192576 bytes, and Lambda takes 262144000 /],
  ['more than Lambda takes, in two', [{ name: 'a', size: 125 * megabyte }, { name: 'b', size: 126 * megabyte }], /263192576 bytes, and Lambda takes 262144000 /],
  ['more than it declares', [{ name: 'bomb', content: 'x'.repeat(megabyte), size: 10 }], /too many bytes/],
])('%s is refused, and nothing of it stays', async (_, archive, reason) => {
  const answer = await unpack(archive);
  expect(answer).toMatch(/^refused: /);
  expect(answer).toMatch(reason);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  expect(readdirSync(outer).sort()).toEqual(['code.zip', 'work']);
});

test('an archive that can not be read is refused', async () => {
  expect(await unpackArchive(join(outer, 'gone.zip'), folder)).toEqual({ refusal: expect.stringContaining('ENOENT') });
});

test('however an archive is damaged, it is unpacked in full or refused', async () => {
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(fc.asyncProperty(damage, fc.integer({ min: 0, max: whole.length }), async (bytes, length) => {
    const broken = Buffer.from(length % 2 === 0 ? whole : whole.subarray(0, length));
    for (const [at, value] of bytes) if (at < broken.length) broken[at] = value;
    const answer = await unpack(broken);
    if (!answer.startsWith('refused: ')) expect(existsSync(answer)).toBe(true);
    expect(readdirSync(outer).sort()).toEqual(['code.zip', 'work']);
  }), { numRuns: 150 });
});
