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

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    folder: process.cwd(),
    onStop: (action) => {
      process.on('SIGINT', action).on('SIGTERM', action);
      return () => { process.off('SIGINT', action).off('SIGTERM', action); };
    },
    exit: (code) => process.exit(code),
  };
}
