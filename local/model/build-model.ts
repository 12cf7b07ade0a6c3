import { buildFunctions } from './functions/functions';
import { buildHttpApis } from './http/build-http-apis';
import { localIssuersOf } from './local-issuers';
import { LocalModel } from './model';
import { buildPrincipals } from './principals/principals';
import { buildQueues } from './queues/build-queues';
import { buildRestApis } from './rest/build-rest-apis';
import { buildSecrets } from './secrets/build-secrets';
import { StackResources } from './stack-resources';
import { buildTables } from './tables/tables';
import { nameUnservedTypes } from './unserved-types';
import { nameUnknownTargets } from './usage/plan-targets';
import { buildUsagePlans } from './usage/usage-plans';
import { buildCompositeAlarms, buildMetricAlarms } from './watching/read-alarms';
import { buildLogGroups, buildMetricFilters } from './watching/read-log-groups';
import { Assembly } from '../assembly/assembly';

export interface ModelOptions {
  /** Directory for inline code and unpacked zip files of functions; made when it is needed. */
  readonly codeFolder: string;
  /** Secret that values of API keys are made from, where the template gives none. Default: stack and logical id alone. */
  readonly keySeed?: string;
}

/**
 * Turns an assembly into what the gateway serves, and lists what it does not serve.
 * @throws AssemblyError when a served resource contradicts itself or refers to what is not there.
 */
export async function buildModel(assembly: Assembly, options: ModelOptions): Promise<LocalModel> {
  const all = new StackResources(assembly);
  const restApis = await buildRestApis(all);
  const httpApis = await buildHttpApis(all);
  const functions = await buildFunctions(all, options.codeFolder);
  const tables = buildTables(all);
  const queues = buildQueues(all);
  const secrets = buildSecrets(all);
  const { usagePlans, apiKeys } = buildUsagePlans(all, options.keySeed ?? '');
  nameUnknownTargets(all, usagePlans, restApis);
  const principals = buildPrincipals(all);
  const localIssuers = localIssuersOf(all);
  const watching = {
    logGroups: buildLogGroups(all),
    metricFilters: buildMetricFilters(all),
    metricAlarms: buildMetricAlarms(all),
    compositeAlarms: buildCompositeAlarms(all),
  };
  nameUnservedTypes(all);
  const stores = { tables, queues, secrets };
  return { restApis, httpApis, functions, ...stores, usagePlans, apiKeys, principals, localIssuers, ...watching, notServed: all.notServed };
}
