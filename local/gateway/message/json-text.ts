import { Json, JsonObject } from '../../json';

/** What JSON does not take as it is: quotes, backslashes, control characters, and halves of characters. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A JSON text. Nearly all texts of a request need no escapes, and to look costs less than to call JSON.stringify. */
export function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Sets a member of an object whose names come from callers: one of them must not become the prototype. */
export function put(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

/** An object of texts. */
export function textMembers(values: Iterable<readonly [string, string]>): JsonObject {
  const object: JsonObject = {};
  for (const [name, value] of values) put(object, name, value);
  return object;
}
