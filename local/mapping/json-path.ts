import { MappingError } from './mapping-error';
import { isObject, Json } from '../json';

type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'descendants'; readonly name: string };

/** A compiled JSONPath: gives the value it leads to, or the list of all values when it can lead to several; undefined: nothing is there. */
export type JsonPath = (document: Json) => Json | undefined;

const STEP = /\.\.([\w$@-]+)|\.\*|\[\*\]|\.([^.[\]()*?]+)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/**
 * Compiles the part of JSONPath that mappings are made of: `$`, `.name`, `['name']`, `[0]`, `[-1]`, `[*]`, `.*` and `..name`.
 *
 * @throws MappingError for filters, slices and functions.
 */
export function compileJsonPath(text: string): JsonPath {
  const steps = parse(text.trim());
  const isDefinite = steps.every(({ kind }) => kind === 'member' || kind === 'index');
  const next = (value: Json | undefined, step: Step): Json | undefined => (value === undefined ? undefined : follow(value, step)[0]);
  if (isDefinite) return (document) => steps.reduce<Json | undefined>(next, document);
  return (document) => steps.reduce<Json[]>((values, step) => values.flatMap((value) => follow(value, step)), [document]);
}

function parse(text: string): Step[] {
  if (!text.startsWith('$')) throw unsupported(text);
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (!found) throw unsupported(text);
    const [whole, descendant, member, index, single, double] = found;
    const quoted = single ?? double;
    if (descendant !== undefined) steps.push({ kind: 'descendants', name: descendant });
    else if (member !== undefined) steps.push({ kind: 'member', name: member });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (quoted !== undefined) steps.push({ kind: 'member', name: quoted.replace(/\\(.)/g, '$1') });
    else if (whole.endsWith('*') || whole.endsWith('*]')) steps.push({ kind: 'all' });
  }
  return steps;
}

function follow(value: Json, step: Step): Json[] {
  switch (step.kind) {
    case 'member': return isObject(value) && Object.hasOwn(value, step.name) ? present(value[step.name]) : [];
    case 'index': return Array.isArray(value) ? present(value.at(step.index)) : [];
    case 'all': return children(value);
    case 'descendants': return [...follow(value, { kind: 'member', name: step.name }), ...children(value).flatMap((child) => follow(child, step))];
  }
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function present(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

function unsupported(text: string): MappingError {
  return new MappingError(`can't read the JSONPath ${JSON.stringify(text)}: expected $ followed by .name, ['name'], [0], [*] or ..name`);
}
