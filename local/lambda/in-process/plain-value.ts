import { JsonObject } from '../../json';

/** Members that are looked at before a value is made JSON the long way. */
const MOST_MEMBERS = 64;
/** Characters of all texts together, far below what a response may have. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Whether a value is the same before and after JSON: an object of texts, numbers, booleans and null, or of such objects. Within one process such a value
 * need not become a text and a value again, which costs more than all else of a short invocation. Whatever is not known for sure is no plain value.
 */
export function isPlainValue(value: unknown): value is JsonObject {
  const left = { members: MOST_MEMBERS, characters: MOST_CHARACTERS };
  return isPlainObject(value) && hasPlainMembers(value, left, true);
}

function hasPlainMembers(object: Record<string, unknown>, left: { members: number; characters: number }, mayNest: boolean): boolean {
  for (const name in object) {
    if (--left.members < 0) return false;
    const member = object[name];
    switch (typeof member) {
      case 'string':
        left.characters -= member.length;
        if (left.characters < 0) return false;
        break;
      case 'number':
        if (!Number.isFinite(member)) return false;
        break;
      case 'boolean': break;
      default:
        if (member === null) break;
        if (!mayNest || !isPlainObject(member) || !hasPlainMembers(member, left, false)) return false;
    }
  }
  return true;
}

/** One of the literal kind, without a way of its own to become JSON. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}
