import { closest } from '../closest';
import { LocalGatewayError, UsageError } from '../errors';
import { HELP } from './help';
import { printable } from './printable';
import { start } from './start';
import { Terminal } from './terminal';
import { token } from './token';
import { version } from './version';

type Verb = (words: readonly string[], terminal: Terminal) => Promise<number>;

const VERBS: ReadonlyMap<string, Verb> = new Map([
  ['start', start],
  ['token', token],
  ['help', async (_words, { stdout }) => {
    stdout.write(HELP);
    return 0;
  }],
]);

/**
 * Runs one command line and gives its exit code: 0 done, 1 the engine failed, 2 the command line is wrong.
 * @param words the words after the program's name.
 */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [first, ...rest] = words;
    if (first === '--version' || first === '-v') {
      terminal.stdout.write(`${version()}\n`);
      return 0;
    }
    if (first === undefined || words.some((word) => word === '--help' || word === '-h')) {
      (first === undefined ? terminal.stderr : terminal.stdout).write(HELP);
      return first === undefined ? 2 : 0;
    }
    const verb = VERBS.get(first);
    if (!verb) throw new UsageError(`unknown command ${JSON.stringify(first)}${closest(first, [...VERBS.keys()])}; "apigateway-local help" lists all`);
    return await verb(rest, terminal);
  } catch (error) {
    terminal.stderr.write(`apigateway-local: ${printable(describe(error, words.includes('--verbose')), true)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function describe(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (verbose) return error.stack ?? error.message;
  return error instanceof LocalGatewayError ? error.message : `${error.message || error.name} (run again with --verbose for where)`;
}
