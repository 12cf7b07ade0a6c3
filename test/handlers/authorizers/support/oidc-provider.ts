import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const PACKAGE = path.join(__dirname, '..', '..', '..', '..', 'node_modules', 'oauth2-mock-server');
const MANIFEST = path.join(PACKAGE, 'package.json');

/** A thread of its own: the server is an ES module, which Jest can't load. Like a real issuer it is told what its tokens are for. */
const RUNNER = `
const { parentPort, workerData: { entry, audience } } = require('node:worker_threads');
import(entry).then(async ({ OAuth2Server }) => {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  server.service.on('beforeTokenSigning', ({ payload }, request) => {
    payload.aud ??= audience;
    payload.sub ??= request.body.client_id;
  });
  parentPort.on('message', async ({ rotate, stop }) => {
    if (rotate) parentPort.postMessage(await server.issuer.keys.generate(rotate));
    if (stop) { await server.stop(); parentPort.postMessage('stopped'); }
  });
  await server.start(0, '127.0.0.1');
  server.issuer.url = 'http://127.0.0.1:' + server.address().port;
  parentPort.postMessage(server.issuer.url);
});
`;

/** An OpenID Connect provider that was written by others, on a port of this machine. */
export class OidcProvider {
  public static async start(audience: string): Promise<OidcProvider> {
    const { main }: { main: string } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
    const entry = pathToFileURL(path.join(PACKAGE, main)).href;
    const worker = new Worker(RUNNER, { eval: true, workerData: { entry, audience } });
    return new OidcProvider(worker, String(await answerOf(worker)));
  }

  private constructor(private readonly worker: Worker, public readonly issuer: string) {}

  /** From now on signs with a new key, in turn with those it has. */
  public async generateKey(algorithm: string): Promise<void> {
    this.worker.postMessage({ rotate: algorithm });
    await answerOf(this.worker);
  }

  public async stop(): Promise<void> {
    this.worker.postMessage({ stop: true });
    await answerOf(this.worker);
    await this.worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
