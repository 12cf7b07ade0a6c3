import { createHash } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';

let built: Promise<string> | undefined;

/** Entry of the worker threads, bundled from the sources into a temporary file that is named by its content. */
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
  const file = path.join(os.tmpdir(), `apigateway-local-worker-${createHash('sha256').update(output.text).digest('hex').slice(0, 16)}.js`);
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, output.text);
    renameSync(draft, file);
  }
  return file;
}
