import { CatalogueCredentials, CatalogueRoute, CatalogueStage, CatalogueTier } from './catalogue';
import { curl } from './curl';
import { functionTarget } from './function-target';
import { restToken } from './rest-token';
import { IssuerProfile } from '../issuer/issuer-profile';
import { LocalModel } from '../model/model';
import { RestApi, RestMethod, RestStage } from '../model/rest-api';
import { Quota, UsagePlan } from '../model/usage/usage-plan';

/** Describes a stage of a REST API at its address. */
export function describeRestStage(
  model: LocalModel, api: RestApi, stage: RestStage, url: string, credentials: CatalogueCredentials | undefined,
  standsInFor: readonly IssuerProfile[],
): CatalogueStage {
  const tiers = model.usagePlans
    .filter((plan) => plan.apiStages.some((covered) => covered.apiId === api.apiId && covered.stageName === stage.name))
    .map((plan) => describeTier(model, plan))
    .reduce(withNamesake, []);
  const keys = tiers.flatMap((tier) => tier.keys);
  const key = keys.find(({ enabled }) => enabled)?.value;
  const routes = [...api.resources]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path, methods }) => methods.map((method): CatalogueRoute => ({
      method: method.httpMethod,
      path,
      needs: needs(method, api),
      target: target(model, method),
      curl: curl({
        url,
        path,
        method,
        ...(api.apiKeySource === 'HEADER' && { key: key ?? 'KEY-OF-A-PLAN-OF-THIS-STAGE' }),
        region: api.region,
        credentials,
        ...restToken(model, api, path, method, keys, standsInFor),
      }),
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

function needs(method: RestMethod, { apiKeySource }: RestApi): string {
  const parts = [
    method.apiKeyRequired && apiKeySource === 'HEADER' ? 'API key' : undefined,
    { NONE: undefined, AWS_IAM: 'IAM signature', CUSTOM: 'token for the Lambda authorizer', COGNITO_USER_POOLS: 'token of the user pool' }[method.authorizationType],
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'none' : parts.join(' and ');
}

function target(model: LocalModel, { integration }: RestMethod): string {
  if (!integration) return 'no integration';
  const { type, uri } = integration;
  return functionTarget(model, uri) ?? [type.toLowerCase().replace('_', ' '), uri].filter((part) => part !== undefined).join(' ');
}
