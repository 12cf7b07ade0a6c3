const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup that is safe to insert as it is. Only {@link html} makes it. */
export class Markup {
  public constructor(public readonly text: string) {}
}

type Part = string | number | undefined | Markup | readonly Markup[];

/** Template tag: every value is escaped unless it is markup already, so a name out of a template can't become markup. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => (index === 0 ? text : render(values[index - 1]) + text)).join(''));
}

function render(value: Part): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
