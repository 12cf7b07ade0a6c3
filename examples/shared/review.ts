import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A function of an example, and what belongs to it alone. */
export interface ReviewedFunction {
  readonly function: IConstruct;
  readonly logGroup: IConstruct;
  readonly policy: IConstruct;
  /** What keeps callers from running it too often. */
  readonly limitedBy: string;
  /** What it talks to, and what it may do there. */
  readonly reach: string;
}

/** Why rules of compliance packs do not apply to functions behind an API, for whoever reviews it. */
const reasonsFor = ({ limitedBy, reach }: ReviewedFunction): Record<string, readonly string[]> => ({
  'API Gateway waits for its answer, so that there is no event to keep when it fails': ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'],
  [`${reach}; nothing that it needs is in a VPC`]: ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC'],
  [`${limitedBy} limit how often it runs; a reservation would take concurrency from other functions`]: [
    'HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency',
  ],
  'CloudWatch Logs encrypts it with a key that it owns; the functions write no personal data': [
    'HIPAA.Security-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'PCI.DSS.321-CloudWatchLogGroupEncrypted',
  ],
  'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; AWS allows them for * only': ['AwsSolutions-IAM5[Resource::*]'],
});

/** Records the reasons for the kinds of resources that they are about, and no others. */
export function review(reviewed: ReviewedFunction): void {
  const target = (rule: string) => (/Lambda/.test(rule) ? reviewed.function : /LogGroup/.test(rule) ? reviewed.logGroup : reviewed.policy);
  for (const [reason, rules] of Object.entries(reasonsFor(reviewed))) {
    for (const id of rules) Validations.of(target(id).node.defaultChild ?? target(id)).acknowledge({ id, reason });
  }
}
