import { ContextFormat, compileContextFormat } from './context-format';

/**
 * Compiles the format of an access log: CLF, JSON, XML and CSV are all text to the service. A variable without a value prints as `-`.
 * What a caller controls can't end the line: line breaks in values become spaces.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function compileAccessLogFormat(format: string): ContextFormat {
  const compiled = compileContextFormat(format.trim(), '-');
  return (scope) => compiled(scope).replace(/\s*[\r\n]+\s*/g, ' ');
}
