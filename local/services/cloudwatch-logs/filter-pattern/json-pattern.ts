import { compileComparison, wordOf } from './comparison';
import { FilterPatternError } from './filter-pattern-error';
import { compileSelector } from './json-selector';
import { Json } from '../../../json';

/** Decides about a line that is a JSON object. */
export interface JsonTest {
  readonly fits: (document: Json) => boolean;
  /** Of these texts every line that fits has one, as it is spelled here; undefined: nothing is known of the text. */
  readonly words?: readonly string[];
}

const TOKEN = /\s*(?:(\|\||&&|!=|<=|>=|[=<>()])|("(?:[^"\\]|\\.)*")|(%[^%]*%)|(\$(?:\.?[^\s.[\]()=!<>&|"']+|\.?\[[^\]]*\]|\.(?:"[^"]*"|'[^']*'))*)|([^\s()=!<>&|]+))/y;

class Parser {
  private readonly tokens: string[] = [];
  private position = 0;

  public constructor(private readonly pattern: string, body: string) {
    const token = new RegExp(TOKEN.source, 'y');
    const end = body.trimEnd().length;
    while (token.lastIndex < end) {
      const found = token.exec(body);
      if (!found) throw new FilterPatternError(pattern, `unexpected ${JSON.stringify(body.slice(token.lastIndex).trim().slice(0, 20))}`);
      this.tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? found[5] ?? '');
    }
  }

  public all(): JsonTest {
    const result = this.either();
    if (this.position < this.tokens.length) throw this.unexpected();
    return result;
  }

  private either(): JsonTest {
    let left = this.both();
    while (this.take('||')) {
      const [first, second] = [left, this.both()];
      left = {
        fits: (document) => first.fits(document) || second.fits(document),
        ...(first.words && second.words && { words: [...first.words, ...second.words] }),
      };
    }
    return left;
  }

  private both(): JsonTest {
    let left = this.single();
    while (this.take('&&')) {
      const [first, second] = [left, this.single()];
      const words = first.words ?? second.words;
      left = { fits: (document) => first.fits(document) && second.fits(document), ...(words && { words }) };
    }
    return left;
  }

  private single(): JsonTest {
    if (this.take('(')) {
      const inner = this.either();
      if (!this.take(')')) throw this.unexpected();
      return inner;
    }
    const select = compileSelector(this.peek);
    if (!select) throw this.unexpected('a property such as $.status');
    this.position++;
    if (this.words('IS', 'NULL')) return { fits: (document) => select(document).some((value) => value === null) };
    if (this.words('IS', 'TRUE')) return { fits: (document) => select(document).some((value) => value === true) };
    if (this.words('IS', 'FALSE')) return { fits: (document) => select(document).some((value) => value === false) };
    if (this.words('NOT', 'EXISTS')) return { fits: (document) => select(document).length === 0 };
    if (this.words('EXISTS')) return { fits: (document) => select(document).length > 0 };
    const [operator = '', literal = ''] = this.tokens.slice(this.position, this.position + 2);
    const compare = literal === '' || /^[|&()=<>]/.test(literal) ? undefined : compileComparison(operator, literal);
    if (!compare) throw this.unexpected('=, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE, EXISTS or NOT EXISTS, and a fitting value');
    this.position += 2;
    const word = operator === '=' ? wordOf(literal) : undefined;
    return {
      fits: (document) => select(document).some((value) => value !== null && typeof value !== 'object' && compare(String(value))),
      ...(word !== undefined && { words: [word] }),
    };
  }

  private get peek(): string {
    return this.tokens[this.position] ?? '';
  }

  private take(token: string): boolean {
    if (this.peek !== token) return false;
    this.position++;
    return true;
  }

  private words(...expected: string[]): boolean {
    if (!expected.every((word, index) => this.tokens[this.position + index]?.toUpperCase() === word)) return false;
    this.position += expected.length;
    return true;
  }

  private unexpected(expected = 'its end'): FilterPatternError {
    return new FilterPatternError(this.pattern, `found ${this.peek === '' ? 'its end' : JSON.stringify(this.peek)}, expected ${expected}`);
  }
}

/** Compiles `{ $.status = 429 && $.stage = "prod" }`. @throws FilterPatternError when it can't be read */
export function compileJsonPattern(pattern: string): JsonTest {
  return new Parser(pattern, pattern.trim().slice(1, -1)).all();
}
