import { OpenApiDocument } from './document';
import { JsonObject } from '../../json';
import { Properties } from '../properties';
import { RestDefinition } from '../rest/definition';
import { OPENAPI_SPELLING, readIntegration, readIntegrationResponse } from '../rest/integration';
import { selfContained } from '../rest/schema';
import { RestMethod } from '../rest-api';

type Authorization = Pick<RestMethod, 'authorizationType' | 'authorizationScopes' | 'authorizerId' | 'apiKeyRequired'>;

/** Places of parameters as method request parameters call them. */
const PLACES: Readonly<Record<string, string>> = { header: 'header', query: 'querystring', path: 'path' };

/** What the security requirements and extensions of an operation ask of the caller. */
function authorization(document: OpenApiDocument, operation: Properties): Authorization {
  let result: Authorization = { authorizationType: 'NONE', authorizationScopes: [], apiKeyRequired: false };
  const source = operation.has('security') ? operation : document.root;
  for (const requirement of source.objects('security')) {
    for (const name of requirement.names()) {
      const scheme = document.securitySchemes.object(name);
      const authorizer = scheme.object('x-amazon-apigateway-authorizer');
      const kind = scheme.text('x-amazon-apigateway-authtype');
      if (authorizer.has('type')) {
        const isCognito = authorizer.text('type') === 'cognito_user_pools';
        result = {
          ...result, authorizationType: isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM', authorizerId: name, authorizationScopes: requirement.texts(name),
        };
      } else if (kind?.toLowerCase() === 'awssigv4') {result = { ...result, authorizationType: 'AWS_IAM' };} else if (scheme.text('type') === 'apiKey' && scheme.text('name')?.toLowerCase() === 'x-api-key') {result = { ...result, apiKeyRequired: true };}
    }
  }
  const own = operation.object('x-amazon-apigateway-auth').text('type');
  return own?.toUpperCase() === 'AWS_IAM' ? { ...result, authorizationType: 'AWS_IAM' } : result;
}

/** Parameters of an operation; those of its path are overridden by its own. */
function parameters(document: OpenApiDocument, path: Properties, operation: Properties): Properties[] {
  const merged = new Map<string, Properties>();
  for (const parameter of [...path.objects('parameters'), ...operation.objects('parameters')].map(item => document.follow(item))) {
    merged.set(`${parameter.text('in') ?? ''} ${parameter.text('name') ?? ''}`, parameter);
  }
  return [...merged.values()];
}

function requestParameters(list: readonly Properties[]): Map<string, boolean> {
  const result = new Map<string, boolean>();
  for (const parameter of list) {
    const place = PLACES[parameter.text('in') ?? ''];
    if (place !== undefined) result.set(`method.request.${place}.${parameter.requiredText('name')}`, parameter.flag('required') ?? false);
  }
  return result;
}

/** Body schemas by content type. */
function bodies(document: OpenApiDocument, operation: Properties, list: readonly Properties[]): Array<readonly [string, Properties]> {
  if (!document.isSwagger) {
    const content = document.follow(operation.object('requestBody')).object('content');
    return content.members().filter(([, media]) => media.has('schema')).map(([type, media]) => [type, media.object('schema')]);
  }
  const body = list.find(parameter => parameter.text('in') === 'body');
  if (!body?.has('schema')) return [];
  const consumes = operation.has('consumes') ? operation.texts('consumes') : document.root.texts('consumes');
  return (consumes.length === 0 ? ['application/json'] : consumes).map(type => [type, body.object('schema')]);
}

function requestModels(document: OpenApiDocument, operation: Properties, list: readonly Properties[]): Map<string, JsonObject> {
  return new Map(bodies(document, operation, list).map(([type, schema]) => {
    const missing = (name: string): never =>
      schema.refuse('$ref', `a schema of the document: ${[...document.schemas.keys()].join(', ') || 'it has none'}`, `the document has no schema ${JSON.stringify(name)}`);
    return [type, selfContained(document.schema(schema.value), document.schemas, missing)];
  }));
}

function integrationOf(operation: Properties): Pick<RestMethod, 'integration'> {
  if (!operation.has('x-amazon-apigateway-integration')) return {};
  const integration = operation.object('x-amazon-apigateway-integration');
  const responses = integration.object('responses').members().map(([pattern, response]) =>
    readIntegrationResponse(response, OPENAPI_SPELLING, pattern === 'default' ? '' : pattern));
  return { integration: readIntegration(integration, OPENAPI_SPELLING, responses) };
}

export interface OperationPlace {
  readonly path: string;
  readonly httpMethod: string;
  readonly item: Properties;
  readonly operation: Properties;
}

/** Turns one operation into a method. @throws TemplateError when it refers to what is not in the document. */
export function readOperation(definition: RestDefinition, document: OpenApiDocument, place: OperationPlace): RestMethod {
  const { operation, item } = place;
  const list = parameters(document, item, operation);
  const chosen = operation.text('x-amazon-apigateway-request-validator') ?? document.root.text('x-amazon-apigateway-request-validator');
  const validator = chosen === undefined ? undefined : definition.validators.get(chosen);
  if (chosen !== undefined && !validator) {
    operation.refuse('x-amazon-apigateway-request-validator', `one of ${[...definition.validators.keys()].join(', ')}`, `the document has no validator ${JSON.stringify(chosen)}`);
  }
  const operationName = operation.text('operationId');
  return {
    logicalId: `${definition.source.resource.logicalId}${place.path}/${place.httpMethod}`,
    httpMethod: place.httpMethod,
    ...(operationName === undefined ? {} : { operationName }),
    ...authorization(document, operation),
    requestParameters: requestParameters(list),
    requestModels: requestModels(document, operation, list),
    validateBody: validator?.body ?? false,
    validateParameters: validator?.parameters ?? false,
    ...integrationOf(operation),
  };
}

