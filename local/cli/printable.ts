/** Controls, and the marks that make a terminal show text in another order than it has. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from outside (templates, requests, functions) as it may be shown: it must neither steer the terminal nor forge a line.
 * @param keepLines breaks stay, and what follows is indented
 */
export function printable(text: string, keepLines = false): string {
  return text.replace(STEERING, (character) => {
    if (character === '\t') return character;
    if (character === '\n' && keepLines) return '\n  ';
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same for every text of a value, however deep. */
export function allPrintable<T>(value: T, linesOf: ReadonlySet<string> = new Set()): T {
  return JSON.parse(JSON.stringify(value), (name: string, member: unknown) => (typeof member === 'string' ? printable(member, linesOf.has(name)) : member)) as T;
}
