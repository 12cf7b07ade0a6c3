import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Why rules of compliance packs do not apply to what the orders API is made of, for whoever reviews it. */
const reasons: Record<string, readonly string[]> = {
  'API Gateway waits for its answer, so that there is no event to keep when it fails': ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'],
  'it talks to DynamoDB only, signed and over TLS, and its role allows one action on one table; nothing that it needs is in a VPC': [
    'HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC',
  ],
  'throttles of the stage and of plans limit how often it runs; a reservation would take concurrency from other functions': [
    'HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency',
  ],
  'CloudWatch Logs encrypts it with a key that it owns; the functions write no personal data': [
    'HIPAA.Security-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'PCI.DSS.321-CloudWatchLogGroupEncrypted',
  ],
  'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; AWS allows them for * only': ['AwsSolutions-IAM5[Resource::*]'],
};

/** Records the reasons for the kinds of resources that they are about, and no others. */
export function review(about: Record<'function' | 'logGroup' | 'policy', IConstruct>): void {
  const target = (rule: string) => (/Lambda/.test(rule) ? about.function : /LogGroup/.test(rule) ? about.logGroup : about.policy);
  for (const [reason, rules] of Object.entries(reasons)) {
    for (const id of rules) Validations.of(target(id).node.defaultChild ?? target(id)).acknowledge({ id, reason });
  }
}
