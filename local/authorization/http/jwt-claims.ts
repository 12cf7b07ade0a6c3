import { Json, JsonObject } from '../../json';

/**
 * Claims of a token as events show them: all texts. A list is `[a b]` and an object `map[a:1 b:2]`, names in order; both as seen in events of the service,
 * for example `"cognito:groups": "[admins ops]"` and `"firebase": "map[sign_in_provider:password]"`.
 */
export function renderClaims(claims: JsonObject): Readonly<Record<string, string>> {
  // A claim may have any name: `__proto__` must be one like any other.
  const rendered: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(claims)) rendered[name] = render(value);
  return rendered;
}

function render(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(render).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${Object.keys(value).sort().map((name) => `${name}:${render(value[name] ?? null)}`).join(' ')}]`;
}
