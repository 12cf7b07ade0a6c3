import * as path from 'node:path';
import { isNativeError } from 'node:util/types';

/** Lambda's answer for a failed invocation. */
export interface ErrorObject {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

// Bundled, all code of the gateway is in this one file; as sources, what calls a handler is in this folder.
const own = path.basename(__filename).startsWith('error-object.') ? __dirname + path.sep : __filename;

const unreadable: ErrorObject = {
  errorType: 'handled',
  errorMessage: 'the error that the handler raised has a name, message or stack that cannot be read',
};

/** Turns whatever a handler threw into Lambda's error object. Frames of the gateway are left out. Never throws. */
export function toErrorObject(thrown: unknown): ErrorObject {
  try {
    if (isErrorLike(thrown)) {
      return { errorType: String(thrown.name), errorMessage: String(thrown.message), trace: traceOf(thrown) };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return unreadable;
  }
}

/** The text that Lambda logs beside an error: its object as JSON, with the fields that the thrower added. Never throws. */
export function toLogText(label: string, thrown: unknown): string {
  const { errorType, errorMessage, trace } = toErrorObject(thrown);
  try {
    const extra = thrown instanceof Error ? { ...thrown } : {};
    return `${label} \t${JSON.stringify({ errorType, errorMessage, ...extra, stack: trace })}`;
  } catch {
    return `${label} \t${JSON.stringify({ errorType, errorMessage, stack: trace })}`;
  }
}

// An error of another realm (a test's sandbox, `vm`) is no instance of this realm's Error.
function isErrorLike(value: unknown): value is Error {
  if (isNativeError(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { name, message, stack } = value as Partial<Error>;
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}

function traceOf(error: Error): string[] {
  return String(error.stack ?? `${error.name}: ${error.message}`).split('\n').filter((line) => !isOwnFrame(line));
}

function isOwnFrame(line: string): boolean {
  return /^\s+at /.test(line) && line.includes(own);
}
