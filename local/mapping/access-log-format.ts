import { ContextFormat, ContextReader, QUOTED_BY_ITSELF, compileContextFormat } from './context-format';
import { MappingScope } from './mapping-scope';

/**
 * Compiles the format of an access log: CLF, JSON, XML and CSV are all text to the service. A variable without a value prints as `-`.
 * What a caller controls can't end the line: line breaks in values become spaces.
 *
 * In a format that is a JSON object a value can't end the text that it stands in either: quotes, backslashes and control characters are escaped.
 * Of the service both is told: that a quote in a value breaks the line (2022), and that it is escaped (2024). Escaped, a line can be trusted.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 * @see https://github.com/DataBiosphere/azul/issues/4009 unescaped
 * @see https://github.com/DataBiosphere/azul/issues/4348 escaped
 */
export function compileAccessLogFormat<S extends MappingScope>(format: string, reader?: ContextReader<S>): ContextFormat<S> {
  const text = oneLine(format.trim());
  const isJson = text.startsWith('{');
  const compiled = compileContextFormat(text, '-', isJson ? 'json' : 'text', reader);
  // Values that are escaped have no line breaks.
  return isJson && !text.includes(QUOTED_BY_ITSELF) ? compiled : (scope) => oneLine(compiled(scope));
}

/** Whether lines of a format are JSON objects in which every value is a text, however strange: no number is ever written into one. */
export function hasOnlyTexts(format: string): boolean {
  const text = format.trim();
  return text.startsWith('{') && !text.includes('\\') && !/[$\d]/.test(text.replace(/"[^"]*"/g, ''));
}

function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.split(/[\r\n]+/).map((line) => line.trim()).join(' ') : text;
}
