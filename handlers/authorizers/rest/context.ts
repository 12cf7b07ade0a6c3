import { VerifiedToken } from '../verifier';

const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/**
 * Claims for the backend, as strings, in the order that was asked for, until the limit is reached.
 *
 * @param limit bytes of the context as JSON
 */
export function claimContext({ claims, scopes }: VerifiedToken, names: readonly string[], limit: number): Record<string, string> {
  const context: Record<string, string> = {};
  let size = 2;
  for (const name of names) {
    const key = name.replace(/\W/g, '_');
    const value = name === 'scope' ? scopes.join(' ') : textOf(claims[name]);
    if (value === undefined || value === '' || CONTROL_CHARACTER.test(value) || Object.hasOwn(context, key)) continue;
    size += Buffer.byteLength(JSON.stringify({ [key]: value }));
    if (size > limit) break;
    context[key] = value;
  }
  return context;
}

/** A claim as text: of a list its members with spaces between; undefined for objects and lists that hold some. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map((entry) => Array.isArray(entry) ? undefined : textOf(entry));
    return texts.includes(undefined) ? undefined : texts.join(' ');
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
