import { readHttpAuthorizer } from './authorizer';
import { addRoute, HttpDefinition } from './definition';
import { readHttpIntegration } from './integration';
import { TEMPLATE_SPELLING } from './spelling';
import { HttpAuthorizer, HttpIntegration, HttpRoute } from '../http-api';
import { Properties } from '../properties';
import { StackResource } from '../stack-resources';

const AUTHORIZATION = ['NONE', 'AWS_IAM', 'JWT', 'CUSTOM'] as const;

/** Adds the authorizers, integrations and routes that stand beside an API. @throws TemplateError when a part refers to what is not there. */
export function addTemplateParts(definition: HttpDefinition): void {
  const own = (type: string): StackResource[] => definition.all.of(`AWS::ApiGatewayV2::${type}`).filter(({ properties }) => properties.text('ApiId') === definition.apiId);
  for (const { resource: { ref, logicalId }, properties } of own('Authorizer')) {
    const names = { id: ref, logicalId, name: properties.text('Name') ?? logicalId };
    definition.authorizers.set(ref, readHttpAuthorizer(properties, TEMPLATE_SPELLING, names, definition.localIssuers));
  }
  for (const { resource: { ref, logicalId }, properties } of own('Integration')) {
    definition.integrations.set(ref, readHttpIntegration(properties, TEMPLATE_SPELLING, { logicalId, integrationId: ref }));
  }
  for (const entry of own('Route')) addRoute(definition, readRoute(definition, entry), { properties: entry.properties, member: 'RouteKey' });
}

function readRoute(definition: HttpDefinition, entry: StackResource): HttpRoute {
  const { resource, properties } = entry;
  const operationName = properties.text('OperationName');
  const integration = readTarget(definition, properties);
  if (properties.flag('ApiKeyRequired') === true) definition.all.leaveOut(entry, 'HTTP APIs have no API keys: the service refuses ApiKeyRequired, here nobody is asked for one');
  return {
    logicalId: resource.logicalId,
    routeId: resource.ref,
    routeKey: properties.requiredText('RouteKey'),
    ...(operationName !== undefined && { operationName }),
    ...readAuthorization(definition, entry),
    ...(integration && { integration }),
  };
}

function readTarget({ integrations }: HttpDefinition, properties: Properties): HttpIntegration | undefined {
  const target = properties.text('Target');
  if (target === undefined) return undefined;
  return integrations.get(/^integrations\/(.+)$/.exec(target)?.[1] ?? '') ?? properties.refuse('Target', '"integrations/" and the id of an AWS::ApiGatewayV2::Integration of the same API',
    'the integration is not there', 'join "integrations/" and the Ref of the integration');
}

function readAuthorization(definition: HttpDefinition, entry: StackResource): Pick<HttpRoute, 'authorizationType' | 'authorizerId' | 'authorizationScopes'> {
  const { properties } = entry;
  const authorizationType = properties.choice('AuthorizationType', AUTHORIZATION) ?? 'NONE';
  const authorizationScopes = properties.texts('AuthorizationScopes');
  if (authorizationType === 'NONE' || authorizationType === 'AWS_IAM') return { authorizationType, authorizationScopes };
  const authorizerId = properties.text('AuthorizerId') ?? properties.refuse('AuthorizerId', `the id of an authorizer, which AuthorizationType ${authorizationType} needs`);
  const authorizer = definition.authorizers.get(authorizerId);
  if (authorizer) checkAuthorizer(authorizer, authorizationType, properties);
  else nameMissingAuthorizer(definition, entry, authorizerId);
  return { authorizationType, authorizationScopes, authorizerId };
}

function checkAuthorizer({ type, logicalId }: HttpAuthorizer, authorizationType: 'JWT' | 'CUSTOM', properties: Properties): void {
  const expected = type === 'JWT' ? 'JWT' : 'CUSTOM';
  if (authorizationType !== expected) properties.refuse('AuthorizationType', expected, `its authorizer ${logicalId} is of the type ${type}`, `set AuthorizationType to ${expected}, or refer to another authorizer`);
}

function nameMissingAuthorizer({ all }: HttpDefinition, entry: StackResource, authorizerId: string): void {
  const elsewhere = all.of('AWS::ApiGatewayV2::Authorizer').find(({ resource }) => resource.ref === authorizerId);
  const where = elsewhere ? `belongs to another API (${elsewhere.stack.name}/${elsewhere.resource.logicalId})` : 'is in no loaded template';
  all.leaveOut(entry, `${entry.properties.text('RouteKey') ?? ''}: its authorizer ${authorizerId} ${where}: every call is refused`);
}
