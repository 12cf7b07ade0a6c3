import { BasePathMode, basePathOf } from './base-path';
import { OpenApiDocument } from './document';
import { readOperation } from './operation';
import { operationsOf } from './operations-of';
import { importedResourceId } from '../../assembly/physical/api-gateway';
import { Json } from '../../json';
import { Properties } from '../properties';
import { PathResource, RestDefinition, childPath } from '../rest/definition';
import { readGatewayResponse } from '../rest/template-parts';

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The resource of a path; its ancestors are made too, as the import does. */
function resourceAt(definition: RestDefinition, path: string): PathResource {
  let current = '/';
  for (const part of path.split('/').filter(text => text !== '')) {
    current = childPath(current, part);
    const id = importedResourceId(definition.apiId, current);
    if (!definition.resources.has(id)) definition.resources.set(id, { id, path: current, methods: new Map() });
  }
  const id = importedResourceId(definition.apiId, current);
  const resource = definition.resources.get(id) ?? { id, path: current, methods: new Map() };
  definition.resources.set(id, resource);
  return resource;
}

function addValidators(definition: RestDefinition, root: Properties): void {
  for (const [name, validator] of root.object('x-amazon-apigateway-request-validators').members()) {
    definition.validators.set(name, { body: validator.flag('validateRequestBody') ?? false, parameters: validator.flag('validateRequestParameters') ?? false });
  }
}

/** What the body of an API says about the API itself. */
export interface BodySettings {
  readonly name?: string;
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly policy?: Json;
}

/** Reads the API-wide extensions of a body. */
export function readBodySettings(root: Properties): BodySettings {
  const name = root.object('info').text('title');
  const apiKeySource = root.choice('x-amazon-apigateway-api-key-source', ['HEADER', 'AUTHORIZER']);
  const minimumCompressionSize = root.number('x-amazon-apigateway-minimum-compression-size');
  const policy = root.get('x-amazon-apigateway-policy');
  return {
    ...(name === undefined ? {} : { name }),
    ...(apiKeySource === undefined ? {} : { apiKeySource }),
    binaryMediaTypes: root.texts('x-amazon-apigateway-binary-media-types'),
    ...(minimumCompressionSize === undefined ? {} : { minimumCompressionSize }),
    ...(policy === undefined ? {} : { policy }),
  };
}

/** Adds everything that an OpenAPI 3 or Swagger 2 body declares. @throws TemplateError when the body contradicts itself. */
export function importBody(definition: RestDefinition, root: Properties, basePathMode: BasePathMode): void {
  const document = new OpenApiDocument(root);
  addValidators(definition, root);
  for (const [name, schema] of document.schemas) definition.models.set(name, schema);
  for (const [type, response] of root.object('x-amazon-apigateway-gateway-responses').members()) {
    definition.gatewayResponses.set(type, readGatewayResponse(response, type, lowerFirst));
  }
  const base = basePathOf(root, basePathMode);
  for (const [declared, item] of root.object('paths').members()) {
    if (!declared.startsWith('/')) root.object('paths').refuse(declared, 'a path with a leading slash');
    const resource = resourceAt(definition, `${base}${declared}`);
    for (const [httpMethod, operation] of operationsOf(item)) {
      resource.methods.set(httpMethod, readOperation(definition, document, { path: resource.path, httpMethod, item, operation }));
    }
  }
}
