import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Version of the package that this file is part of; the source and the bundle are both two folders below its package.json. */
export function version(): string {
  const file = path.join(__dirname, '..', '..', 'package.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown';
}
