import { ThrottleLimits } from '../throttle';

export interface UsagePlan {
  readonly id: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  /** Stages that the plan covers. */
  readonly apiStages: readonly UsagePlanStage[];
  /** Per key and plan. Absent: not throttled by the plan. */
  readonly throttle?: ThrottleLimits;
  /** Per key and plan. Absent: unlimited. */
  readonly quota?: Quota;
  /** Ids of the keys that belong to the plan. */
  readonly keyIds: readonly string[];
}

export interface UsagePlanStage {
  readonly apiId: string;
  readonly stageName: string;
  /** Limits of single methods by `/path/METHOD`, as in the template (`/orders/{id}/GET`). They override `throttle` of the plan. */
  readonly methodThrottles: ReadonlyMap<string, ThrottleLimits>;
}

export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  /** Days from the start of a week or month to that of the period. */
  readonly offset: number;
}

export interface ApiKey {
  readonly id: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  /** What the caller sends. Generated values are derived from stack and logical id, the same at every start. Never logged. */
  readonly value: string;
  readonly enabled: boolean;
  readonly customerId?: string;
}
