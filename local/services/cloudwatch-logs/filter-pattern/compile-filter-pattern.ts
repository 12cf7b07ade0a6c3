import { compileDelimitedPattern } from './delimited-pattern';
import { compileJsonPattern } from './json-pattern';
import { compileSelector, Selector } from './json-selector';
import { compileTermPattern } from './term-pattern';
import { isObject, Json } from '../../../json';

/** A JSON text in which characters or numbers may be spelled in another way than in what they are compared with. */
const SPELLED_OTHERWISE = /\\|[:,[]\s*-?(?:[\d.]+[eE]|[\d.]{16})/;

/** A log line, read as JSON at most once however many patterns look at it. */
export class LogLine {
  private parsed: Json | undefined = undefined;
  private isParsed = false;
  private isSpelledOtherwise: boolean | undefined = undefined;

  /** @param hasOnlyTexts the line is a JSON object without numbers, as its writer knows */
  public constructor(public readonly text: string, private readonly hasOnlyTexts = false) {}

  /** Undefined: it is no JSON object. */
  public get document(): Json | undefined {
    if (!this.isParsed) {
      this.isParsed = true;
      // A failed attempt costs more than a whole request, so that most lines of another form are told apart by their ends.
      this.parsed = this.text.startsWith('{') && this.text.endsWith('}') ? parse(this.text) : undefined;
    }
    return this.parsed;
  }

  /** Whether one of some words may stand in the line. Most lines can be told not to fit by their text, which is much cheaper than to read them. */
  public mayHave(words: readonly string[] | undefined): boolean {
    if (words === undefined) return true;
    for (const word of words) if (this.text.includes(word) && this.mayEqual(word)) return true;
    this.isSpelledOtherwise ??= this.hasOnlyTexts ? this.text.includes('\\') : SPELLED_OTHERWISE.test(this.text);
    return this.isSpelledOtherwise;
  }

  /** Where every value is a text, one that equals a word stands between quotes; else a piece of some id often looks like a status. */
  private mayEqual(word: string): boolean {
    return !this.hasOnlyTexts || this.text.includes(`"${word}"`);
  }
}

/** What a fitting line holds. */
export interface PatternMatch {
  /** The value at `$.status` of a JSON line, or `$status` of a line with fields; undefined when there is none. */
  value(reference: string): string | undefined;
}

/** Undefined: the line does not fit. */
export type FilterPattern = (line: LogLine) => PatternMatch | undefined;

const NO_VALUES: PatternMatch = { value: () => undefined };

/**
 * Compiles a filter pattern of any of the three kinds: `{ $.status = 429 }` for JSON, `[ip, ..., status = 4*]` for fields between spaces, and words.
 *
 * @throws FilterPatternError when it can't be read
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): FilterPattern {
  const trimmed = pattern.trim();
  if (trimmed.startsWith('{') && trimmed.endsWith('}')) {
    const { fits, words } = compileJsonPattern(trimmed);
    return (line) => (line.mayHave(words) && line.document !== undefined && fits(line.document) ? jsonMatch(line.document) : undefined);
  }
  if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
    const match = compileDelimitedPattern(trimmed);
    return (line) => {
      const fields = match(line.text);
      return fields && { value: (reference) => fields.get(reference.replace(/^\$\.?/, '')) };
    };
  }
  const test = compileTermPattern(trimmed);
  return (line) => {
    if (!test(line.text)) return undefined;
    return trimmed === '' && line.document !== undefined ? jsonMatch(line.document) : NO_VALUES;
  };
}

const selectors = new Map<string, Selector | undefined>();

function jsonMatch(document: Json): PatternMatch {
  return {
    value: (reference) => {
      if (!selectors.has(reference)) selectors.set(reference, compileSelector(reference));
      const [value] = selectors.get(reference)?.(document) ?? [];
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    },
  };
}

function parse(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
