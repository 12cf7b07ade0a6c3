import { messageOf } from '../errors';

/** Names of claims may have colons, like `cognito:username`. */
const VARIABLE = /\$context(?:\.authorizer\.claims(?:\.[\w-]+(?::[\w-]+)*)+|(?:\.[\w-]+)+)/g;
/** Variables that every request has, as a number. */
const ALWAYS_NUMBERS = new Set(['status', 'requestTimeEpoch', 'responseLength', 'responseLatency'].map((name) => `$context.${name}`));

/**
 * What is wrong with the format of an access log, found before any line is written in it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function accessLogFormatProblems(format: string): string[] {
  const problems: string[] = [];
  const names = new Set(format.match(VARIABLE) ?? []);
  if (!names.has('$context.requestId') && !names.has('$context.extendedRequestId')) {
    problems.push('its access log format has neither $context.requestId nor $context.extendedRequestId: the service refuses it, add one of them');
  }
  if (/[\r\n]/.test(format.trim())) problems.push('its access log format has several lines: the service refuses it, write it in one');
  if (format.trim().startsWith('{')) problems.push(...jsonProblems(format.trim()));
  return problems;
}

function jsonProblems(format: string): string[] {
  const unquoted = new Set<string>();
  const outside = format.replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replace(VARIABLE, 'x')).replace(VARIABLE, (name) => {
    if (!ALWAYS_NUMBERS.has(name)) unquoted.add(name);
    return '0';
  });
  try {
    JSON.parse(outside);
  } catch (error) {
    return [`its access log format begins like JSON, but a line of it is none: ${messageOf(error)} in ${JSON.stringify(outside)}`];
  }
  return [...unquoted].map((name) => `its access log format has ${name} without quotes: a request that has no such value writes -, and its line is no JSON; put it in quotes`);
}
