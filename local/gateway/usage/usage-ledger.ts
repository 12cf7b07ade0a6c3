import { QuotaCounters } from './quota-counters';
import { assertQuota } from './quota-window';
import { StageSubscription, UsageSubscription } from './usage-subscription';
import { Clock } from '../../clock';
import { LocalGatewayError } from '../../errors';
import { ApiKey, UsagePlan, UsagePlanStage } from '../../model/usage/usage-plan';
import { Refusal } from '../refusal';
import { routeName } from '../route-name';
import { Throttle } from '../throttle/stage-throttle';
import { tooManyRequests } from '../throttle/too-many-requests';

/** A request to a method that requires an API key. */
export interface UsageRequest {
  readonly apiId: string;
  readonly stageName: string;
  /** `/orders/{id}/GET`. */
  readonly methodKey: string;
  /** What the caller sent as its key; undefined: nothing. */
  readonly keyValue: string | undefined;
}

export type UsageDecision =
  | { readonly kind: 'admitted'; readonly keyId: string; readonly planId: string }
  /** `keyId` is known when the key itself was good. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly keyId?: string };

interface KeyEntry {
  readonly key: ApiKey;
  /** By API id, then by stage name. */
  readonly stages: Map<string, Map<string, { readonly stage: StageSubscription; readonly admitted: UsageDecision }>>;
}

/**
 * Who may call under which usage plan, and what they have used of it.
 *
 * Of the limits that refuse a request, the exhausted quota is named first, then the plan's throttle, then `throttle`, the stage's and the
 * account's. Only a request that all of them admit takes a token and is charged: the references say neither way whether a throttled
 * request counts, so a caller never pays for what it did not get.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export class UsageLedger {
  private readonly keysByValue = new Map<string, KeyEntry>();

  /**
   * Token buckets start full; what quotas count is kept in `counters`, which outlives the ledger of one model.
   *
   * @throws LocalGatewayError if a key is in two plans of one stage, two keys have one value, or the service would refuse a quota.
   */
  public constructor(plans: readonly UsagePlan[], keys: readonly ApiKey[], private readonly clock: Clock, private readonly counters: QuotaCounters) {
    const keysById = new Map<string, KeyEntry>();
    for (const key of keys) keysById.set(key.id, this.addKey(key));
    for (const plan of plans) {
      if (plan.quota !== undefined) assertQuota(plan.quota, plan.name);
      // A key that the templates don't hold is not known here, so nobody can send it.
      for (const keyId of new Set(plan.keyIds)) {
        const entry = keysById.get(keyId);
        if (entry !== undefined) this.subscribe(entry, plan);
      }
    }
  }

  /**
   * Decides about a request, and takes what it uses if it is admitted.
   *
   * @param throttle limits of the stage and the account, asked only when the plan would admit the request. Without it, ask them first.
   */
  public admit(request: UsageRequest, throttle?: Throttle): UsageDecision {
    if (request.keyValue === undefined || request.keyValue === '') return forbidden('the request has no API key');
    const entry = this.keysByValue.get(request.keyValue);
    if (entry === undefined) return forbidden('no API key has the value that was sent');
    const { key } = entry;
    if (!key.enabled) return forbidden(`the API key ${key.logicalId} is disabled`);
    const found = entry.stages.get(request.apiId)?.get(request.stageName);
    if (found === undefined) return forbidden(`the API key ${key.logicalId} is in no usage plan of stage ${request.stageName}`, key.id);

    const { subscription } = found.stage;
    if (subscription.exhausted) return quotaExceeded(found.stage);
    const bucket = found.stage.bucket(request.methodKey);
    if (bucket?.has() === false) {
      const reason = `above the throttle limits of usage plan ${found.stage.planName} for the API key ${key.logicalId} on ${routeName(request.methodKey)}`;
      return { kind: 'refused', refusal: tooManyRequests(reason), keyId: key.id };
    }
    const refusal = throttle?.(request.methodKey);
    if (refusal !== undefined) return { kind: 'refused', refusal, keyId: key.id };
    bucket?.take();
    subscription.charge();
    return found.admitted;
  }

  private addKey(key: ApiKey): KeyEntry {
    const same = this.keysByValue.get(key.value);
    if (same !== undefined) {
      throw new LocalGatewayError(`the API keys ${same.key.logicalId} and ${key.logicalId} have the same value: give one of them another, or leave the value out`);
    }
    const entry: KeyEntry = { key, stages: new Map() };
    this.keysByValue.set(key.value, entry);
    return entry;
  }

  private subscribe(entry: KeyEntry, plan: UsagePlan): void {
    const subscription = new UsageSubscription(plan, this.clock, this.counters.counter(plan.id, entry.key.id));
    for (const stage of plan.apiStages) this.addStage(entry, plan, stage, subscription);
  }

  private addStage(entry: KeyEntry, plan: UsagePlan, planStage: UsagePlanStage, subscription: UsageSubscription): void {
    const { apiId, stageName } = planStage;
    const keyId = entry.key.id;
    const ofApi = entry.stages.get(apiId) ?? new Map<string, { stage: StageSubscription; admitted: UsageDecision }>();
    const other = ofApi.get(stageName);
    if (other !== undefined && other.stage.planId !== plan.id) {
      throw new LocalGatewayError(`the API key ${entry.key.logicalId} is in the usage plans ${other.stage.planName} and ${plan.name}, both of stage `
        + `${stageName} of API ${apiId}: a key can be in one plan of a stage only, take it out of one of them`);
    }
    const stage = new StageSubscription(plan.id, plan.name, keyId, subscription, planStage, this.clock);
    entry.stages.set(apiId, ofApi.set(stageName, { stage, admitted: { kind: 'admitted', keyId, planId: plan.id } }));
  }
}

function forbidden(reason: string, keyId?: string): UsageDecision {
  return { kind: 'refused', refusal: { responseType: 'INVALID_API_KEY', message: 'Forbidden', errorType: 'ForbiddenException', reason }, keyId };
}

function quotaExceeded({ planName, keyId, subscription }: StageSubscription): UsageDecision {
  const usage = subscription.usage();
  const reason = usage === undefined ? '' : `the quota of usage plan ${planName} is used up (${usage.used} of ${usage.limit}), `
    + `it starts anew at ${new Date(usage.resetsAt).toISOString()}`;
  return { kind: 'refused', refusal: { responseType: 'QUOTA_EXCEEDED', message: 'Limit Exceeded', errorType: 'LimitExceededException', reason }, keyId };
}
