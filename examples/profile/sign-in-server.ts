import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';

export type SigningAlgorithm = 'RS256' | 'ES256';

/** What `SignInServer.token` shall say beside `iss` and the times. */
export interface SignedClaims {
  readonly sub?: string;
  readonly aud?: string;
  readonly scope?: string;
  readonly [claim: string]: unknown;
}

/**
 * An issuer of tokens on this machine, for trying the page out and for tests: discovery, keys, authorization code with PKCE. It asks for no password.
 * A thread of its own, because it is an ES module that not every runner of TypeScript can load.
 */
export class SignInServer {
  /** @param port 0 takes a free one */
  public static async start(port = 0): Promise<SignInServer> {
    const worker = new Worker(path.join(__dirname, 'sign-in-thread.mjs'));
    try {
      return new SignInServer(worker, String(await ask(worker, 'start', { port })));
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  private constructor(private readonly worker: Worker, /** What tokens have in `iss`. */ public readonly issuer: string) {}

  /** Whom it signs in from now on. */
  public async signInAs(user: string): Promise<void> {
    await ask(this.worker, 'signInAs', user);
  }

  /** A token with these claims. */
  public async token(claims: SignedClaims, expiresIn = 3600): Promise<string> {
    return String(await ask(this.worker, 'token', { claims, expiresIn }));
  }

  /** Signs with a new key from now on, in turn with those it has. */
  public async addKey(algorithm: SigningAlgorithm): Promise<void> {
    await ask(this.worker, 'addKey', algorithm);
  }

  /** Has a new key and none of the old. */
  public async replaceKeys(algorithm: SigningAlgorithm): Promise<void> {
    await ask(this.worker, 'replaceKeys', algorithm);
  }

  public async stop(): Promise<void> {
    await ask(this.worker, 'stop');
    await this.worker.terminate();
  }
}

interface Answer {
  readonly id: string;
  readonly result?: unknown;
  readonly error?: string;
}

function ask(worker: Worker, command: string, value?: unknown): Promise<unknown> {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const take = (answer: Answer): void => {
      if (answer.id !== id) return;
      worker.off('message', take).off('error', reject);
      if (answer.error === undefined) resolve(answer.result);
      else reject(new Error(answer.error));
    };
    worker.on('message', take).once('error', reject);
    worker.postMessage({ id, command, value });
  });
}
