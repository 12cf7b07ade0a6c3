import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether code is written as an ES module, which newer runtimes find out by themselves. */
const isModule = (code: string): boolean => /^\s*(export\s+(const|let|var|async|function|default|\{)|import\s+[\w*{'"])/m.test(code);

const supportsModuleSyntax = (runtime: string): boolean => Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 0) >= 22;

/**
 * Writes inline code where a runtime can load it: `index.<extension>`, as the service does, with a `package.json` so that the
 * settings of a folder above don't change what the code means.
 * @returns a directory of its own for each content, so that code in use is never overwritten
 */
export function writeInlineCode(folder: string, functionName: string, runtime: string, code: string): string {
  const isPython = runtime.startsWith('python');
  const module = !isPython && supportsModuleSyntax(runtime) && isModule(code);
  const digest = createHash('sha256').update(`${runtime}\n${code}`).digest('hex').slice(0, 12);
  const directory = join(folder, `${functionName.replace(/[^\w-]/g, '_')}-${digest}`);
  // Files that are written again would look like edited code, at every reload.
  if (existsSync(directory)) return directory;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, isPython ? 'index.py' : module ? 'index.mjs' : 'index.js'), code);
  if (!isPython) writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}\n');
  return directory;
}
