import { Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { laterKeywords } from './later-keywords';

/** Where a check is, with the schema that local references point into. */
interface Place {
  readonly route: string;
  /** As the user wrote it: `requestSchema.properties.count`. */
  readonly path: string;
  readonly root: unknown;
}

type Check = (value: unknown, place: Place) => void;
type Members = Readonly<Record<string, unknown>>;

const types: readonly unknown[] = Object.values(apigateway.JsonSchemaType);
const modelUrl = /^https:\/\/apigateway\.[^/]+\/restapis\/[^/]+\/models\/[^/#]+$/;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isFullList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const settled = (values: readonly unknown[]): unknown[] => values.filter((value) => !Token.isUnresolved(value));
const isUnique = (values: readonly unknown[]): boolean => {
  const written = settled(values).map((value) => JSON.stringify(value));
  return new Set(written).size === written.length;
};
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextList = (value: unknown): value is unknown[] => isFullList(value) && isUnique(value) && settled(value).every(isText);

/** A check of a value on its own. */
const takes = (accepts: (value: unknown) => boolean, expected: string): Check => (value, place) => {
  if (!accepts(value)) refuse(place, value, expected);
};

const text = takes(isText, 'a text');
const flag = takes((value) => typeof value === 'boolean', 'true or false');
const number = takes(Number.isFinite, 'a number');
const count = takes(isCount, 'a whole number from 0 on');
const pattern = takes(isPattern, 'a regular expression');
const textList = takes(isTextList, 'a list of different texts, at least one; leave it out where there are none');

const schemaOrFlag: Check = (value, place) => (typeof value === 'boolean' ? undefined : checkSchema(value, place, 'a schema, true or false'));
const schemaList: Check = (value, place) => {
  if (!isFullList(value)) refuse(place, value, 'a list of schemas, at least one');
  value.forEach((item, index) => checkSchema(item, { ...place, path: `${place.path}[${index}]` }));
};

/** Checks each member of an object, and its name. */
const membersOf = (check: Check, checkName: Check = () => undefined): Check => (value, place) => {
  if (!isObject(value)) refuse(place, value, 'an object of schemas');
  for (const [name, member] of Object.entries(value)) {
    const at = { ...place, path: `${place.path}.${name}` };
    checkName(name, at);
    known(member, at, check);
  }
};

const bound = (limit: 'minimum' | 'maximum', name: string): Check => (value, place) => {
  if (typeof value === 'boolean') return;
  const fix = typeof value === 'number' ? `; write ${limit}: ${value} and ${name}: true` : '';
  refuse(place, value, `true or false, beside the number of ${limit}${fix}`);
};

const checks: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(['id', 'title', 'description', 'format'].map((name) => [name, text])),
  ...Object.fromEntries(['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'].map((name) => [name, count])),
  ...Object.fromEntries(['schema', '$schema'].map((name) => [name, checkVersion])),
  ...Object.fromEntries(['ref', '$ref'].map((name) => [name, checkReference])),
  ...Object.fromEntries(['allOf', 'anyOf', 'oneOf'].map((name) => [name, schemaList])),
  ...Object.fromEntries(['additionalItems', 'additionalProperties'].map((name) => [name, schemaOrFlag])),
  ...Object.fromEntries(['definitions', 'properties'].map((name) => [name, membersOf(checkSchema)])),
  default: () => undefined,
  type: takes((value) => types.includes(value) || (isTextList(value) && settled(value).every((item) => types.includes(item))), `one of ${types.join(', ')}, or a list of them`),
  enum: takes((value) => isFullList(value) && isUnique(value), 'a list of different values, at least one'),
  multipleOf: takes((value) => Number.isFinite(value) && Number(value) > 0, 'a number above 0'),
  maximum: number,
  minimum: number,
  exclusiveMaximum: bound('maximum', 'exclusiveMaximum'),
  exclusiveMinimum: bound('minimum', 'exclusiveMinimum'),
  pattern,
  uniqueItems: flag,
  required: textList,
  items: (value, place) => (Array.isArray(value) ? schemaList(value, place) : checkSchema(value, place, 'a schema or a list of schemas')),
  patternProperties: membersOf(checkSchema, pattern),
  dependencies: membersOf((value, place) => (Array.isArray(value) ? textList(value, place) : checkSchema(value, place, 'a schema or a list of names'))),
  not: checkSchema,
};

/**
 * Checks what API Gateway would refuse when it deploys, or worse, take and never hold: a schema of a later draft than 4.
 * Values that are known at deployment only are not looked at.
 *
 * @param route as it goes into messages
 * @throws with the path, the wrong value and what is right
 * @see https://datatracker.ietf.org/doc/html/draft-fge-json-schema-validation-00
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function checkRequestSchema(route: string, schema: apigateway.JsonSchema): void {
  known(schema, { route, path: 'requestSchema', root: schema }, checkSchema);
}

function checkSchema(value: unknown, place: Place, expected = 'a schema, which is an object'): void {
  if (Token.isUnresolved(value)) return;
  if (!isObject(value)) refuse(place, value, expected);
  for (const [keyword, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const at = { ...place, path: `${place.path}.${keyword}` };
    const check = Object.hasOwn(checks, keyword) ? checks[keyword] : undefined;
    if (check === undefined) throw new Error(`${named(at)} is ${shown(member)}, but draft 4 of JSON Schema, which API Gateway validates, has no ${keyword}; ${fixOf(keyword, member)}`);
    known(member, at, check);
  }
  for (const [exclusive, limit] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']] as const) {
    if (value[exclusive] !== undefined && value[limit] === undefined) throw new Error(`${named(place)} has ${exclusive}, which says how ${limit} is meant, without ${limit}; give ${limit} too`);
  }
}

function known(value: unknown, place: Place, check: Check): void {
  if (value !== undefined && !Token.isUnresolved(value)) check(value, place);
}

function checkVersion(value: unknown, place: Place): void {
  if (value === apigateway.JsonSchemaVersion.DRAFT4) return;
  throw new Error(`${named(place)} is ${shown(value)}; API Gateway validates JSON Schema draft 4 only, use JsonSchemaVersion.DRAFT4`);
}

function checkReference(value: unknown, place: Place): void {
  if (typeof value !== 'string' || !(value.startsWith('#') || modelUrl.test(value))) {
    return refuse(place, value, 'a place in this schema, like "#/definitions/item", or a model, like "https://apigateway.amazonaws.com/restapis/<API id>/models/<name>"');
  }
  if (value.startsWith('#') && !pointsAtSchema(value, place.root)) {
    const names = isObject(place.root) && isObject(place.root.definitions) ? Object.keys(place.root.definitions) : [];
    const fix = names.length === 0 ? 'add definitions to requestSchema' : `its definitions are ${names.join(', ')}`;
    throw new Error(`${named(place)} is ${shown(value)}, where the schema has nothing that could validate; ${fix}`);
  }
}

function pointsAtSchema(reference: string, root: unknown): boolean {
  const [start, ...parts] = decoded(reference).split('/');
  if (start !== '#') return false;
  let at = root;
  for (const part of parts) {
    if (Token.isUnresolved(at)) return true;
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Members)[key] : undefined;
  }
  return Token.isUnresolved(at) || isObject(at);
}

/** A text that is no encoding of another stands for itself. */
function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

function fixOf(keyword: string, value: unknown): string {
  const fix = Object.hasOwn(laterKeywords, keyword) ? laterKeywords[keyword] : undefined;
  if (fix === undefined) return 'leave it out, or put what it is about into description';
  return typeof fix === 'string' ? fix : fix(shown(value));
}

function refuse(place: Place, value: unknown, expected: string): never {
  throw new Error(`${named(place)} is ${shown(value)}; draft 4 of JSON Schema, which API Gateway validates, takes ${expected}`);
}

const named = ({ path, route }: Place): string => `${path} of route ${route}`;

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 100 ? `${written.slice(0, 100)}...` : written;
}
