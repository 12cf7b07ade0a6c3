import { isUtf8 } from 'node:buffer';
import { TokenFormatError } from '../errors';

/** A JSON object without a prototype, so that no member can be mistaken for one that every object has. */
export type JsonObject = Readonly<Record<string, unknown>>;

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/**
 * Reads a part of a token: valid UTF-8, one JSON object, no member twice at any depth. Two parsers may pick different ones of two equal names,
 * and the one that is checked must be the one that is used.
 *
 * @throws TokenFormatError
 */
export function parseJsonObject(bytes: Buffer): JsonObject {
  const value = isUtf8(bytes) ? parse(bytes.toString()) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenFormatError('token-json');
  return Object.assign(Object.create(null), value);
}

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Outside of strings a colon stands in every member and nowhere else; a parsed object has one member of each name.
  const colons = text.replace(STRING, '').split(':').length - 1;
  if (colons !== countMembers(value)) throw new TokenFormatError('token-duplicate-member');
  return value;
}

function countMembers(root: unknown): number {
  const pending = [root];
  let members = 0;
  for (let value = pending.pop(); pending.length > 0 || value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const children: unknown[] = Object.values(value);
    if (!Array.isArray(value)) members += children.length;
    for (const child of children) if (typeof child === 'object' && child !== null) pending.push(child);
  }
  return members;
}
