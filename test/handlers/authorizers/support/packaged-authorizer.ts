import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { RestResult } from '../../../../handlers/authorizers/rest/handler';

export type Answer = { readonly result: RestResult } | { readonly error: { readonly name: string; readonly message: string } };

const RUNNER = `
import { parentPort } from 'node:worker_threads';
let log = '';
process.stdout.write = (text) => { log += text; return true; };
const { restHandler } = await import('./index.mjs');
const post = (id, answer) => { parentPort.postMessage({ id, answer, log }); log = ''; };
parentPort.on('message', async ({ id, event }) => {
  try { post(id, { result: await restHandler(event) }); }
  catch (error) { post(id, { error: { name: error.name, message: error.message } }); }
});
post(0);
`;

/** Writes the code of the authorizer into a folder as a stack deploys it: the bytes, and nothing around them. */
export async function bundleAuthorizer(folder: string): Promise<void> {
  await build({
    absWorkingDir: path.join(__dirname, '..', '..', '..', '..'),
    entryPoints: ['handlers/authorizers/index.ts'],
    outfile: path.join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
}

/** The authorizer as it is deployed: bundled, in a thread of its own, configured by its environment only. */
export class PackagedAuthorizer {
  public static async start(configuration: unknown): Promise<PackagedAuthorizer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'authorizer-'));
    await bundleAuthorizer(folder);
    const runner = path.join(folder, 'runner.mjs');
    writeFileSync(runner, RUNNER);
    const AUTHORIZER_CONFIG = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
    const authorizer = new PackagedAuthorizer(folder, new Worker(runner, { env: { AUTHORIZER_CONFIG, LAMBDA_TASK_ROOT: folder } }));
    await authorizer.ready;
    return authorizer;
  }

  private readonly pending = new Map<number, (answer: Answer) => void>();
  private readonly ready: Promise<void>;
  private output = '';
  private calls = 0;

  private constructor(private readonly folder: string, private readonly worker: Worker) {
    this.ready = new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', ({ id, answer, log }: { id: number; answer: Answer; log: string }) => {
        this.output += log;
        if (id === 0) resolve();
        this.pending.get(id)?.(answer);
        this.pending.delete(id);
      });
    });
  }

  public invoke(event: unknown): Promise<Answer> {
    this.calls += 1;
    const id = this.calls;
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.worker.postMessage({ id, event });
    });
  }

  /** What the function wrote so far. */
  public logged(): string {
    return this.output;
  }

  public async stop(): Promise<void> {
    await this.worker.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
