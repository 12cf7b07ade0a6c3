import { RestDefinition, childPath } from './definition';
import { TEMPLATE_SPELLING, readIntegration, readIntegrationResponse } from './integration';
import { modelNamed, selfContained } from './schema';
import { JsonObject } from '../../json';
import { Properties } from '../properties';
import { GatewayResponse, RestMethod } from '../rest-api';
import { StackResource } from '../stack-resources';

/** Puts the `AWS::ApiGateway::Resource`s of an API in their places; parents may come after their children. */
export function addResources(definition: RestDefinition, resources: readonly StackResource[]): void {
  let waiting = [...resources];
  while (waiting.length > 0) {
    const stuck: StackResource[] = [];
    for (const entry of waiting) {
      const parent = definition.resources.get(entry.properties.requiredText('ParentId'));
      if (parent) addChild(definition, entry, parent.path);
      else stuck.push(entry);
    }
    if (stuck.length === waiting.length) {
      stuck[0]?.properties.refuse('ParentId', 'the id of a resource of the same API, or its RootResourceId', 'the parent resource is not there',
        'refer to the parent with Ref, or to the root with Fn::GetAtt RootResourceId');
    }
    waiting = stuck;
  }
}

function addChild(definition: RestDefinition, { resource, properties }: StackResource, parentPath: string): void {
  const part = properties.requiredText('PathPart');
  if (part.includes('/')) {
    properties.refuse('PathPart', 'one part of a path, without a slash', 'a resource is one level of the path', `make a resource of each of ${part.split('/').filter((text) => text !== '').join(', ')}`);
  }
  const path = childPath(parentPath, part);
  for (const sibling of definition.resources.values()) {
    if (sibling.path === path) properties.refuse('PathPart', 'a path part that no sibling has', `the path ${path} is there already`, 'remove one of the two resources');
    const isSibling = sibling.path.startsWith(childPath(parentPath, '{')) && !sibling.path.slice(parentPath.length + 1).includes('/');
    if (isSibling && /^\{[^+]*\}$/.test(part) && !sibling.path.endsWith('+}')) {
      properties.refuse('PathPart', 'at most one path variable below one resource', `${sibling.path} is a variable at the same place`, 'use one name for the variable');
    }
  }
  definition.resources.set(resource.ref, { id: resource.ref, path, methods: new Map() });
}

function requestModels(definition: RestDefinition, properties: Properties): Map<string, JsonObject> {
  const names = properties.map('RequestModels');
  const missing = (name: string): never =>
    properties.refuse('RequestModels', `one of ${[...definition.models.keys()].join(', ') || 'none: the API has no models'}`, `the API has no model ${JSON.stringify(name)}`, 'add an AWS::ApiGateway::Model of this name');
  const schema = (name: string): JsonObject => selfContained(modelNamed(definition.models, name) ?? missing(name), definition.models, missing);
  return new Map([...names].map(([type, name]) => [type, schema(name)]));
}

function flags(properties: Properties): Map<string, boolean> {
  return new Map(properties.names().map(name => [name, properties.flag(name) ?? false]));
}

function readMethod(definition: RestDefinition, { resource, properties }: StackResource): RestMethod {
  const validatorId = properties.text('RequestValidatorId');
  const validator = validatorId === undefined ? undefined : definition.validators.get(validatorId);
  if (validatorId !== undefined && !validator) {
    properties.refuse('RequestValidatorId', 'the id of an AWS::ApiGateway::RequestValidator of the same API', 'the validator is not there', 'refer to the validator with Ref');
  }
  const operationName = properties.text('OperationName');
  const authorizerId = properties.text('AuthorizerId');
  const integration = properties.object('Integration');
  const responses = integration.objects('IntegrationResponses').map(response => readIntegrationResponse(response, TEMPLATE_SPELLING));
  return {
    logicalId: resource.logicalId,
    httpMethod: properties.requiredText('HttpMethod').toUpperCase(),
    ...(operationName === undefined ? {} : { operationName }),
    authorizationType: properties.choice('AuthorizationType', ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']) ?? 'NONE',
    authorizationScopes: properties.texts('AuthorizationScopes'),
    ...(authorizerId === undefined ? {} : { authorizerId }),
    apiKeyRequired: properties.flag('ApiKeyRequired') ?? false,
    requestParameters: flags(properties.object('RequestParameters')),
    requestModels: requestModels(definition, properties),
    validateBody: validator?.body ?? false,
    validateParameters: validator?.parameters ?? false,
    ...(properties.has('Integration') ? { integration: readIntegration(integration, TEMPLATE_SPELLING, responses) } : {}),
  };
}

/** Adds the `AWS::ApiGateway::Method`s of an API. @throws TemplateError when a method refers to what is not there. */
export function addMethods(definition: RestDefinition, methods: readonly StackResource[]): void {
  for (const entry of methods) {
    const { properties } = entry;
    const place = definition.resources.get(properties.requiredText('ResourceId'));
    if (!place) {
      properties.refuse('ResourceId', 'the id of a resource of the same API, or its RootResourceId', 'the resource is not there', 'refer to the resource with Ref, or to the root with Fn::GetAtt RootResourceId');
      continue;
    }
    const method = readMethod(definition, entry);
    if (place.methods.has(method.httpMethod)) {
      properties.refuse('HttpMethod', 'each method at most once', `${method.httpMethod} ${place.path} is there already`, 'remove one of the two methods');
    }
    place.methods.set(method.httpMethod, method);
  }
}

/** Adds the models, validators and gateway responses that stand beside an API. */
export function addParts(
  definition: RestDefinition, parts: { models: StackResource[]; validators: StackResource[]; responses: StackResource[] },
): void {
  for (const { resource, properties } of parts.models) {
    const raw = properties.get('Schema');
    const schema = typeof raw === 'string' ? parseSchema(raw, properties) : properties.object('Schema').value;
    definition.models.set(resource.ref, schema);
  }
  for (const { resource, properties } of parts.validators) {
    definition.validators.set(resource.ref, {
      body: properties.flag('ValidateRequestBody') ?? false, parameters: properties.flag('ValidateRequestParameters') ?? false,
    });
  }
  for (const { properties } of parts.responses) {
    const response = readGatewayResponse(properties, properties.requiredText('ResponseType'), member => member);
    definition.gatewayResponses.set(response.responseType, response);
  }
}

function parseSchema(text: string, properties: Properties): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return properties.refuse('Schema', 'a JSON schema');
  }
}

/** Reads a gateway response; `spelling` turns the member's name in a template into that of the document. */
export function readGatewayResponse(properties: Properties, responseType: string, spelling: (member: string) => string): GatewayResponse {
  const statusCode = properties.text(spelling('StatusCode'));
  return {
    responseType,
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: properties.map(spelling('ResponseParameters')),
    responseTemplates: properties.map(spelling('ResponseTemplates')),
  };
}
