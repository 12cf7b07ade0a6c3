import { isObject, Json, JsonObject } from '../../json';

/** The service's text when `value` breaks a keyword of `schema`; undefined when it doesn't. `argument` is what the schema says. */
export type KeywordMessage = (argument: Json, value: Json, schema: JsonObject) => string | undefined;

/** Keywords that look at one value and nothing below it. Those that apply other schemas are with the {@link explain explanation}. */
export const keywordMessages: ReadonlyMap<string, KeywordMessage> = new Map<string, KeywordMessage>([
  ['type', (allowed, value) => {
    const types = [...new Set(list(allowed).flatMap((type) => type === 'number' ? ['integer', 'number'] : [type]))].sort();
    const found = typeOf(value);
    if (types.includes(found)) return undefined;
    return `instance type (${found}) does not match any allowed primitive type (allowed: ${JSON.stringify(types)})`;
  }],
  ['enum', (values, value) => {
    const wanted = canonical(value);
    if (list(values).some((one) => canonical(one) === wanted)) return undefined;
    return `instance value (${JSON.stringify(value)}) not found in enum (possible values: ${JSON.stringify(values)})`;
  }],
  ['minimum', number((minimum, value, schema) => {
    if (value < minimum) return `numeric instance is lower than the required minimum (minimum: ${minimum}, found: ${value})`;
    return value === minimum && schema.exclusiveMinimum === true
      ? `numeric instance is not strictly greater than the required minimum ${minimum}` : undefined;
  })],
  ['maximum', number((maximum, value, schema) => {
    if (value > maximum) return `numeric instance is greater than the required maximum (maximum: ${maximum}, found: ${value})`;
    return value === maximum && schema.exclusiveMaximum === true
      ? `numeric instance is not strictly lower than the required maximum ${maximum}` : undefined;
  })],
  ['multipleOf', number((divisor, value) => {
    const quotient = value / divisor;
    return Math.abs(Math.round(quotient) - quotient) > 1e-9 ? `remainder of division is not zero (${value} / ${divisor})` : undefined;
  })],
  ['minLength', text((minimum, value) => {
    const length = [...value].length;
    return length < Number(minimum) ? `string ${quoted(value)} is too short (length: ${length}, required minimum: ${minimum})` : undefined;
  })],
  ['maxLength', text((maximum, value) => {
    const length = [...value].length;
    return length > Number(maximum) ? `string ${quoted(value)} is too long (length: ${length}, maximum allowed: ${maximum})` : undefined;
  })],
  ['pattern', text((pattern, value) => {
    return new RegExp(String(pattern)).test(value) ? undefined : `ECMA 262 regex ${quoted(String(pattern))} does not match input string ${quoted(value)}`;
  })],
  ['minItems', array((minimum, { length }) => length < Number(minimum)
    ? `array is too short: must have at least ${minimum} elements but instance has ${length} elements` : undefined)],
  ['maxItems', array((maximum, { length }) => length > Number(maximum)
    ? `array is too long: must have at most ${maximum} elements but instance has ${length} elements` : undefined)],
  ['uniqueItems', array((unique, value) => unique === true && !areUnique(value) ? 'array must not contain duplicate elements' : undefined)],
  ['additionalItems', array((additional, { length }, { items }) => additional === false && Array.isArray(items) && length > items.length
    ? `schema only allows ${items.length} elements in array but instance has ${length} elements` : undefined)],
  ['minProperties', object((minimum, value) => Object.keys(value).length < Number(minimum)
    ? `object has too few properties (found ${Object.keys(value).length} but schema requires at least ${minimum})` : undefined)],
  ['maxProperties', object((maximum, value) => Object.keys(value).length > Number(maximum)
    ? `object has too many properties (found ${Object.keys(value).length} but schema requires at most ${maximum})` : undefined)],
  ['required', object((names, value) => {
    const missing = list(names).filter((name) => !Object.hasOwn(value, String(name))).sort();
    return missing.length > 0 ? `object has missing required properties (${JSON.stringify(missing)})` : undefined;
  })],
  ['additionalProperties', object((additional, value, schema) => {
    if (additional !== false) return undefined;
    const surplus = Object.keys(value).filter((name) => !isDeclared(name, schema)).sort();
    return surplus.length > 0 ? `object instance has properties which are not allowed by the schema: ${JSON.stringify(surplus)}` : undefined;
  })],
]);

/** Whether no two values are equal in JSON, found out in one pass. */
export function areUnique(values: readonly Json[]): boolean {
  return new Set(values.map(canonical)).size === values.length;
}

/** Whether `properties` or `patternProperties` name a property. */
export function isDeclared(name: string, { properties, patternProperties }: JsonObject): boolean {
  return (isObject(properties) && Object.hasOwn(properties, name))
    || (isObject(patternProperties) && Object.keys(patternProperties).some((pattern) => new RegExp(pattern).test(name)));
}

/** A string stands for a list of itself. */
export function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** The quotes of a message, which escape nothing. */
export function quoted(value: string): string {
  return `"${value}"`;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** The same text for values that are equal in JSON. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, one: Json) => isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a < b ? -1 : 1)) : one);
}

function number(check: (argument: number, value: number, schema: JsonObject) => string | undefined): KeywordMessage {
  return (argument, value, schema) => typeof argument === 'number' && typeof value === 'number' ? check(argument, value, schema) : undefined;
}

function text(check: (argument: Json, value: string) => string | undefined): KeywordMessage {
  return (argument, value) => typeof value === 'string' ? check(argument, value) : undefined;
}

function array(check: (argument: Json, value: readonly Json[], schema: JsonObject) => string | undefined): KeywordMessage {
  return (argument, value, schema) => Array.isArray(value) ? check(argument, value, schema) : undefined;
}

function object(check: (argument: Json, value: JsonObject, schema: JsonObject) => string | undefined): KeywordMessage {
  return (argument, value, schema) => isObject(value) ? check(argument, value, schema) : undefined;
}
