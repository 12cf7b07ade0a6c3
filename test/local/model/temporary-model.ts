import { buildModel } from '../../../local/model/build-model';
import { LocalModel } from '../../../local/model/model';
import { RestApi, RestMethod, RestStage } from '../../../local/model/rest-api';
import { loadTemplates, temporaryFolder } from '../assembly/temporary-stack';

type Resources = Readonly<Record<string, unknown>>;

/** Builds the model of one template, the stack `Shop`. */
export async function modelOf(resources: Resources, more: Readonly<Record<string, unknown>> = {}): Promise<LocalModel> {
  const assembly = await loadTemplates({ 'Shop.json': { ...more, Resources: resources } });
  return buildModel(assembly, { codeFolder: temporaryFolder() });
}

export function first<T>(list: readonly T[] | undefined): T {
  const [value] = list ?? [];
  if (value === undefined) throw new Error('the list is empty');
  return value;
}

/** Routes as `METHOD /path`. */
export const routesOf = (api: RestApi): string[] => api.resources.flatMap(({ path, methods }) => methods.map(method => `${method.httpMethod} ${path}`)).sort();

export function methodOf(api: RestApi, route: string): RestMethod {
  const [httpMethod, path] = route.split(' ');
  const method = api.resources.find(resource => resource.path === path)?.methods.find(candidate => candidate.httpMethod === httpMethod);
  if (!method) throw new Error(`no route ${route} among ${routesOf(api).join(', ')}`);
  return method;
}

export function stageOf(api: RestApi, name: string): RestStage {
  const stage = api.stages.find(candidate => candidate.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
}

/** A resource of API Gateway in the API `Api`. */
export const part = (type: string, properties: object = {}): object => ({ Type: `AWS::ApiGateway::${type}`, Properties: { RestApiId: { Ref: 'Api' }, ...properties } });

export const ROOT = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };

/** An API with `GET /orders/{id}`, a deployment and a stage `prod`. */
export const ordersApi: Readonly<Record<string, object>> = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
  Item: part('Resource', { ParentId: { Ref: 'Orders' }, PathPart: '{id}' }),
  Orders: part('Resource', { ParentId: ROOT, PathPart: 'orders' }),
  GetOrder: part('Method', { ResourceId: { Ref: 'Item' }, HttpMethod: 'GET', AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } }),
  Deployment: part('Deployment'),
  Stage: part('Stage', { StageName: 'prod', DeploymentId: { Ref: 'Deployment' } }),
};
