/** One line of the log. Values are cut and stripped when they are written, so they may come from a request. */
export interface LogEntry {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly [field: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

const LONGEST_VALUE = 200;

/**
 * One JSON object on one line. Strings are cut, and everything but printable ASCII is replaced, so that a request can neither add a line
 * nor move a terminal's cursor.
 */
export function logLine(entry: LogEntry): string {
  return JSON.stringify(entry, (_, value: unknown) => typeof value === 'string' ? printable(value) : value);
}

/** The function's log: standard output, a line an entry. */
export const standardLog: Log = (entry) => { process.stdout.write(`${logLine(entry)}\n`); };

function printable(value: string): string {
  const cut = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}...` : value;
  return cut.replace(/[^ -~]/g, '?');
}
