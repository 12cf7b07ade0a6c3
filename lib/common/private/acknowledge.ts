import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Records why a rule does not apply to a construct, so that it shows in validation reports as decided instead of as forgotten. */
export function acknowledge(construct: IConstruct, ...rules: Acknowledgment[]): void {
  // Rules look at the resource, not at the construct around it.
  Validations.of(construct.node.defaultChild ?? construct).acknowledge(...rules);
}
