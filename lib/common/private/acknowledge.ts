import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Records why a rule does not apply to a construct, so that it shows as decided instead of as forgotten.
 *
 * Ids are those of the rule alone (`AwsSolutions-APIG4`). With the name of the pack in front (`AwsSolutions::AwsSolutions-APIG4`) aws-cdk-lib 2.257 takes the
 * rule off the report of the whole app, whichever resource breaks it.
 */
export function acknowledge(construct: IConstruct, ...rules: Acknowledgment[]): void {
  // Rules look at the resource, not at the construct around it.
  const resource = construct.node.defaultChild ?? construct;
  for (const rule of rules) {
    if (rule.id.split('::').length > 2) {
      // The id of a finding that holds an ARN, which aws-cdk-lib 2.257 takes for several prefixes and refuses. Newer versions write the same.
      resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${rule.id}`]: rule.reason });
    } else {
      Validations.of(resource).acknowledge(rule);
    }
  }
}

/** Findings of several rule packs that have one reason. */
export function acknowledgeAll(construct: IConstruct, reason: string, ...ids: string[]): void {
  acknowledge(construct, ...ids.map((id) => ({ id, reason })));
}
