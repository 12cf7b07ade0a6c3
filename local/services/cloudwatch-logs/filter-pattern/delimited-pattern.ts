import { Comparison, compileComparison } from './comparison';
import { FilterPatternError } from './filter-pattern-error';

/** The fields that a line has by the names of the pattern; undefined: the line does not fit. */
export type FieldMatch = (line: string) => ReadonlyMap<string, string> | undefined;

interface Field {
  readonly name: string;
  readonly test: Comparison;
}

/** Quoted and bracketed parts of a line are one field, without their marks. */
const LINE_FIELD = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;
const CONDITION = /^([\w.-]*)\s*(?:(!=|<=|>=|=|<|>)\s*("[^"]*"|%[^%]*%|\S+))?$/;

/** Compiles `[ip, user, ..., status = 4*, bytes > 1000]`. @throws FilterPatternError when it can't be read */
export function compileDelimitedPattern(pattern: string): FieldMatch {
  const parts = splitFields(pattern.trim().slice(1, -1));
  const gap = parts.indexOf('...');
  if (gap !== parts.lastIndexOf('...')) throw new FilterPatternError(pattern, 'expected ... at most once');
  const before = parts.slice(0, gap < 0 ? undefined : gap).map((part) => compileField(pattern, part));
  const after = gap < 0 ? [] : parts.slice(gap + 1).map((part) => compileField(pattern, part));
  return (line) => {
    const values = [...line.matchAll(LINE_FIELD)].map(([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? '');
    const needed = before.length + after.length;
    if (gap < 0 ? values.length !== needed : values.length < needed) return undefined;
    const found = new Map<string, string>();
    const fits = (fields: readonly Field[], own: readonly string[]): boolean => fields.every(({ name, test }, index) => {
      const value = own[index] ?? '';
      found.set(name, value);
      return test(value);
    });
    return fits(before, values) && fits(after, values.slice(values.length - after.length)) ? found : undefined;
  };
}

/** Cuts at the commas that are in no text and no regular expression. */
function splitFields(body: string): string[] {
  const fields = body.match(/(?:"[^"]*"|%[^%]*%|[^,"%])+/g) ?? [];
  return fields.map((field) => field.trim());
}

function compileField(pattern: string, source: string): Field {
  const alternatives = source.split('||').map((alternative) => alternative.split('&&').map((condition) => compileCondition(pattern, condition.trim())));
  const name = alternatives[0]?.[0]?.name ?? '';
  return { name, test: (value) => alternatives.some((conditions) => conditions.every(({ test }) => test(value))) };
}

function compileCondition(pattern: string, source: string): Field {
  const [, name = '', operator, literal = ''] = CONDITION.exec(source) ?? [];
  if (name === '') throw new FilterPatternError(pattern, `${JSON.stringify(source)} is no field; expected a name, and a comparison such as status = 4*`);
  if (operator === undefined) return { name, test: () => true };
  const test = compileComparison(operator, literal);
  if (!test) throw new FilterPatternError(pattern, `${JSON.stringify(source)} compares with what is no number`);
  return { name, test };
}
