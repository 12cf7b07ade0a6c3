/** Whether an object anywhere in a JSON text has a member twice: parsers differ in which one they keep. The text must have been parsed before. */
export function hasDuplicateMembers(text: string): boolean {
  const objects: (Set<unknown> | undefined)[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  for (const [token, colon] of text.matchAll(tokens)) {
    if (token === '{') {objects.push(new Set());} else if (token === '[') {objects.push(undefined);} else if (token === '}' || token === ']') {objects.pop();} else if (colon !== undefined) {
      const names = objects.at(-1);
      const name: unknown = JSON.parse(token.slice(0, token.length - colon.length));
      if (names?.has(name) === true) return true;
      names?.add(name);
    }
  }
  return false;
}
