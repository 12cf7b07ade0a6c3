import { Json } from '../../../json';

/** Finds values in a document. Several: a `[*]` on the way. */
export type Selector = (document: Json) => readonly Json[];

const STEP = /\.?([^.[\]\s"']+)|\[(\d+)\]|\[\s*\*\s*\]|\[\s*(?:'([^']*)'|"([^"]*)")\s*\]|\.(?:'([^']*)'|"([^"]*)")/y;

/** Compiles `$.a.b[0].c`, `$.list[*].id`, `$.['a b']`; undefined when it is no selector. */
export function compileSelector(source: string): Selector | undefined {
  if (source === '$') return (document) => [document];
  if (!source.startsWith('$')) return undefined;
  const steps: (string | number | undefined)[] = [];
  const path = source.slice(1).replace(/\.\[/g, '[');
  const pattern = new RegExp(STEP.source, 'y');
  while (pattern.lastIndex < path.length) {
    const found = pattern.exec(path);
    if (!found) return undefined;
    const [, name, index, ...quoted] = found;
    steps.push(index !== undefined ? Number(index) : name ?? quoted.find((text) => text !== undefined));
  }
  return (document) => steps.reduce<readonly Json[]>((values, step) => values.flatMap((value) => follow(value, step)), [document]);
}

function follow(value: Json, step: string | number | undefined): readonly Json[] {
  if (value === null || typeof value !== 'object') return [];
  if (step === undefined) return Array.isArray(value) ? value : [];
  if (Array.isArray(value)) {
    const item = typeof step === 'number' ? value[step] : undefined;
    return item === undefined ? [] : [item];
  }
  const key = String(step);
  return Object.hasOwn(value, key) ? [value[key] ?? null] : [];
}
