import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build } from 'esbuild';

/** Where tools of a Node project keep what they make again when it is gone; nothing that tests leave in the system's temporary folder. */
const folder = path.join(__dirname, '../../node_modules/.cache/lambda-worker');

let built: Promise<string> | undefined;

/** Entry of the worker threads, bundled from the sources into a file that is named by its content. */
export async function lambdaWorkerFile(): Promise<string> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string> {
  const { outputFiles: [output] } = await build({
    entryPoints: [path.join(__dirname, '../../local/lambda/worker/index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    write: false,
  });
  if (output === undefined) throw new Error('esbuild wrote nothing');
  const file = path.join(folder, `${createHash('sha256').update(output.text).digest('hex').slice(0, 16)}.js`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, output.text);
    renameSync(draft, file);
  }
  return file;
}
