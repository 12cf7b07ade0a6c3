import { Json } from '../json';

/** How a value prints in a template: a list as JSON, a map as `{name=value}`, nothing for null. */
export function templateText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, member]) => `${name}=${member === null ? 'null' : templateText(member)}`).join(', ')}}`;
}

/** How a value travels in a header or a parameter: a text as it is, everything else as JSON; nothing and null not at all. */
export function parameterText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
