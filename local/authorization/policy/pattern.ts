import { ConditionContext } from './condition-context';
import { Piece, pieces, resolve } from './policy-variable';
import { Glyph, matches } from './wildcard';

/** How a pattern reads its wildcards. */
export interface PatternOptions {
  /** Whether `${...}` are variables. */
  readonly variables: boolean;
  /** `arn`: a wildcard inside one of the first five segments stays in it, unless it is a `*` at the segment's end. `none`: there are no wildcards. */
  readonly wildcards: 'text' | 'arn' | 'none';
  readonly ignoreCase?: boolean;
}

/** What a pattern says about a value; `unresolved` when a variable in it has no value in this request. */
export type PatternResult = 'match' | 'no-match' | 'unresolved';

/** A string of a policy, compiled: Action, Resource, or the value of a condition. */
export class Pattern {
  private readonly all: readonly Piece[];
  private readonly fixed: ((value: string) => boolean) | undefined;

  public constructor(text: string, private readonly options: PatternOptions) {
    this.all = pieces(options.ignoreCase === true ? text.toLowerCase() : text, options.variables);
    const plain = resolve(this.all, new Map());
    this.fixed = plain === undefined || this.all.some((piece) => piece.kind === 'variable') ? undefined : matcher(plain, options);
  }

  public test(value: string, context: ConditionContext): PatternResult {
    const wanted = this.options.ignoreCase === true ? value.toLowerCase() : value;
    if (this.fixed !== undefined) return this.fixed(wanted) ? 'match' : 'no-match';
    const resolved = resolve(this.all, context);
    if (resolved === undefined) return 'unresolved';
    const same = this.options.ignoreCase === true ? resolved.map((piece) => ({ ...piece, text: piece.text.toLowerCase() })) : resolved;
    return matcher(same, this.options)(wanted) ? 'match' : 'no-match';
  }
}

type Plain = Exclude<Piece, { kind: 'variable' }>;

function matcher(plain: readonly Plain[], options: PatternOptions): (value: string) => boolean {
  const glyphs = options.wildcards === 'none' ? undefined : toGlyphs(plain, options.wildcards === 'arn');
  if (glyphs === undefined || glyphs.every((glyph) => 'character' in glyph)) {
    const text = plain.map((piece) => piece.text).join('');
    return (value) => value === text;
  }
  const last = glyphs.at(-1);
  if (last !== undefined && 'wildcard' in last && last.wildcard === 'many' && glyphs.slice(0, -1).every((glyph) => 'character' in glyph)) {
    const prefix = glyphs.slice(0, -1).map((glyph) => ('character' in glyph ? glyph.character : '')).join('');
    return (value) => value.startsWith(prefix);
  }
  return (value) => matches(glyphs, value);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards */
function toGlyphs(plain: readonly Plain[], arn: boolean): Glyph[] {
  const characters = plain.flatMap(({ kind, text }) => [...text].map((character) => ({ character, wild: kind === 'pattern' && (character === '*' || character === '?') })));
  let colons = 0;
  return characters.map(({ character, wild }, index) => {
    if (character === ':') colons++;
    if (!wild) return { character };
    const next = characters[index + 1]?.character;
    const endsSegment = character === '*' && (next === ':' || next === undefined);
    return { wildcard: character === '*' ? 'many' : 'one', withinSegment: arn && colons < 5 && !endsSegment };
  });
}
