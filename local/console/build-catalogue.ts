import { Catalogue, CatalogueCredentials, CatalogueRoute, CatalogueStage, CatalogueTier } from './catalogue';
import { curl } from './curl';
import { TemplateCredential } from '../authorization/identities/identity-directory';
import { IssuerProfile } from '../issuer/issuer-profile';
import { LocalModel } from '../model/model';
import { RestApi, RestMethod, RestStage } from '../model/rest-api';
import { Quota, UsagePlan } from '../model/usage/usage-plan';

/** What a model itself doesn't know. */
export interface Surroundings {
  /** Address of the console. */
  readonly console: string;
  /** Roles and users with keys. */
  readonly callers?: readonly TemplateCredential[];
  readonly issuer?: { readonly url: string; readonly profiles: readonly IssuerProfile[] };
  /** Address of an API, for example `http://127.0.0.1:3001`. */
  origin(api: RestApi): string;
  constructPath(api: RestApi): string | undefined;
  /** The local user of an API's account. */
  credentials(api: RestApi): CatalogueCredentials;
}

/** Describes a model at the addresses where it is served. */
export function buildCatalogue(model: LocalModel, surroundings: Surroundings): Catalogue {
  return {
    console: surroundings.console,
    apis: model.restApis.map((api) => {
      const constructPath = surroundings.constructPath(api);
      const signs = api.resources.some(({ methods }) => methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM'));
      const { accessKeyId, secretAccessKey } = surroundings.credentials(api);
      const credentials = signs ? { accessKeyId, secretAccessKey } : undefined;
      return {
        stack: api.stack,
        logicalId: api.logicalId,
        apiId: api.apiId,
        type: 'REST',
        name: api.name,
        ...(constructPath !== undefined && { constructPath }),
        ...(credentials && { credentials }),
        stages: api.stages.map((stage) => describeStage(model, api, stage, `${surroundings.origin(api)}/${stage.name}`, credentials)),
      };
    }),
    callers: (surroundings.callers ?? []).map(({ principal: { kind, stack, logicalId, name }, credential: { accessKeyId, secretAccessKey } }) =>
      ({ kind, stack, logicalId, name, accessKeyId, secretAccessKey })),
    ...(surroundings.issuer && { issuer: { url: surroundings.issuer.url, standsInFor: surroundings.issuer.profiles.map(({ issuer }) => issuer) } }),
    notServed: model.notServed,
  };
}

function describeStage(
  model: LocalModel, api: RestApi, stage: RestStage, url: string, credentials: CatalogueCredentials | undefined,
): CatalogueStage {
  const tiers = model.usagePlans
    .filter((plan) => plan.apiStages.some((covered) => covered.apiId === api.apiId && covered.stageName === stage.name))
    .map((plan) => describeTier(model, plan))
    .reduce(withNamesake, []);
  const key = tiers.flatMap((tier) => tier.keys).find(({ enabled }) => enabled)?.value;
  const routes = [...api.resources]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path, methods }) => methods.map((method): CatalogueRoute => ({
      method: method.httpMethod,
      path,
      needs: needs(method),
      target: target(model, method),
      curl: curl({ url, path, method, key, region: api.region, credentials }),
    })));
  return { name: stage.name, url, routes, tiers };
}

function describeTier(model: LocalModel, plan: UsagePlan): CatalogueTier {
  const members = new Set(plan.keyIds);
  return {
    name: plan.name,
    ...(plan.throttle && { throttle: `${plan.throttle.rateLimit} requests a second, burst ${plan.throttle.burstLimit}` }),
    ...(plan.quota && { quota: describeQuota(plan.quota) }),
    keys: model.apiKeys
      .filter(({ id }) => members.has(id))
      .map(({ name, customerId, value, enabled }) => ({ name, ...(customerId !== undefined && { customerId }), value, enabled })),
  };
}

/** Constructs may make a plan for each key: to a reader those of one name and the same limits are one, and one without keys is part of its namesake. */
function withNamesake(tiers: readonly CatalogueTier[], tier: CatalogueTier): CatalogueTier[] {
  const isSame = (other: CatalogueTier): boolean => other.name === tier.name
    && ((other.throttle === tier.throttle && other.quota === tier.quota) || other.keys.length === 0 || tier.keys.length === 0);
  const same = tiers.find(isSame);
  if (!same) return [...tiers, tier];
  const limits = same.keys.length === 0 ? tier : same;
  return tiers.map((other) => (other === same ? { ...limits, keys: [...same.keys, ...tier.keys] } : other));
}

function describeQuota({ limit, period }: Quota): string {
  return `${limit} requests a ${period.toLowerCase()}`;
}

function needs(method: RestMethod): string {
  const parts = [
    method.apiKeyRequired ? 'API key' : undefined,
    { NONE: undefined, AWS_IAM: 'IAM signature', CUSTOM: 'token for the Lambda authorizer', COGNITO_USER_POOLS: 'token of the user pool' }[method.authorizationType],
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'none' : parts.join(' and ');
}

function target(model: LocalModel, { integration }: RestMethod): string {
  if (!integration) return 'no integration';
  const { type, uri } = integration;
  const arn = /\/functions\/([^/]+(?:\$\{[^}]*\}[^/]*)?)\/invocations$/.exec(uri ?? '')?.[1];
  if (arn !== undefined) {
    const found = model.functions.find((fn) => arn === fn.arn || fn.qualifiers.includes(arn));
    return `lambda ${found?.logicalId ?? arn}`;
  }
  return [type.toLowerCase().replace('_', ' '), uri].filter((part) => part !== undefined).join(' ');
}
