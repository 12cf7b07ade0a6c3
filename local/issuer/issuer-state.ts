import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { UsageError } from '../errors';
import { JsonObject } from '../json';
import { importIssuerKey, IssuerKey } from './issuer-key';
import { IssuerProfile } from './issuer-profile';
import { LocalIssuer } from './local-issuer';

/** What another process of the same user needs to make tokens. */
export interface IssuerState {
  readonly pid: number;
  readonly url: string;
  readonly profiles: readonly IssuerProfile[];
  readonly key: IssuerKey;
}

/**
 * Leaves the signing key for `apigateway-local token`, in a file that only its owner can read. A file instead of an endpoint: no page in a browser
 * and no other user of the machine can have a token made.
 */
export function writeIssuerState(file: string, issuer: LocalIssuer, url: string): void {
  const [key] = issuer.signingKeys;
  if (key === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // A project that forgot to must not publish the key.
  writeFileSync(path.join(path.dirname(file), '.gitignore'), '*\n');
  const content = { pid: process.pid, url, profiles: issuer.standsInFor, key: key.privateKey.export({ format: 'jwk' }) };
  // Written beside and renamed: a reader sees all of it or nothing, and never a file that others may read for a moment.
  const temporary = `${file}.${process.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

/** Removes the file, unless another gateway has taken it over. */
export function removeIssuerState(file: string): void {
  try {
    if (readIssuerState(file).pid === process.pid) rmSync(file, { force: true });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
}

/** @throws UsageError when no gateway has left one there */
export function readIssuerState(file: string): IssuerState {
  try {
    const { pid, url, profiles, key } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; url: string; profiles: IssuerProfile[]; key: JsonObject };
    return { pid, url, profiles, key: importIssuerKey(key) };
  } catch (error) {
    throw new UsageError('no gateway with a local issuer runs for what is served here; start one with "apigateway-local start"', { cause: error });
  }
}
