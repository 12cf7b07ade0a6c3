import { readThrottle } from '../limits';
import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';
import { ThrottleLimits } from '../throttle';
import { ApiKey, Quota, UsagePlan, UsagePlanStage } from './usage-plan';
import { generatedKeyValue } from '../../assembly/physical/api-gateway';
import { TemplateError } from '../../assembly/template-error';

function readQuota(properties: Properties): Quota | undefined {
  const limit = properties.number('Limit');
  if (limit === undefined) return undefined;
  const period = properties.choice('Period', ['DAY', 'WEEK', 'MONTH'])
    ?? properties.refuse('Period', 'one of DAY, WEEK, MONTH', 'a quota needs a period');
  return { limit, period, offset: properties.number('Offset') ?? 0 };
}

function methodThrottles(properties: Properties): Map<string, ThrottleLimits> {
  const throttles = new Map<string, ThrottleLimits>();
  for (const [key, limits] of properties.members()) {
    const throttle = readThrottle(limits, 'RateLimit', 'BurstLimit');
    if (throttle) throttles.set(key, throttle);
  }
  return throttles;
}

function readStages(properties: Properties): UsagePlanStage[] {
  return properties.objects('ApiStages').map(stage => ({
    apiId: stage.requiredText('ApiId'), stageName: stage.requiredText('Stage'), methodThrottles: methodThrottles(stage.object('Throttle')),
  }));
}

/**
 * The error leaves the value out: it opens the API on AWS too.
 * @throws TemplateError for a length that the service refuses
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
function readValue(properties: Properties): string | undefined {
  const value = properties.text('Value');
  if (value === undefined || (value.length >= 20 && value.length <= 128)) return value;
  throw new TemplateError(properties.at.at('Value'), {
    problem: `the value has ${value.length} characters`, expected: '20 to 128 characters', fix: 'another value, or none: API Gateway makes one up then',
  });
}

function readKey({ stack, resource, properties }: StackResource, seed: string): ApiKey {
  const customerId = properties.text('CustomerId');
  return {
    id: resource.ref,
    stack: stack.name,
    logicalId: resource.logicalId,
    name: properties.text('Name') ?? `${stack.name}-${resource.logicalId}`,
    value: readValue(properties) ?? generatedKeyValue(`${seed}${stack.name}/${resource.logicalId}/${resource.ref}`),
    enabled: properties.flag('Enabled') ?? false,
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/** Ids of the keys of each plan. */
function keysByPlan(all: StackResources, plans: ReadonlySet<string>, keys: ReadonlySet<string>): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const entry of all.of('AWS::ApiGateway::UsagePlanKey')) {
    const { properties } = entry;
    const planId = properties.requiredText('UsagePlanId');
    const keyId = properties.requiredText('KeyId');
    if (!plans.has(planId)) properties.refuse('UsagePlanId', 'the id of an AWS::ApiGateway::UsagePlan of the loaded stacks', 'the usage plan is not there', 'refer to the plan with Ref');
    if (!keys.has(keyId)) {
      all.leaveOut(entry, `its key ${keyId} is in no loaded stack, so its value is not known: callers with it are refused`);
      continue;
    }
    result.set(planId, [...result.get(planId) ?? [], keyId]);
  }
  return result;
}

/**
 * `StageKeys` came before usage plans, and API Gateway takes no notice of it since. The L2 `addApiKey` writes it for every key, so only a key that is
 * in no plan of the stage is worth a word.
 */
function nameIdleStageKeys(all: StackResources, usagePlans: readonly UsagePlan[]): void {
  for (const entry of all.of('AWS::ApiGateway::ApiKey')) {
    const plans = usagePlans.filter(({ keyIds }) => keyIds.includes(entry.resource.ref)).flatMap(({ apiStages }) => apiStages);
    for (const stageKey of entry.properties.objects('StageKeys')) {
      const [apiId, stageName] = [stageKey.text('RestApiId'), stageKey.text('StageName')];
      if (stageName === undefined || plans.some((stage) => stage.apiId === apiId && stage.stageName === stageName)) continue;
      all.leaveOut(entry, `the key is in no usage plan of stage ${stageName}, and StageKeys opens nothing: callers with it are refused. Fix: put it into a plan, with AWS::ApiGateway::UsagePlanKey`);
    }
  }
}

/** Builds usage plans and API keys. @throws TemplateError when a key is put into a plan that is not there. */
export function buildUsagePlans(all: StackResources, keySeed: string): { usagePlans: UsagePlan[]; apiKeys: ApiKey[] } {
  const apiKeys = all.of('AWS::ApiGateway::ApiKey').map((key) => readKey(key, keySeed));
  const entries = all.of('AWS::ApiGateway::UsagePlan');
  const members = keysByPlan(all, new Set(entries.map(({ resource }) => resource.ref)), new Set(apiKeys.map(key => key.id)));
  const usagePlans = entries.map(({ stack, resource, properties }): UsagePlan => {
    const throttle = readThrottle(properties.object('Throttle'), 'RateLimit', 'BurstLimit');
    const quota = readQuota(properties.object('Quota'));
    return {
      id: resource.ref,
      stack: stack.name,
      logicalId: resource.logicalId,
      name: properties.text('UsagePlanName') ?? `${stack.name}-${resource.logicalId}`,
      apiStages: readStages(properties),
      ...(throttle === undefined ? {} : { throttle }),
      ...(quota === undefined ? {} : { quota }),
      keyIds: members.get(resource.ref) ?? [],
    };
  });
  nameIdleStageKeys(all, usagePlans);
  return { usagePlans, apiKeys };
}
