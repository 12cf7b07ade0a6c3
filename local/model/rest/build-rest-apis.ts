import { addAuthorizers, importAuthorizers, readLocalPools } from './authorizers';
import { PathResource, RestDefinition } from './definition';
import { readStages } from './stages';
import { addMethods, addParts, addResources } from './template-parts';
import { nameUnservedParts } from './unserved-parts';
import { rootResourceId } from '../../assembly/physical/api-gateway';
import { BasePathMode } from '../openapi/base-path';
import { bodyOf } from '../openapi/body-of';
import { OpenApiDocument } from '../openapi/document';
import { BodySettings, importBody, readBodySettings } from '../openapi/import-body';
import { Properties } from '../properties';
import { RestApi } from '../rest-api';
import { StackResource, StackResources } from '../stack-resources';

/** Resources that belong to a REST API by its id. */
const PARTS = [
  'AWS::ApiGateway::Resource', 'AWS::ApiGateway::Method', 'AWS::ApiGateway::Model', 'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::GatewayResponse', 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::Authorizer',
];

function parameter(properties: Properties, name: string): string | undefined {
  const parameters = properties.get('Parameters');
  if (Array.isArray(parameters)) {
    const text = parameters.find(item => typeof item === 'string' && item.startsWith(`${name}=`));
    return typeof text === 'string' ? text.slice(name.length + 1) : undefined;
  }
  return properties.object('Parameters').text(name);
}

function basePathMode(properties: Properties): BasePathMode {
  const mode = (parameter(properties, 'basepath') ?? 'ignore').toLowerCase();
  return mode === 'ignore' || mode === 'prepend' || mode === 'split' ? mode : properties.refuse('Parameters', 'basepath of ignore, prepend or split');
}

/** Settings of the API: those of the resource win over those of its body. */
function settingsOf({ properties }: StackResource, body: BodySettings | undefined): RestDefinition['settings'] {
  const minimumCompressionSize = properties.number('MinimumCompressionSize') ?? body?.minimumCompressionSize;
  const policy = properties.get('Policy') ?? body?.policy;
  const binaryMediaTypes = [...new Set([...properties.texts('BinaryMediaTypes'), ...body?.binaryMediaTypes ?? []])];
  return {
    name: properties.text('Name') ?? body?.name ?? properties.requiredText('Name'),
    apiKeySource: properties.choice('ApiKeySourceType', ['HEADER', 'AUTHORIZER']) ?? body?.apiKeySource ?? 'HEADER',
    // A body spells the slash of a media type as it is; a patch operation as ~1.
    binaryMediaTypes: binaryMediaTypes.map(type => type.replace(/~1/g, '/')),
    ...(minimumCompressionSize === undefined ? {} : { minimumCompressionSize }),
    ...(policy === undefined || policy === null || policy === '' ? {} : { policy }),
  };
}

async function defineApi(entry: StackResource, all: StackResources): Promise<RestDefinition> {
  const apiId = entry.resource.ref;
  const body = await bodyOf(entry, all);
  const root: PathResource = { id: rootResourceId(apiId), path: '/', methods: new Map() };
  const definition: RestDefinition = {
    source: entry,
    apiId,
    settings: settingsOf(entry, body && readBodySettings(body)),
    resources: new Map([[root.id, root]]),
    models: new Map(),
    validators: new Map(),
    gatewayResponses: new Map(),
    authorizers: new Map(),
  };
  const localPools = readLocalPools(all);
  if (body) {
    importBody(definition, body, basePathMode(entry.properties));
    importAuthorizers(definition, new OpenApiDocument(body), localPools);
  }
  const own = (type: string): StackResource[] => all.of(type).filter(part => part.properties.text('RestApiId') === apiId);
  addParts(definition, {
    models: own('AWS::ApiGateway::Model'), validators: own('AWS::ApiGateway::RequestValidator'), responses: own('AWS::ApiGateway::GatewayResponse'),
  });
  addAuthorizers(definition, own('AWS::ApiGateway::Authorizer'), localPools);
  addResources(definition, own('AWS::ApiGateway::Resource'));
  addMethods(definition, own('AWS::ApiGateway::Method'));
  return definition;
}

/** Builds every REST API of an assembly. @throws TemplateError when a part refers to what is not there. */
export async function buildRestApis(all: StackResources): Promise<RestApi[]> {
  const apis: RestApi[] = [];
  for (const entry of all.of('AWS::ApiGateway::RestApi')) {
    const definition = await defineApi(entry, all);
    const { stack, resource: { logicalId } } = entry;
    const { apiId } = definition;
    const resources = [...definition.resources.values()].map(({ id, path, methods }) => ({ id, path, methods: [...methods.values()] }));
    const methodKeys = new Set(resources.flatMap(({ path, methods }) => methods.map(({ httpMethod }) => `${path}/${httpMethod}`)));
    const api: RestApi = {
      stack: stack.name,
      logicalId,
      apiId,
      region: stack.region,
      account: stack.account,
      ...definition.settings,
      resources,
      gatewayResponses: [...definition.gatewayResponses.values()],
      authorizers: [...definition.authorizers.values()],
      stages: readStages({ apiId, logicalId, methodKeys }, all),
    };
    if (api.stages.length === 0) all.leaveOut(entry, 'it has no stage in the loaded stacks, so nothing of it can be called: add an AWS::ApiGateway::Stage');
    nameUnservedParts(entry, api, all);
    apis.push(api);
  }
  const known = new Set(apis.map(api => api.apiId));
  for (const part of all.of(...PARTS)) {
    const apiId = part.properties.text('RestApiId');
    if (apiId !== undefined && !known.has(apiId)) all.leaveOut(part, `its REST API ${apiId} is in no loaded stack, so it has no effect: load that stack too`);
  }
  return apis;
}
