import { ConditionContext } from './condition-context';

/** A piece of a policy string: text whose `*` and `?` count, text that stands for itself, or a variable. */
export type Piece =
  | { readonly kind: 'pattern'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

const variable = /\$\{\s*([^},]+?)\s*(?:,\s*'((?:[^']|'')*)'\s*)?\}/g;
const escapes = new Set(['*', '?', '$']);

/**
 * Splits a string of a policy at its variables: `${aws:username}`, `${aws:username, 'nobody'}`, and `${*}`, `${?}`, `${$}` for the characters themselves.
 *
 * @param variables false in a policy of version 2008-10-17, where `${...}` is plain text
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function pieces(text: string, variables: boolean): readonly Piece[] {
  if (!variables || !text.includes('${')) return [{ kind: 'pattern', text }];
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(variable)) {
    const key = match[1] ?? '';
    if (match.index > end) found.push({ kind: 'pattern', text: text.slice(end, match.index) });
    found.push(escapes.has(key) ? { kind: 'literal', text: key } : { kind: 'variable', key: key.toLowerCase(), fallback: match[2]?.replaceAll('\'\'', '\'') });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: 'pattern', text: text.slice(end) });
  return found;
}

/** Replaces variables by their values, which stand for themselves; undefined when one has no single value and no default. */
export function resolve(all: readonly Piece[], context: ConditionContext): readonly Exclude<Piece, { kind: 'variable' }>[] | undefined {
  const resolved: Exclude<Piece, { kind: 'variable' }>[] = [];
  for (const piece of all) {
    if (piece.kind !== 'variable') {
      resolved.push(piece);
      continue;
    }
    const values = context.get(piece.key) ?? [];
    const value = values.length === 1 ? values[0] : piece.fallback;
    if (value === undefined) return undefined;
    resolved.push({ kind: 'literal', text: value });
  }
  return resolved;
}
