import { isObject, Json, JsonObject } from '../../json';

const MODEL_URL = /^https:\/\/apigateway\.[^/]+\/restapis\/[^/]+\/models\/([^/#]+)$/;

/** Models that every API has from the start. */
const BUILT_IN: Readonly<Record<string, JsonObject>> = {
  Empty: { $schema: 'http://json-schema.org/draft-04/schema#', title: 'Empty Schema', type: 'object' },
  Error: {
    $schema: 'http://json-schema.org/draft-04/schema#', title: 'Error Schema', type: 'object', properties: { message: { type: 'string' } },
  },
};

/** Finds a model by name; the models of the API come first. */
export const modelNamed = (models: ReadonlyMap<string, JsonObject>, name: string): JsonObject | undefined =>
  models.get(name) ?? (Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined);

/** Name of the model that a reference means, in the spelling of models (URL) or of an OpenAPI document. */
function referredModel(reference: string): string | undefined {
  const name = MODEL_URL.exec(reference)?.[1] ?? /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name).replace(/~1/g, '/').replace(/~0/g, '~');
}

const pointer = (name: string): string => encodeURIComponent(name.replace(/~/g, '~0').replace(/\//g, '~1'));

/** Gathers what a schema refers to and rewrites the references. */
class Bundle {
  /** Places of the gathered models. */
  private readonly places = new Map<string, string>();
  private readonly definitions: JsonObject = {};

  public constructor(private readonly models: ReadonlyMap<string, JsonObject>, private readonly missing: (name: string) => never) {}

  public close(schema: JsonObject): JsonObject {
    const own = schema.definitions;
    const taken = isObject(own) ? own : {};
    const root = this.rewrite(schema, '#', taken) as JsonObject;
    const members = { ...(root.definitions as JsonObject | undefined), ...this.definitions };
    return Object.keys(members).length === 0 ? root : { ...root, definitions: members };
  }

  /** @param base where the schema, whose own references start with `#`, comes to stand */
  private rewrite(value: Json, base: string, taken: JsonObject): Json {
    if (Array.isArray(value)) return value.map(item => this.rewrite(item, base, taken));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) =>
      [key, key === '$ref' && typeof member === 'string' ? this.redirect(member, base, taken) : this.rewrite(member, base, taken)]));
  }

  private redirect(reference: string, base: string, taken: JsonObject): string {
    const name = referredModel(reference);
    if (name === undefined) return reference.startsWith('#') ? `${base}${reference.slice(1)}` : reference;
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const model = modelNamed(this.models, name) ?? this.missing(name);
    const key = Object.hasOwn(taken, name) ? `${name}-model` : name;
    const place = `#/definitions/${pointer(key)}`;
    this.places.set(name, place);
    this.definitions[key] = this.rewrite(model, place, taken);
    return place;
  }
}

/**
 * A schema that stands alone: models it refers to, also in circles, move into its `definitions`.
 * @param missing called with the name of a model that the API does not have
 */
export function selfContained(schema: JsonObject, models: ReadonlyMap<string, JsonObject>, missing: (name: string) => never): JsonObject {
  return new Bundle(models, missing).close(schema);
}
