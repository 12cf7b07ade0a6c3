import { addRoute, HttpDefinition } from './definition';
import { lowerId } from '../../assembly/physical/deterministic';
import { HttpIntegration } from '../http-api';

/** Adds the integration and the route that an API with a `Target` makes for itself. */
export function addQuickRoute(definition: HttpDefinition): void {
  const { apiId, source: { properties, resource: { logicalId } } } = definition;
  const target = properties.text('Target');
  if (target === undefined) return;
  const isFunction = target.startsWith('arn:');
  const integration: HttpIntegration = {
    logicalId,
    integrationId: lowerId(`${apiId}/integration`, 7),
    type: isFunction ? 'AWS_PROXY' : 'HTTP_PROXY',
    uri: target,
    ...(!isFunction && { method: 'ANY' }),
    payloadFormatVersion: isFunction ? '2.0' : '1.0',
    timeoutMilliseconds: 30_000,
    connectionType: 'INTERNET',
    requestParameters: new Map(),
    responseParameters: new Map(),
  };
  definition.integrations.set(integration.integrationId, integration);
  addRoute(definition, {
    logicalId, routeId: lowerId(`${apiId}/route`, 7), routeKey: properties.text('RouteKey') ?? '$default', authorizationType: 'NONE', authorizationScopes: [], integration,
  }, { properties, member: 'RouteKey' });
}
