import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { LocalGatewayError, messageOf } from '../../errors';

/** Code of a function, unpacked; or why it is not. */
export type UnpackedArchive = { readonly directory: string } | { readonly refusal: string };

/**
 * What the service takes, unpacked.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAXIMUM_BYTES = 250 * 1024 * 1024;

/** More than a path may have, of any system. */
const LONGEST_LINK = 4096;

/** As archives name what made them. */
const MADE_BY_UNIX = 3;

/** Type of a link in the mode of Unix. */
const LINK = 0o12;

/** Node has it from 20.15 on; before, a file of the right length passes. */
const checksum: typeof zlib.crc32 | undefined = zlib.crc32;

/**
 * Unpacks a zip file with the code of a function. Whatever is wrong with it is an answer and no exception.
 * @returns a directory of its own for each content, so that code in use is never overwritten
 */
export async function unpackArchive(file: string, folder: string): Promise<UnpackedArchive> {
  try {
    const { size } = await stat(file);
    if (size > MAXIMUM_BYTES) return { refusal: tooLarge(size) };
    const archive = await readFile(file);
    // Named like an asset, so that nobody looks for changes in it.
    const directory = join(folder, `asset.${createHash('sha256').update(archive).digest('hex')}`);
    if (!existsSync(directory)) await unpack(archive, directory);
    return { directory };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

/** The directory is there as a whole or not at all. */
async function unpack(archive: Buffer, directory: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(`${directory}-`);
  try {
    const { fromBufferPromise } = await import('yauzl');
    const zip = await fromBufferPromise(archive);
    await writeEntries(zip, await entriesOf(zip), draft);
    await rename(draft, directory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Entries by their names, which lead nowhere else: the library refuses those that do. */
async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > MAXIMUM_BYTES) throw new LocalGatewayError(tooLarge(size));
  return entries;
}

/** Links come last, when every folder is there: none can take the place of a folder, so nothing is written through one. */
async function writeEntries(zip: ZipFile, entries: readonly Entry[], directory: string): Promise<void> {
  const links: { readonly name: string; readonly target: string }[] = [];
  for (const entry of entries) {
    const { fileName: name } = entry;
    const path = join(directory, name);
    await mkdir(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (name.endsWith('/')) continue;
    const content = await zip.openReadStreamPromise(entry);
    if (isLink(entry)) links.push({ name, target: await text(verified(entry, content)) });
    else await pipeline(content, (source) => verified(entry, source), createWriteStream(path, { mode: isExecutable(entry) ? 0o755 : 0o644 }));
  }
  for (const { name, target } of links) {
    if (existsSync(join(directory, name))) throw new LocalGatewayError(`${name} is a link, and something else of that name is there`);
    await symlink(target, join(directory, name));
  }
  const root = await realpath(directory);
  for (const { name } of links) {
    const end = await realpath(join(directory, name)).catch(() => undefined);
    if (end === undefined) throw new LocalGatewayError(`${name} is a link that leads to nothing`);
    if (end !== root && !end.startsWith(root + sep)) throw new LocalGatewayError(`${name} is a link that leads out of it`);
  }
}

async function* verified({ fileName, crc32 }: Entry, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of content) {
    sum = checksum?.(chunk, sum) ?? crc32;
    yield chunk;
  }
  if (sum !== crc32) throw new LocalGatewayError(`the checksum of ${fileName} is wrong`);
}

/** Mode of Unix; 0 where the archive was made elsewhere. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  return Math.floor(versionMadeBy / 0x100) === MADE_BY_UNIX ? Math.floor(externalFileAttributes / 0x10000) : 0;
}

function isLink(entry: Entry): boolean {
  return Math.floor(modeOf(entry) / 0o10000) === LINK && entry.uncompressedSize <= LONGEST_LINK;
}

function isExecutable(entry: Entry): boolean {
  return Math.floor(modeOf(entry) / 0o100) % 2 === 1;
}

function tooLarge(size: number): string {
  return `it has ${size} bytes, and Lambda takes ${MAXIMUM_BYTES} (250 MB) unpacked`;
}
