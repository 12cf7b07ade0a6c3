import { realpathSync } from 'node:fs';

/** A folder without links on the way to it; as it is when it is not there. */
export function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
