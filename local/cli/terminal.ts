import { LineSink } from './event-printer';

/** What the command line needs of its process; a test gives its own. */
export interface Terminal {
  readonly stdout: LineSink & { readonly isTTY?: boolean };
  readonly stderr: LineSink & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Calls `action` at every request to stop; the returned function ends that. */
  onStop(action: (signal: NodeJS.Signals) => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/** Ctrl-C reaches a whole process group, and npm and other parents pass it on once more: what follows this closely is the same key press. */
const SAME_REQUEST_MILLISECONDS = 500;

/** Ctrl-C, an orderly end, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    folder: process.cwd(),
    onStop: (action) => {
      let last = Number.NEGATIVE_INFINITY;
      const stop = (signal: NodeJS.Signals): void => {
        const now = performance.now();
        if (now - last > SAME_REQUEST_MILLISECONDS) action(signal);
        last = now;
      };
      for (const signal of SIGNALS) process.on(signal, stop);
      return () => { for (const signal of SIGNALS) process.off(signal, stop); };
    },
    exit: (code) => process.exit(code),
  };
}
