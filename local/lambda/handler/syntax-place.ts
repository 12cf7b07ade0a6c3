import { spawnSync } from 'node:child_process';

/** Node keeps the place of a syntax error in an ES module to itself; its own check tells file, line and code. Costs a process, so only when one was found. */
export function withPlace(error: unknown, file: string): unknown {
  if (typeof error !== 'object' || error === null || !('name' in error) || error.name !== 'SyntaxError' || !('message' in error)) return error;
  const stack = 'stack' in error ? String(error.stack) : '';
  const place = /^file:\/\/\S+:\d+$/m.exec(stack)?.[0] ?? checked(file) ?? `${file} or a module that it imports`;
  error.message = `${String(error.message)} (${place})`;
  return error;
}

/** `<file>:<line>`; undefined: this file is in order, so the error is in one that it imports. */
function checked(file: string): string | undefined {
  const { stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', env: {}, timeout: 5000 });
  const first = stderr.split('\n', 1)[0] ?? '';
  return first.startsWith(file) ? first : undefined;
}
