import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { makeStateFolder, STATE_FOLDER } from './state-folder';
import { messageOf } from '../errors';

const ofProcess = newSeed();

/** What secrets are made from that this gateway gives out, and what kept it from being the same at the next start. */
export interface LocalSeed {
  readonly value: string;
  readonly problem?: string;
}

/**
 * Names in a template and paths on a machine can be guessed, so keys that are derived from them alone could be made by anybody.
 *
 * @param folder where the seed is kept, in a file for its owner alone; absent: it lasts as long as this process
 */
export function localSeed(folder: string | undefined): LocalSeed {
  if (folder === undefined) return { value: ofProcess };
  const file = path.join(folder, STATE_FOLDER, 'seed');
  try {
    return { value: readSeed(file) ?? createSeed(file) };
  } catch (error) {
    const reason = messageOf(error);
    return { value: ofProcess, problem: `API keys and IAM secrets will be others at the next start, their seed can't be kept: ${reason}` };
  }
}

/** Undefined: there is none, or it is damaged. */
function readSeed(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const seed = readFileSync(file, 'utf8');
  if (!/^[\w-]{43}$/.test(seed)) return undefined;
  chmodSync(file, 0o600);
  return seed;
}

/** Made beside and linked: of several gateways that start at once the first one's seed counts, and none is ever seen in part. */
function createSeed(file: string): string {
  makeStateFolder(path.dirname(file));
  const seed = newSeed();
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, seed, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(temporary, file);
    return seed;
  } catch {
    // Somebody was faster; or what is there is damaged, or the file system knows no links.
    const other = readSeed(file);
    if (other === undefined) renameSync(temporary, file);
    return other ?? seed;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function newSeed(): string {
  return randomBytes(32).toString('base64url');
}
