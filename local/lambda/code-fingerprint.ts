import { readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';

/** What is installed rather than written, and what the gateway itself writes. */
const IGNORED: ReadonlySet<string> = new Set(['node_modules', '.git', '.apigateway-local']);

/**
 * Tells whether the code in a directory is still the same: equal texts mean unchanged. A folder of the cloud assembly named by its content
 * (`asset.<hash>`) is never read; elsewhere names, sizes and times of all files count, except those below {@link IGNORED}.
 */
export function codeFingerprint(directory: string): string {
  if (/^asset\.[0-9a-f]{64}$/.test(path.basename(directory))) return directory;
  const entries: string[] = [directory];
  collect(directory, entries);
  return entries.join('\n');
}

function collect(directory: string, entries: string[]): void {
  const children = readableChildren(directory).sort((one, other) => one.name < other.name ? -1 : 1);
  for (const child of children) {
    const file = path.join(directory, child.name);
    if (child.isDirectory()) {
      if (!IGNORED.has(child.name)) collect(file, entries);
    } else {
      const stats = statSync(file, { throwIfNoEntry: false });
      entries.push(`${file} ${stats?.size ?? 0} ${stats?.mtimeMs ?? 0}`);
    }
  }
}

function readableChildren(directory: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
