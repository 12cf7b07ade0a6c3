import { formats } from './formats';
import { isDeclared, keywordMessages, list, quoted } from './keyword-messages';
import { isObject, Json, JsonObject } from '../../json';

/** One way in which a body breaks its schema. */
export interface Failure {
  /** JSON pointer to the value; empty for the body itself. */
  readonly pointer: string;
  readonly keyword: string;
  /** The text that the service returns, which may quote the value. */
  readonly message: string;
}

/** A schema that refers to itself without looking at another value is followed this far. */
const DEEPEST_REFERENCE = 100;

/**
 * Says why a body that was refused breaks its schema, in the texts and the order of the service.
 *
 * Those are json-schema-validator's: keywords in alphabetical order with the format last, properties in alphabetical order,
 * nothing below a value that is wrong itself, and one summary for `allOf`, `anyOf`, `oneOf` and `not`. A validator's own list of
 * errors has neither that order nor that selection, so the schema is walked again here; only refused requests pay for it.
 *
 * @see https://github.com/java-json-tools/json-schema-validator
 */
export function explain(schema: JsonObject, body: Json): readonly Failure[] {
  return new Explanation(schema).at(schema, body, '');
}

class Explanation {
  public constructor(private readonly root: JsonObject) {}

  public at(given: Json | undefined, value: Json, pointer: string): Failure[] {
    const schema = this.resolve(given);
    if (schema === undefined) return [];
    const failures = Object.keys(schema).sort().flatMap((keyword) => this.ofKeyword(keyword, schema, value, pointer));
    failures.push(...formatFailures(schema, value, pointer));
    return failures.length > 0 ? failures : this.below(schema, value, pointer);
  }

  private ofKeyword(keyword: string, schema: JsonObject, value: Json, pointer: string): Failure[] {
    const argument = schema[keyword];
    if (argument === undefined) return [];
    if (keyword === 'dependencies') return isObject(value) && isObject(argument) ? this.ofDependencies(argument, value, pointer) : [];
    const message = keywordMessages.get(keyword)?.(argument, value, schema) ?? this.combined(keyword, argument, value, pointer);
    return message === undefined ? [] : [{ pointer, keyword, message }];
  }

  private combined(keyword: string, argument: Json, value: Json, pointer: string): string | undefined {
    const schemas = list(argument);
    const matched = () => schemas.filter((schema) => this.at(schema, value, pointer).length === 0).length;
    switch (keyword) {
      case 'allOf': {
        const count = matched();
        return count < schemas.length ? `instance failed to match all required schemas (matched only ${count} out of ${schemas.length})` : undefined;
      }
      case 'anyOf': return matched() === 0 ? `instance failed to match at least one required schema among ${schemas.length}` : undefined;
      case 'oneOf': {
        const count = matched();
        return count === 1 ? undefined : `instance failed to match exactly one schema (matched ${count} out of ${schemas.length})`;
      }
      case 'not': return matched() === 1 ? 'instance matched a schema which it should not have' : undefined;
      default: return undefined;
    }
  }

  private ofDependencies(dependencies: JsonObject, value: JsonObject, pointer: string): Failure[] {
    const present = Object.keys(dependencies).filter((name) => Object.hasOwn(value, name)).sort();
    return present.flatMap((name) => {
      const dependency = dependencies[name] ?? [];
      if (isObject(dependency)) return this.at(dependency, value, pointer);
      const required = [...list(dependency)].sort();
      const missing = required.filter((one) => !Object.hasOwn(value, String(one)));
      if (missing.length === 0) return [];
      const lists = `schema requires ${JSON.stringify(required)}; missing: ${JSON.stringify(missing)}`;
      return [{ pointer, keyword: 'dependencies', message: `property ${quoted(name)} of object has missing property dependencies (${lists})` }];
    });
  }

  private below(schema: JsonObject, value: Json, pointer: string): Failure[] {
    if (Array.isArray(value)) {
      const { items, additionalItems } = schema;
      return value.flatMap((element, index) => {
        const own = Array.isArray(items) ? items[index] ?? additionalItems : items;
        return this.at(own, element, `${pointer}/${index}`);
      });
    }
    if (!isObject(value)) return [];
    return Object.keys(value).sort().flatMap((name) => {
      const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return schemasOfProperty(name, schema).flatMap((one) => this.at(one, value[name] ?? null, place));
    });
  }

  /** A reference stands for its target, whatever is beside it. Undefined: nothing is demanded. */
  private resolve(schema: Json | undefined): JsonObject | undefined {
    let current = schema;
    for (let depth = 0; isObject(current) && typeof current.$ref === 'string'; depth++) {
      if (depth === DEEPEST_REFERENCE || !current.$ref.startsWith('#')) return undefined;
      current = target(this.root, current.$ref);
    }
    return isObject(current) ? current : undefined;
  }
}

function schemasOfProperty(name: string, schema: JsonObject): readonly Json[] {
  const { properties, patternProperties, additionalProperties } = schema;
  if (!isDeclared(name, schema)) return additionalProperties === undefined ? [] : [additionalProperties];
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name] ?? null] : [];
  const matching = isObject(patternProperties) ? Object.entries(patternProperties).filter(([pattern]) => new RegExp(pattern).test(name)) : [];
  return [...own, ...matching.map(([, one]) => one)];
}

function formatFailures({ format }: JsonObject, value: Json, pointer: string): Failure[] {
  if (typeof format !== 'string' || typeof value !== 'string' || !Object.hasOwn(formats, format) || formats[format]?.(value) !== false) return [];
  return [{ pointer, keyword: 'format', message: formatMessage(format, quoted(value)) }];
}

function formatMessage(format: string, value: string): string {
  switch (format) {
    case 'date-time':
      return `string ${value} is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]`;
    case 'email': return `string ${value} is not a valid email address`;
    case 'hostname': return `string ${value} is not a valid hostname`;
    case 'ipv4': return `string ${value} is not a valid IPv4 address`;
    case 'ipv6': return `string ${value} is not a valid IPv6 address`;
    case 'regex': return `string ${value} is not a valid ECMA 262 regular expression`;
    case 'uri': return `string ${value} is not a valid URI`;
    default: return `input string ${value} is not a valid UUID`;
  }
}

function target(root: JsonObject, reference: string): Json | undefined {
  let current: Json | undefined = root;
  for (const step of reference.split('/').slice(1)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(current)) current = current[Number(name)];
    else current = isObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current;
}
