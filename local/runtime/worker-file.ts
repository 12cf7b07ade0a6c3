import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Bundled entry of the worker threads: beside the running bundle, or, when the sources themselves run in a checkout, where the build puts it. */
export function defaultWorkerFile(): string {
  const beside = path.join(__dirname, 'lambda-worker.js');
  return existsSync(beside) ? beside : path.join(__dirname, '..', '..', 'assets', 'local', 'lambda-worker.js');
}
