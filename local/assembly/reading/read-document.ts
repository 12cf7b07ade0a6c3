import { readFile } from 'node:fs/promises';
import { parseYaml } from './yaml-document';
import { AssemblyError, messageOf } from '../../errors';
import { Json } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';

/** Reason of a failed file operation, for example `no such file or directory`, without the path that the message names anyway. */
function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return text.replace(/^(Error: )?[A-Z]+: /, '').replace(/, \w+ '.*'$/, '');
}

/** @throws AssemblyError when the file can't be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AssemblyError(file, `cannot be read: ${reasonOf(error)}. Fix: check the path, or synthesize the app again`, { cause: error });
  }
}

/** Line of the first fault that `JSON.parse` named, from 1; undefined when its message does not tell. */
function faultyLine(text: string, message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  const excerpt = /\.\.\."([\s\S]+?)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  let offset = -1;
  if (position !== undefined) offset = Number(position);
  else if (message.includes('end of JSON input')) offset = text.trimEnd().length;
  // The excerpt starts ten characters before the fault.
  else if (excerpt !== undefined && text.includes(excerpt)) offset = text.indexOf(excerpt) + 10;
  return offset < 0 ? undefined : text.slice(0, offset).split('\n').length;
}

/** @throws AssemblyError with the line when the text is not JSON. */
export function parseJson(file: string, text: string): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    const message = messageOf(error);
    const line = faultyLine(text, message);
    throw new AssemblyError(file, `${line === undefined ? '' : `line ${line}: `}malformed JSON: ${message}`, { cause: error });
  }
}

/**
 * Reads a JSON or YAML file; short tags of CloudFormation (`!Ref` ...) become their long form.
 * The YAML library is loaded only when a file needs it.
 * @throws AssemblyError when the file is missing, empty or malformed.
 */
export async function readDocument(file: string): Promise<Json> {
  const text = await readText(file);
  if (text.trim() === '') throw new TemplateError(new TemplateLocation(file), { problem: 'the file is empty', expected: 'a JSON or YAML document' });
  const isYaml = /\.ya?ml$/i.test(file) || (!/\.json$/i.test(file) && !/^\s*[{[]/.test(text));
  if (!isYaml) return parseJson(file, text);
  return parseYaml(file, text);
}
