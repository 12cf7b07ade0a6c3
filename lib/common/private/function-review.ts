import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { acknowledgeAll } from './acknowledge';

/** Who calls a packaged function. */
export type Caller = 'api-gateway' | 'cloudformation' | 'secrets-manager';

interface Reasons {
  readonly vpc: string;
  readonly concurrency: string;
  readonly deadLetters: string;
}

const reasons: Record<Caller, Reasons> = {
  'api-gateway': {
    vpc: 'it reaches public endpoints only, the issuers of tokens, and nothing in a VPC',
    concurrency: 'API Gateway calls it once for a request at most; with reserved concurrency a flood of requests would lock all callers out sooner than the limit of the account does',
    deadLetters: 'API Gateway waits for its answer, so that there is no event to keep when it fails',
  },
  'cloudformation': {
    vpc: 'it calls APIs of AWS only, and nothing in a VPC',
    concurrency: 'it runs while the stack is deployed and then never; CloudFormation calls it once at a time',
    deadLetters: 'CloudFormation hears of a failure from the function, or by timeout, and rolls back; an event of a deployment that is over must not be run again',
  },
  'secrets-manager': {
    vpc: 'it calls APIs of AWS only, and nothing in a VPC',
    concurrency: 'it runs when the secret rotates; Secrets Manager calls it once at a time',
    deadLetters: 'Secrets Manager repeats a rotation that failed from its first step; an event of a step that is over must not be run again',
  },
};

/** Records why functions of this library are outside of VPCs, and without reserved concurrency and dead letters. */
export function reviewFunction(reviewed: lambda.Function, caller: Caller): void {
  const { vpc, concurrency, deadLetters } = reasons[caller];
  acknowledgeAll(reviewed, vpc, 'HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC');
  acknowledgeAll(reviewed, concurrency, 'HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency');
  acknowledgeAll(reviewed, deadLetters, 'HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ');
}
