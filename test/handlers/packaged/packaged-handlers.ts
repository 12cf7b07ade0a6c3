import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundleHandlers } from '../../../scripts/bundle';

type Answer = { readonly result: unknown } | { readonly error: string };

const RUNNER = `
import { parentPort, workerData } from 'node:worker_threads';
let log = '';
process.stdout.write = (text) => { log += text; return true; };
const { handler } = await import(workerData);
parentPort.on('message', async ({ id, event }) => {
  const answer = await handler(event).then((result) => ({ result }), (error) => ({ error: error.message }));
  parentPort.postMessage({ id, answer, log });
});
`;

/** Handlers as they are deployed: bundled, in threads of their own, configured by their environment only. */
export class PackagedHandlers {
  public static async bundle(): Promise<PackagedHandlers> {
    const folder = mkdtempSync(path.join(tmpdir(), 'packaged-'));
    await bundleHandlers(folder);
    writeFileSync(path.join(folder, 'runner.mjs'), RUNNER);
    return new PackagedHandlers(folder);
  }

  private readonly workers: Worker[] = [];

  private constructor(private readonly folder: string) {}

  /** @returns calls the handler; what it wrote so far comes with the answer. */
  public start(name: string, env: Record<string, string>): (event: unknown) => Promise<{ readonly answer: Answer; readonly log: string }> {
    const worker = new Worker(path.join(this.folder, 'runner.mjs'), {
      workerData: path.join(this.folder, 'handlers', name, 'index.mjs'),
      env: { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'session', ...env },
      stderr: true,
    });
    this.workers.push(worker);
    let calls = 0;
    return (event) => new Promise((resolve, reject) => {
      const id = calls += 1;
      worker.once('error', reject);
      worker.on('message', ({ id: answered, answer, log }: { id: number; answer: Answer; log: string }) => {
        if (answered === id) resolve({ answer, log });
      });
      worker.postMessage({ id, event });
    });
  }

  public async remove(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
