import { FunctionModel } from './functions/function';
import { HttpApi } from './http-api';
import { PrincipalModel } from './principals/principal';
import { QueueModel } from './queues/queue';
import { RestApi } from './rest-api';
import { SecretModel } from './secrets/secret';
import { TableModel } from './tables/table';
import { ApiKey, UsagePlan } from './usage/usage-plan';
import { CompositeAlarm, MetricAlarm } from './watching/alarm';
import { LogGroupModel, MetricFilterModel } from './watching/log-group';

/** Everything that the gateway can serve out of an assembly: normalised, validated, read-only. */
export interface LocalModel {
  readonly restApis: readonly RestApi[];
  readonly httpApis: readonly HttpApi[];
  readonly functions: readonly FunctionModel[];
  readonly tables: readonly TableModel[];
  readonly queues: readonly QueueModel[];
  readonly secrets: readonly SecretModel[];
  readonly usagePlans: readonly UsagePlan[];
  readonly apiKeys: readonly ApiKey[];
  /** Roles and users, and what they may do. */
  readonly principals: readonly PrincipalModel[];
  /** Issuers of the user pools that the templates create. */
  readonly localIssuers: readonly string[];
  readonly logGroups: readonly LogGroupModel[];
  readonly metricFilters: readonly MetricFilterModel[];
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  /** What the templates hold and the gateway does not serve: one line each at start. */
  readonly notServed: readonly NotServed[];
}

/** A resource, or a property of one, that is named at start because it has no effect here. */
export interface NotServed {
  readonly stack: string;
  readonly logicalId: string;
  /** Resource type. */
  readonly type: string;
  /** What is missing and what happens instead, in one line. */
  readonly detail: string;
}
