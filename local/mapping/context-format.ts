import { Json } from '../json';

/** Where a format takes its variables from. */
export interface VariableSource {
  context(name: string): Json | undefined;
  stageVariable?(name: string): string | undefined;
}

/** A compiled text with variables. */
export type ContextFormat = (source: VariableSource) => string;

const VARIABLE = /\$(?:context((?:\.[\w-]+)+)|\{context((?:\.[\w-]+)+)\}|stageVariables\.([\w-]+)|\{stageVariables\.([\w-]+)\})/g;

/**
 * Compiles a text in which `$context.<name>` and `$stageVariables.<name>` are replaced and nothing else is understood:
 * the format of an access log, the body of a gateway response.
 *
 * @param missing what stands for a variable that has no value: `-` in access logs
 */
export function compileContextFormat(text: string, missing: string): ContextFormat {
  const parts: (string | ((source: VariableSource) => Json | undefined))[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const [whole, plainName, bracedName, plainVariable, bracedVariable] = found;
    if (found.index > end) parts.push(text.slice(end, found.index));
    end = found.index + whole.length;
    const name = (plainName ?? bracedName)?.slice(1);
    const variable = plainVariable ?? bracedVariable ?? '';
    parts.push(name === undefined ? (source) => source.stageVariable?.(variable) : (source) => source.context(name));
  }
  if (end < text.length) parts.push(text.slice(end));
  return (source) => {
    let line = '';
    for (const part of parts) line += typeof part === 'string' ? part : variableText(part(source), missing);
    return line;
  };
}

function variableText(value: Json | undefined, missing: string): string {
  if (value === undefined || value === null || value === '') return missing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
