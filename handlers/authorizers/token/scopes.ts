import { JsonObject } from './json-object';

/** The token's scopes: of every claim that is named, a string split at its spaces or the strings of a list. */
export function readScopes(claims: JsonObject, names: readonly string[]): string[] {
  const scopes = names.flatMap((name) => {
    const value = claims[name];
    if (typeof value === 'string') return value.split(' ');
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  });
  return [...new Set(scopes)].filter((scope) => scope !== '');
}

/** As API Gateway does it: one of them is enough, and none required means any token. */
export function satisfies(scopes: readonly string[], required: readonly string[]): boolean {
  return required.length === 0 || required.some((scope) => scopes.includes(scope));
}
