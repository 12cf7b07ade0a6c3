import { CatalogueApi } from '../../console/catalogue';
import { UsageError } from '../../errors';

/** An API key and the usage plan that it belongs to. */
export interface PlanKey {
  /** Name of the usage plan. */
  readonly plan: string;
  readonly name: string;
  readonly customerId?: string;
  /** What a caller sends as `x-api-key`. */
  readonly value: string;
}

/** Every key that is enabled and in a plan of a stage, once per plan. */
export function planKeys(apis: readonly CatalogueApi[]): PlanKey[] {
  const keys = new Map<string, PlanKey>();
  for (const tier of apis.flatMap(({ stages }) => stages).flatMap(({ tiers }) => tiers)) {
    for (const { name, customerId, value, enabled } of tier.keys) {
      if (enabled) keys.set(`${tier.name}\n${value}`, { plan: tier.name, name, ...(customerId !== undefined && { customerId }), value });
    }
  }
  return [...keys.values()];
}

/**
 * Value of a key by customer, key name or plan; of a plan with several keys its first.
 * @throws UsageError that lists customers and plans when there is none.
 */
export function findKey(keys: readonly PlanKey[], name: string): string {
  const found = keys.find(({ customerId }) => customerId === name) ?? keys.find((key) => key.name === name) ?? keys.find(({ plan }) => plan === name);
  if (found) return found.value;
  const known = keys.map((key) => `${key.customerId ?? key.name} (${key.plan})`).join(', ');
  throw new UsageError(`there is no API key of a customer or plan ${JSON.stringify(name)}; ${known === '' ? 'no usage plan has a key' : `there are ${known}`}`);
}
