/** Part of a pattern: a character as it is, or a wildcard. */
export type Glyph = { readonly character: string } | { readonly wildcard: 'one' | 'many'; readonly withinSegment: boolean };

/**
 * Whether `text` as a whole matches. A wildcard `withinSegment` stops at a colon; every other one takes any character, slashes included.
 * All positions of the pattern are followed side by side, so hostile patterns cost text times pattern and no more.
 */
export function matches(glyphs: readonly Glyph[], text: string): boolean {
  let reached = closure(glyphs, new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const position of reached) {
      const glyph = glyphs[position];
      if (glyph === undefined) continue;
      if ('character' in glyph) {
        if (glyph.character === character) next.add(position + 1);
      } else if (!glyph.withinSegment || character !== ':') {
        next.add(glyph.wildcard === 'many' ? position : position + 1);
      }
    }
    if (next.size === 0) return false;
    reached = closure(glyphs, next);
  }
  return reached.has(glyphs.length);
}

/** Positions that are reached without a further character: behind every `*`. A set is walked in insertion order, additions included. */
function closure(glyphs: readonly Glyph[], positions: Set<number>): Set<number> {
  for (const position of positions) {
    const glyph = glyphs[position];
    if (glyph !== undefined && 'wildcard' in glyph && glyph.wildcard === 'many') positions.add(position + 1);
  }
  return positions;
}
