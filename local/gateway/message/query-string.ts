import { encodeText } from '../../mapping/escape';

/** Parses a query string as the service does: percent-decoded, a plus sign is a space, and what is no valid encoding stays as it is. */
export function parseQueryString(text: string): ReadonlyMap<string, readonly string[]> {
  if (text === '') return EMPTY;
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const values = query.get(name);
    if (values) values.push(value);
    else query.set(name, [value]);
  }
  return query;
}

/** A query string of decoded parameters. */
export function writeQueryString(query: ReadonlyMap<string, readonly string[]>): string {
  return [...query].flatMap(([name, values]) => values.map((value) => `${encodeText(name)}=${encodeText(value)}`)).join('&');
}

const EMPTY: ReadonlyMap<string, readonly string[]> = new Map();

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
