import { isObject, Json, JsonObject } from '../../json';
import { Properties } from '../properties';

const REFERENCE_DEPTH = 20;

/** Swagger 2 and OpenAPI 3 name their shared schemas differently; the newer spelling is used throughout. */
function withNewReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map(withNewReferences);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [
    key, key === '$ref' && typeof member === 'string' ? member.replace(/^#\/definitions\//, '#/components/schemas/') : withNewReferences(member),
  ]));
}

/** An OpenAPI 3 or Swagger 2 document, with the differences that matter here evened out. */
export class OpenApiDocument {
  public readonly isSwagger: boolean;
  /** Shared schemas by name. */
  public readonly schemas: ReadonlyMap<string, JsonObject>;

  public constructor(public readonly root: Properties) {
    this.isSwagger = root.has('swagger');
    if (!this.isSwagger && !root.has('openapi')) {
      root.refuse('openapi', 'an OpenAPI 3 or Swagger 2 document', 'the body names no version', 'add "openapi": "3.0.1"');
    }
    const shared = this.isSwagger ? root.object('definitions') : root.object('components').object('schemas');
    this.schemas = new Map(shared.members().map(([name, schema]) => [name, this.schema(schema.value)]));
  }

  /** Security schemes by name. */
  public get securitySchemes(): Properties {
    return this.isSwagger ? this.root.object('securityDefinitions') : this.root.object('components').object('securitySchemes');
  }

  /** A schema whose references are spelled as in OpenAPI 3. */
  public schema(value: JsonObject): JsonObject {
    const renewed = this.isSwagger ? withNewReferences(value) : value;
    return isObject(renewed) ? renewed : {};
  }

  /** Follows `$ref` of a parameter or request body within the document. */
  public follow(properties: Properties): Properties {
    let current = properties;
    for (let i = 0; i < REFERENCE_DEPTH; i++) {
      const reference = current.get('$ref');
      if (typeof reference !== 'string') return current;
      let target: Properties = this.root;
      if (!reference.startsWith('#/')) current.refuse('$ref', 'a reference within the document, such as "#/components/parameters/Limit"');
      for (const part of reference.slice(2).split('/').map(name => decodeURIComponent(name).replace(/~1/g, '/').replace(/~0/g, '~'))) {
        if (!target.has(part)) current.refuse('$ref', 'a reference to something that is in the document', 'the target is not there');
        target = target.object(part);
      }
      current = target;
    }
    return properties.refuse('$ref', 'a reference that ends', 'circular reference');
  }
}
