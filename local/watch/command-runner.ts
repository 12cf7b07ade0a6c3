import { spawn } from 'node:child_process';

/** A command that runs, or has run. */
export interface RunningCommand {
  /** Exit code, null when a signal ended it, and the end of its error output. Never rejects. */
  readonly result: Promise<CommandResult>;
  /** Ends the command and what it started. */
  kill(): void;
}

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs commands; an effect. */
export interface CommandRunner {
  /** @param command a text is for the shell; a program and its arguments are run as they are */
  run(command: string | readonly string[], options: { readonly folder: string; readonly environment: NodeJS.ProcessEnv }): RunningCommand;
}

/** Much more than a person reads, and little enough to keep. */
const KEPT_CHARACTERS = 64_000;

export const shellRunner: CommandRunner = {
  run(command, { folder, environment }) {
    // A group of its own, so that the shell's children can be ended with it.
    const isGroup = process.platform !== 'win32';
    const [program, ...words] = typeof command === 'string' ? [command] : command;
    const child = spawn(program ?? '', words, {
      cwd: folder, env: environment, shell: typeof command === 'string', detached: isGroup, stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-KEPT_CHARACTERS); });
    const result = new Promise<CommandResult>(done => {
      child.once('error', error => done({ code: null, output: `${output}${error.message}` }));
      child.once('close', code => done({ code, output }));
    });
    const kill = (): void => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      try {
        if (isGroup) process.kill(-child.pid, 'SIGTERM');
        else child.kill();
      } catch {
        // It ended in the meantime.
      }
    };
    return { result, kill };
  },
};
