import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { realFolder } from '../real-folder';

type Environment = Record<string, string | undefined>;

interface Owner {
  /** How the names of its files begin. */
  readonly places: readonly string[];
  readonly env: Environment;
}

/** By folder; of the whole process, whose environment is one as well. */
const owners = new Map<string, Owner>();
/** Callbacks of a bundled SDK lie deep. */
const MOST_FRAMES = 100;

/** Names the code of a function, which is about to be loaded. */
export function ownCode(codeDirectory: string, env: Environment): void {
  const folders = new Set([codeDirectory, realFolder(codeDirectory)]);
  owners.set(codeDirectory, { places: [...folders].flatMap((folder) => [folder + sep, `${pathToFileURL(folder).href}/`]), env });
}

/**
 * Environment of a function whose code asks now, told by the files on the stack; undefined: none of them asks. For code that goes on after its invocation ended
 * and is not followed: an SDK that is called there must find the function's endpoints and credentials, and never those of whoever started the gateway.
 * Where functions share their files, it may be that of another one.
 */
export function environmentOfLateCode(): Environment | undefined {
  if (owners.size === 0) return undefined;
  const files = filesOnStack();
  for (const { places, env } of owners.values()) if (files.some((file) => places.some((place) => file.startsWith(place)))) return env;
  return undefined;
}

/** As they are loaded: the text of a stack may name sources instead. */
function filesOnStack(): readonly string[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  let files: readonly string[] = [];
  try {
    Error.stackTraceLimit = MOST_FRAMES;
    Error.prepareStackTrace = (_error, sites) => {
      files = sites.map((site) => site.getFileName() ?? '');
      return '';
    };
    void new Error().stack;
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
  return files;
}
