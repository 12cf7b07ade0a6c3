import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';

/** A rule that a resource breaks, without a reason being recorded for it. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly description: string;
}

export function newPacks(): NagPack[] {
  return [new AwsSolutionsChecks(), new HIPAASecurityChecks(), new NIST80053R5Checks(), new PCIDSS321Checks(), new ServerlessChecks()];
}

/** What the five packs have to say about an app. */
export function findingsOf(app: App): Finding[] {
  app.synth();
  return newPacks().flatMap((pack) => pack.validateScope(app).violations).flatMap(({ ruleName, description, violatingResources }) => (
    violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '', description }))
  ));
}
