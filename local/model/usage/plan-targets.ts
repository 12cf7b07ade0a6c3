import { UsagePlan } from './usage-plan';
import { RestApi } from '../rest-api';
import { StackResources } from '../stack-resources';

/** Names the stages and methods of usage plans that no loaded API has: what looks limited there is not. */
export function nameUnknownTargets(all: StackResources, usagePlans: readonly UsagePlan[], restApis: readonly RestApi[]): void {
  const entries = new Map(all.of('AWS::ApiGateway::UsagePlan').map((entry) => [entry.resource.ref, entry]));
  for (const { id, apiStages } of usagePlans) {
    const entry = entries.get(id);
    if (!entry) continue;
    for (const { apiId, stageName, methodThrottles } of apiStages) {
      const api = restApis.find((candidate) => candidate.apiId === apiId);
      if (!api) {
        all.leaveOut(entry, `its API ${apiId} is in no loaded stack`);
        continue;
      }
      const stages = api.stages.map(({ name }) => name);
      if (!stages.includes(stageName)) all.leaveOut(entry, `API ${api.logicalId} has no stage ${stageName}, so keys of the plan open nothing there: it has ${stages.join(', ') || 'none'}`);
      const methods = api.resources.flatMap(({ path, methods: own }) => own.map(({ httpMethod }) => `${path}/${httpMethod}`));
      const unknown = [...methodThrottles.keys()].filter((key) => !methods.includes(key));
      for (const key of unknown) all.leaveOut(entry, `its throttle of ${key} limits nothing: API ${api.logicalId} has no such method. Fix: one of ${methods.join(', ')}`);
    }
  }
}
