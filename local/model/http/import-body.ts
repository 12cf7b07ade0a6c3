import { readHttpAuthorizer } from './authorizer';
import { readCors } from './cors';
import { addRoute, HttpDefinition } from './definition';
import { readHttpIntegration } from './integration';
import { OPENAPI_SPELLING } from './spelling';
import { lowerId } from '../../assembly/physical/deterministic';
import { HttpIntegration, HttpRoute } from '../http-api';
import { BasePathMode, basePathOf } from '../openapi/base-path';
import { OpenApiDocument } from '../openapi/document';
import { operationsOf } from '../openapi/operations-of';
import { Properties } from '../properties';

/** As the service exports its catch-all route, and as SAM writes it. @see https://github.com/aws/serverless-application-model tests/translator/output/http_api_existing_openapi.json */
const DEFAULT_PATHS = new Set(['/$default', '$default']);
const AUTHORIZER = 'x-amazon-apigateway-authorizer';
const INTEGRATION = 'x-amazon-apigateway-integration';

/** Adds everything that an OpenAPI 3 body declares. @throws TemplateError when the body contradicts itself. */
export function importHttpBody(definition: HttpDefinition, root: Properties): void {
  if (root.has('swagger')) root.refuse('swagger', 'an OpenAPI 3 document: HTTP APIs take no other', 'the body is of Swagger 2', 'convert it, and begin it with "openapi": "3.0.1"');
  const document = new OpenApiDocument(root);
  if (root.has('x-amazon-apigateway-cors')) definition.cors = readCors(root.object('x-amazon-apigateway-cors'), (member) => OPENAPI_SPELLING.name(member));
  for (const [name, scheme] of document.securitySchemes.members()) {
    if (!scheme.has(AUTHORIZER)) continue;
    const names = { id: name, logicalId: name, name };
    definition.authorizers.set(name, readHttpAuthorizer(scheme.object(AUTHORIZER), OPENAPI_SPELLING, names, definition.localIssuers));
  }
  const base = basePathOf(root, basePathMode(definition.source.properties));
  for (const [path, item] of root.object('paths').members()) {
    for (const [method, operation] of operationsOf(item)) {
      const routeKey = DEFAULT_PATHS.has(path) ? '$default' : `${method} ${base}${path}`;
      addRoute(definition, readOperation(definition, document, operation, routeKey), { properties: root.object('paths'), member: path });
    }
  }
}

/** Whether a body switches the execute-api endpoint off. */
export function disablesEndpoint(root: Properties): boolean {
  return root.objects('servers').some((server) => server.object('x-amazon-apigateway-endpoint-configuration').flag('disableExecuteApiEndpoint') === true);
}

function basePathMode(properties: Properties): BasePathMode {
  return properties.choice('BasePath', ['ignore', 'prepend', 'split']) ?? 'ignore';
}

function readOperation(definition: HttpDefinition, document: OpenApiDocument, operation: Properties, routeKey: string): HttpRoute {
  const logicalId = `${definition.source.resource.logicalId}/${routeKey}`;
  const operationName = operation.text('operationId');
  const integration = integrationOf(definition, document, operation, routeKey);
  return {
    logicalId,
    routeId: lowerId(`${definition.apiId}/${routeKey}`, 7),
    routeKey,
    ...(operationName !== undefined && { operationName }),
    ...authorizationOf(definition, document, operation, routeKey),
    ...(integration && { integration }),
  };
}

function integrationOf(definition: HttpDefinition, document: OpenApiDocument, operation: Properties, routeKey: string): HttpIntegration | undefined {
  if (!operation.has(INTEGRATION)) return undefined;
  const integrationId = lowerId(`${definition.apiId}/${routeKey}/integration`, 7);
  const read = readHttpIntegration(document.follow(operation.object(INTEGRATION)), OPENAPI_SPELLING, { logicalId: `${definition.source.resource.logicalId}/${routeKey}`, integrationId });
  definition.integrations.set(integrationId, read);
  return read;
}

type Authorization = Pick<HttpRoute, 'authorizationType' | 'authorizerId' | 'authorizationScopes'>;

function authorizationOf(definition: HttpDefinition, document: OpenApiDocument, operation: Properties, routeKey: string): Authorization {
  if (operation.object('x-amazon-apigateway-auth').text('type')?.toUpperCase() === 'AWS_IAM') return { authorizationType: 'AWS_IAM', authorizationScopes: [] };
  const { securitySchemes, root } = document;
  const requirements = (operation.has('security') ? operation : root).objects('security');
  const names = requirements.flatMap((requirement) => requirement.names().map((name) => ({ name, scopes: requirement.texts(name) })));
  for (const { name, scopes } of names) {
    const authorizer = definition.authorizers.get(name);
    if (authorizer) return { authorizationType: authorizer.type === 'JWT' ? 'JWT' : 'CUSTOM', authorizerId: name, authorizationScopes: scopes };
    const isSigned = securitySchemes.object(name).text('x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4';
    if (isSigned) return { authorizationType: 'AWS_IAM', authorizationScopes: [] };
  }
  const [first] = names;
  if (first) definition.all.leaveOut(definition.source, `${routeKey}: its security ${first.name} has no ${AUTHORIZER}: as on AWS, everybody may call the route`);
  return { authorizationType: 'NONE', authorizationScopes: [] };
}
