import { ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server under test, in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Address that answers the hello. */
  readonly url: string;
  /** From the start of the process to its first 200. */
  readonly startMilliseconds: number;
  stop(): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** It is there once it answers anything: its route asks for more than a plain request has. @default - once it answers 200 */
  readonly anyStatus?: boolean;
  /** Finds the address in what the process has printed so far; undefined: not there yet. */
  readonly url: (printed: string) => string | undefined;
}

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/** Starts a server and waits for its first 200. */
export async function startServer({ command, args, folder, env, anyStatus = false, url }: ServerCommand): Promise<ServerProcess> {
  const began = performance.now();
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let printed = '';
  let ended: string | undefined;
  child.stdout.on('data', (chunk: Buffer) => { if (ended === undefined && printed.length < 100_000) printed += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { if (printed.length < 100_000) printed += chunk.toString(); });
  child.on('error', (error) => { ended = error.message; });
  child.on('exit', (code, signal) => { ended = `ended with ${code ?? signal}`; });
  try {
    while (performance.now() - began < START_LIMIT) {
      if (ended !== undefined) throw new Error(`${command} ${args.join(' ')}: ${ended}\n${printed.slice(-2000)}`);
      const address = url(printed);
      if (address !== undefined && child.pid !== undefined && await answers(address, anyStatus)) {
        return { pid: child.pid, url: address, startMilliseconds: performance.now() - began, stop: async () => stop(child) };
      }
      await sleep(2);
    }
    throw new Error(`${command} ${args.join(' ')}: no 200 within ${START_LIMIT / 1000} s\n${printed.slice(-2000)}`);
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function answers(url: string, anyStatus: boolean): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { connection: 'close' } });
    await response.arrayBuffer();
    return anyStatus || response.status === 200;
  } catch {
    return false;
  }
}

/** Ends the process group that was started here, children included. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(() => { if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL'); }, STOP_LIMIT);
  await gone;
  clearTimeout(timer);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it is gone already.
  }
}
