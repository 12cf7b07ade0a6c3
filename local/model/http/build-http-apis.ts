import { readCors } from './cors';
import { HttpDefinition } from './definition';
import { nameUnservedDomains, readHttpDomains, readPathsElsewhere } from './domains';
import { disablesEndpoint, importHttpBody } from './import-body';
import { withOriginHeaders } from './origin-headers';
import { addQuickRoute } from './quick-create';
import { automaticStage, readHttpStages } from './stages';
import { addTemplateParts } from './template-parts';
import { HttpApi } from '../http-api';
import { localIssuersOf } from '../local-issuers';
import { bodyOf } from '../openapi/body-of';
import { StackResource, StackResources } from '../stack-resources';

/** Resources that belong to an API by its id. */
const PARTS = ['Route', 'Integration', 'Authorizer', 'Stage', 'Deployment'].map((name) => `AWS::ApiGatewayV2::${name}`);

/** Builds every HTTP API of an assembly. @throws TemplateError when a part refers to what is not there. */
export async function buildHttpApis(all: StackResources): Promise<HttpApi[]> {
  const apis: HttpApi[] = [];
  const others = new Set(all.of('AWS::ApiGateway::RestApi').map(({ resource }) => resource.ref));
  for (const entry of all.of('AWS::ApiGatewayV2::Api')) {
    if (entry.properties.text('ProtocolType') === 'WEBSOCKET') {
      others.add(entry.resource.ref);
      all.leaveOut(entry, 'WebSocket APIs are not served yet: it has no address here');
    } else {
      apis.push(await buildHttpApi(entry, all));
    }
  }
  const own = new Set(apis.map(({ apiId }) => apiId));
  nameUnservedDomains(all, own, others);
  for (const part of all.of(...PARTS)) {
    const apiId = part.properties.text('ApiId');
    if (apiId !== undefined && !own.has(apiId) && !others.has(apiId)) all.leaveOut(part, `its API ${apiId} is in no loaded stack, so it has no effect: load that stack too`);
  }
  return apis;
}

async function buildHttpApi(entry: StackResource, all: StackResources): Promise<HttpApi> {
  const { stack, resource: { ref: apiId, logicalId }, properties } = entry;
  const body = await bodyOf(entry, all);
  if (!body) properties.choice('ProtocolType', ['HTTP', 'WEBSOCKET']) ?? properties.refuse('ProtocolType', 'HTTP or WEBSOCKET; it may be left out beside a Body only');
  const definition: HttpDefinition = {
    source: entry, apiId, all, localIssuers: new Set(localIssuersOf(all)), integrations: new Map(), authorizers: new Map(), routes: new Map(),
  };
  if (body) importHttpBody(definition, body);
  addTemplateParts(definition);
  addQuickRoute(definition);
  const cors = properties.has('CorsConfiguration') ? readCors(properties.object('CorsConfiguration'), (member) => member) : definition.cors;
  const declared = readHttpStages(definition);
  const stages = declared.length === 0 && properties.has('Target') ? [automaticStage(apiId, logicalId, '$default')] : declared;
  if (stages.length === 0) all.leaveOut(entry, 'it has no stage in the loaded stacks, so nothing of it can be called: add an AWS::ApiGatewayV2::Stage');
  for (const { routeKey, integration, logicalId: route } of definition.routes.values()) {
    if (!integration) all.leaveOut(entry, `${routeKey} (${route}) has no integration: every call of it fails`);
  }
  const domains = readHttpDomains(apiId, stages, all);
  return {
    stack: stack.name,
    logicalId,
    apiId,
    name: properties.text('Name') ?? body?.object('info').text('title') ?? properties.requiredText('Name'),
    region: stack.region,
    account: stack.account,
    ...(cors && { cors }),
    executeApiDisabled: properties.flag('DisableExecuteApiEndpoint') ?? (body !== undefined && disablesEndpoint(body)),
    routes: [...definition.routes.values()],
    authorizers: [...definition.authorizers.values()],
    stages: withOriginHeaders({ apiId, stages, domains }, all),
    domains,
    elsewhere: readPathsElsewhere(apiId, domains, all),
  };
}
