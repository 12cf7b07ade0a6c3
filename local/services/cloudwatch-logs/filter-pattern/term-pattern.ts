import { compileRegex } from './comparison';
import { FilterPatternError } from './filter-pattern-error';

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|(\S+))/g;

type Test = (line: string) => boolean;

/**
 * Compiles words and phrases: all of them must be in the line, none of those behind a minus. Where every one has a question mark, one of them suffices;
 * beside others, those with a question mark count for nothing.
 *
 * @throws FilterPatternError for a regular expression that the service does not take
 */
export function compileTermPattern(pattern: string): Test {
  const required: Test[] = [];
  const optional: Test[] = [];
  for (const [, mark, phrase, regex, word = ''] of pattern.matchAll(TERM)) {
    const text = phrase?.replace(/\\(["\\])/g, '$1') ?? word;
    const test = regex === undefined ? (line: string) => line.includes(text) : compileRegex(regex);
    if (!test) throw new FilterPatternError(pattern, `%${regex ?? ''}% is no regular expression that the service takes`);
    if (mark === '?') optional.push(test);
    else required.push(mark === '-' ? (line) => !test(line) : test);
  }
  if (required.length > 0) return (line) => required.every((test) => test(line));
  return optional.length === 0 ? () => true : (line) => optional.some((test) => test(line));
}
