import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** Folder for what outlives the gateway. */
export const STATE_FOLDER = '.apigateway-local';

/** Makes the folder: for its owner alone, as it holds secrets, and kept out of version control also by a project that forgot to. */
export function makeStateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  writeFileSync(path.join(folder, '.gitignore'), '*\n');
}

/** Where a gateway that is started in a folder leaves the key of its issuer for `apigateway-local token`, called in the same folder. */
export function issuerStateFile(folder: string): string {
  return path.join(folder, STATE_FOLDER, 'issuer.json');
}
