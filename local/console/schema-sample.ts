import { patternSample } from './pattern-sample';
import { isObject, Json, JsonObject } from '../json';

/** Deeper nesting than this ends in an empty value, so that a schema that contains itself has a sample too. */
const MAX_DEPTH = 8;

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2030-01-31T12:00:00Z',
  'date': '2030-01-31',
  'time': '12:00:00Z',
  'email': 'someone@example.com',
  'hostname': 'example.com',
  'ipv4': '192.0.2.1',
  'ipv6': '2001:db8::1',
  'uri': 'https://example.com/',
  'uuid': '11111111-2222-4333-8444-555555555555',
};

/** The smallest plausible value that a JSON schema (draft 4) accepts: required properties only, shortest lists, lowest numbers. */
export function sample(schema: JsonObject): Json {
  return valueOf(schema, schema, 0);
}

function valueOf(given: Json | undefined, root: JsonObject, depth: number): Json {
  const schema = merged(resolve(given, root), root, 0);
  if (schema.default !== undefined) return schema.default;
  if (schema.example !== undefined) return schema.example;
  if (Array.isArray(schema.enum) && schema.enum[0] !== undefined) return schema.enum[0];
  switch (typeOf(schema)) {
    case 'object': return objectOf(schema, root, depth);
    case 'array': return arrayOf(schema, root, depth);
    case 'string': return stringOf(schema);
    case 'integer': return numberOf(schema, 1);
    case 'number': return numberOf(schema, 0.5);
    case 'boolean': return true;
    case 'null': return null;
    default: return 'example';
  }
}

function objectOf(schema: JsonObject, root: JsonObject, depth: number): Json {
  if (depth >= MAX_DEPTH) return {};
  const properties = asObject(schema.properties);
  const names = Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  const missing = numeric(schema.minProperties, 0) - names.length;
  const others = missing > 0 ? Object.keys(properties).filter((name) => !names.includes(name)).slice(0, missing) : [];
  return Object.fromEntries([...names, ...others].map((name) => [name, valueOf(properties[name] ?? schema.additionalProperties, root, depth + 1)]));
}

function arrayOf(schema: JsonObject, root: JsonObject, depth: number): Json {
  if (depth >= MAX_DEPTH) return [];
  const length = Math.min(numeric(schema.minItems, 0), 20);
  const { items } = schema;
  const values = Array.from({ length }, (_, index) => valueOf(Array.isArray(items) ? items[index] : items, root, depth + 1));
  if (schema.uniqueItems !== true) return values;
  return values.map((value, index) => (typeof value === 'number' ? value + index : typeof value === 'string' && index > 0 ? `${value}${index}` : value));
}

function stringOf(schema: JsonObject): string {
  const minimum = numeric(schema.minLength, 0);
  const maximum = numeric(schema.maxLength, Number.POSITIVE_INFINITY);
  if (typeof schema.pattern === 'string') {
    const text = patternSample(schema.pattern, minimum);
    if (text !== undefined) return text;
  }
  const known = typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
  const text = known ?? 'example'.padEnd(Math.min(minimum, 10_000), 'x');
  return text.length > maximum ? text.slice(0, maximum) : text;
}

function numberOf(schema: JsonObject, step: number): number {
  const unit = numeric(schema.multipleOf, step);
  const [low, openLow] = limit(schema.minimum, schema.exclusiveMinimum);
  const [high, openHigh] = limit(schema.maximum, schema.exclusiveMaximum);
  const least = low === undefined ? undefined : openLow ? low + unit : low;
  const most = high === undefined ? undefined : openHigh ? high - unit : high;
  const start = least ?? Math.min(1, most ?? 1);
  const value = schema.multipleOf === undefined && step !== 1 ? start : Math.ceil(start / unit) * unit;
  if (most === undefined || value <= most) return value;
  return low !== undefined && high !== undefined ? (low + high) / 2 : most;
}

/** A limit and whether it is excluded itself: draft 4 has a flag beside the limit, later drafts a limit of its own. */
function limit(inclusive: Json | undefined, exclusive: Json | undefined): [number | undefined, boolean] {
  if (typeof exclusive === 'number') return [exclusive, true];
  return [typeof inclusive === 'number' ? inclusive : undefined, exclusive === true];
}

function merged(schema: JsonObject, root: JsonObject, depth: number): JsonObject {
  if (depth >= MAX_DEPTH) return schema;
  const all = Array.isArray(schema.allOf) ? schema.allOf : [];
  const one = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) && list[0] !== undefined ? [list[0]] : []));
  return [...all, ...one].map((part) => merged(resolve(part, root), root, depth + 1)).reduce<JsonObject>((result, part) => ({
    ...result,
    ...part,
    properties: { ...asObject(result.properties), ...asObject(part.properties) },
    required: [...new Set([...asList(result.required), ...asList(part.required)])],
  }), schema);
}

function resolve(schema: Json | undefined, root: JsonObject): JsonObject {
  let current = asObject(schema);
  for (let hops = 0; hops < MAX_DEPTH && typeof current.$ref === 'string'; hops += 1) {
    const match = /^#(\/.*)?$/.exec(current.$ref);
    if (!match) return {};
    const steps = (match[1] ?? '').split('/').slice(1);
    current = asObject(steps.reduce<Json | undefined>((at, step) => asObject(at)[step.replaceAll('~1', '/').replaceAll('~0', '~')], root));
  }
  return current;
}

function typeOf(schema: JsonObject): Json | undefined {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type !== undefined) return type;
  if (schema.properties !== undefined || schema.required !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  if (schema.pattern !== undefined || schema.format !== undefined || schema.minLength !== undefined) return 'string';
  return schema.minimum !== undefined || schema.maximum !== undefined ? 'number' : undefined;
}

function numeric(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
