import { Catalogue, CatalogueApi, CatalogueCredentials } from './catalogue';
import { describeHttpStage } from './http-stage';
import { describeRestStage } from './rest-stage';
import { TemplateCredential } from '../authorization/identities/identity-directory';
import { IssuerProfile } from '../issuer/issuer-profile';
import { ApiIdentity, compareApis } from '../model/api-identity';
import { HttpApi } from '../model/http-api';
import { LocalModel } from '../model/model';
import { RestApi } from '../model/rest-api';

/** What a model itself doesn't know. */
export interface Surroundings {
  /** Address of the console. */
  readonly console: string;
  /** Roles and users with keys. */
  readonly callers?: readonly TemplateCredential[];
  readonly issuer?: { readonly url: string; readonly profiles: readonly IssuerProfile[] };
  /** Address of an API, for example `http://127.0.0.1:3001`. */
  origin(api: ApiIdentity): string;
  constructPath(api: ApiIdentity): string | undefined;
  /** The local user of an API's account. */
  credentials(api: ApiIdentity): CatalogueCredentials;
}

/** Describes a model at the addresses where it is served. */
export function buildCatalogue(model: LocalModel, surroundings: Surroundings): Catalogue {
  return {
    console: surroundings.console,
    apis: [
      ...model.restApis.map((api) => describeRestApi(model, api, surroundings)),
      ...model.httpApis.map((api) => describeHttpApi(model, api, surroundings)),
    ].sort(compareApis),
    callers: (surroundings.callers ?? []).map(({ principal: { kind, stack, logicalId, name }, credential: { accessKeyId, secretAccessKey } }) =>
      ({ kind, stack, logicalId, name, accessKeyId, secretAccessKey })),
    ...(surroundings.issuer && { issuer: { url: surroundings.issuer.url, standsInFor: surroundings.issuer.profiles.map(({ issuer }) => issuer) } }),
    notServed: model.notServed,
  };
}

function describeRestApi(model: LocalModel, api: RestApi, surroundings: Surroundings): CatalogueApi {
  const signs = api.resources.some(({ methods }) => methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM'));
  const described = describeApi(api, signs, surroundings);
  const standsInFor = surroundings.issuer?.profiles ?? [];
  const origin = surroundings.origin(api);
  const stages = api.stages.map((stage) => describeRestStage(model, api, stage, `${origin}/${stage.name}`, described.credentials, standsInFor));
  return { ...described, type: 'REST', stages };
}

function describeHttpApi(model: LocalModel, api: HttpApi, surroundings: Surroundings): CatalogueApi {
  const described = describeApi(api, api.routes.some(({ authorizationType }) => authorizationType === 'AWS_IAM'), surroundings);
  const { credentials } = described;
  const standsInFor = surroundings.issuer?.profiles ?? [];
  const stages = api.stages.map((stage) => describeHttpStage({ model, api, stage, origin: surroundings.origin(api), credentials, standsInFor }));
  return { ...described, type: 'HTTP', stages };
}

function describeApi(api: ApiIdentity, signs: boolean, surroundings: Surroundings): Omit<CatalogueApi, 'type' | 'stages'> {
  const constructPath = surroundings.constructPath(api);
  const { accessKeyId, secretAccessKey } = surroundings.credentials(api);
  return {
    stack: api.stack,
    logicalId: api.logicalId,
    apiId: api.apiId,
    name: api.name,
    ...(constructPath !== undefined && { constructPath }),
    ...(signs && { credentials: { accessKeyId, secretAccessKey } }),
  };
}
