/** What a profile holds; the page draws its form from the same list. */
export const fields = [
  { name: 'displayName', label: 'Name', required: true, maxLength: 80 },
  { name: 'about', label: 'About', required: false, maxLength: 500 },
];

/** Characters that steer terminals and layout; a line break is fine. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/u;

/** What is wrong with what somebody wants as their profile; undefined: nothing. */
export function problemOf(wanted) {
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted)) return 'the body must be a JSON object';
  const names = fields.map(({ name }) => name);
  if (Object.keys(wanted).some((name) => !names.includes(name))) return `a profile has ${names.join(' and ')} and nothing else`;
  for (const { name, required, maxLength } of fields) {
    const value = wanted[name];
    if (value === undefined && !required) continue;
    if (typeof value !== 'string' || (required && value.trim() === '')) return `${name} must be text${required ? ' and not empty' : ''}`;
    if (value.length > maxLength) return `${name} must not be longer than ${maxLength} characters`;
    if (STEERING.test(value.replaceAll('\n', ''))) return `${name} must not have control characters`;
  }
  return undefined;
}
